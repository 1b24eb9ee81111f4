"""The tiers of the search: from the keys of a name to the stored names that match it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.matching import Match, NameClass
from gazetteer.normalise import folded_key, unmarked, written_form
from gazetteer.skeleton import asked_skeletons, skeletons
from gazetteer.store import KIND_CORE, KIND_CURATED, KIND_MAIN, KIND_SERVED
from gazetteer.typewords import is_of_kind, type_word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.matching import Hints
    from gazetteer.model import Tier
    from gazetteer.normalise import NameKeys
    from gazetteer.store import NameRow, PlaceRow, Store

__all__ = ["find_matches", "match_of_id"]

_SKELETON_LETTERS: Final = "abcdfghklmnrstwxz"
_FUZZY_LEAST: Final = 0.72
"""Least normalised similarity (1 - edit distance / length) of a fuzzy match. On 4,900 villages of
Iraq with one spelling held out, 0.72 found 0.9 points more than 0.78 and answered none more
falsely; below 0.70 little is gained."""

_FUZZY_SHORTEST: Final = 3
_FUZZY_SHORTEST_IN_AREA: Final = 2
"""Shortest skeleton whose neighbours are asked: those of two letters are everywhere, and are only
asked within a first-order area."""

_MOST_LIKE: Final = 120
_MOST_LIKE_IN_COUNTRY: Final = 500
_MOST_LIKE_OF_KIND: Final = 1_000
"""Same-consonant names that are read: the file gives the weightiest first, and a village of the
right area must not be cut off; more where only those of one kind are wanted."""

_LEAST: Final = 0.4
"""Least likeness of a same-consonant name."""

_LEAST_ANYWHERE: Final = 0.75
_FUZZY_LEAST_ANYWHERE: Final = 0.85
"""Where nothing says in which country to look, some place on Earth has the consonants of any
string: a name is only offered for a likeness of this much.
Qwertyville is not Cartville in Louisiana; a name nobody knows is ``not_found``."""

_CLOSE: Final = 0.6
"""Least likeness of a same-consonant name that may stand beside an equal one."""

_CLOSE_SIMILAR: Final = 0.78
"""Least likeness of a similar name in the area asked for beside an equal one outside of it."""

_TELLING: Final = 3
"""Fewer consonants than this say little, however alike the vowels are (Dora, Dur)."""

_PART_LETTERS: Final = 4
"""Letters that the rest of a name must have where its first or last word is left out."""

_PART_LIKENESS: Final = 0.76
"""Likeness given to a name found by a part of the words, in the area that was asked for."""


def match_of_id(store: Store, place_id: str) -> Match | None:
    """Give the place of an id as a match of the first tier; None if no source has it."""
    provider, _, rest = place_id.partition(":")
    row = store.place(place_id) or store.place(f"{provider}:{rest.upper()}")
    return None if row is None else Match(row, row.name, "id", NameClass.FULL, is_curated=False)


def find_matches(store: Store, keys: NameKeys, hints: Hints) -> list[Match]:
    """Give the places whose names match, each once with its best name.

    The equal names first; the skeletons where no equal name fits the hints
    (the kind asked for, the first-order area); similar skeletons, and names
    that have all words but one, where there is still none that fits.
    """
    named = store.named(dict.fromkeys(keys.forms), countries=hints.countries)
    texts = frozenset(type_word_forms(unmarked(keys.exact))[0])
    found = _best_of((_equal(row, keys, texts, hints) for row in named), {})
    if not _has_fit(found.values(), hints):
        found = _best_of(_same_consonants(store, keys, hints, beside=bool(found)), found)
    if not found or (hints.admin1 and not _has_fit(found.values(), hints)):
        similar: Iterable[Match] = _similar(store, keys, hints)
        if found:
            similar = [
                one for one in similar if one.likeness >= _CLOSE_SIMILAR and _is_fit(one, hints)
            ]
        found = _best_of(similar, found)
    if hints.admin1 and not _has_fit(found.values(), hints):
        found = _best_of(_by_part(store, keys, hints), found)
    return list(found.values())


def _same_consonants(
    store: Store, keys: NameKeys, hints: Hints, *, beside: bool
) -> Iterator[Match]:
    """Give the names with the consonants of the name asked for.

    ``beside`` an equal name, which then is not where or not of the kind that
    was asked for, only those that fit and are closely alike are given.
    """
    shortest = 1 if hints.says_where else 2
    asked = asked_skeletons(*reversed(keys.forms))
    forms = [key for key in asked if len(key) >= shortest]
    limit = _MOST_LIKE_IN_COUNTRY if hints.countries else _MOST_LIKE
    if hints.kind and hints.kind.is_strong:
        limit = _MOST_LIKE_OF_KIND
    least = _LEAST if hints.says_where else _LEAST_ANYWHERE
    for row in store.like(forms, countries=hints.countries, limit=limit):
        match = _like(row, keys, least)
        if match and not (beside and (match.likeness < _CLOSE or not _is_fit(match, hints))):
            yield match


def _best_of(matches: Iterable[Match | None], found: dict[int, Match]) -> dict[int, Match]:
    """Keep for each place the match with the best name."""
    for match in matches:
        if match is None:
            continue
        known = found.get(match.row.number)
        if known is None or _goodness(match) > _goodness(known):
            found[match.row.number] = match
    return found


_TIERS: Final[dict[Tier, int]] = {
    "id": 5, "exact": 4, "alias": 3, "folded": 2, "skeleton": 1, "fuzzy": 0,
}  # fmt: skip


def _goodness(match: Match) -> tuple[int, int, int, float]:
    return match.name_class, int(match.is_curated), _TIERS[match.tier], _closeness(match)


def _closeness(match: Match) -> float:
    """Give how near the spelling is, with the fewer type words left out the nearer."""
    return match.likeness - match.left_out + int(match.is_same_text)


def _equal(row: NameRow, keys: NameKeys, texts: frozenset[str], hints: Hints) -> Match | None:
    """Give the match of a name that has the folded key or core of the name asked for."""
    folded, written, kind, place = row
    if kind == KIND_SERVED:
        if hints.kind is None or hints.kind.kind != "airfield":
            return None
        return Match(place, written, "folded", NameClass.SERVED, is_curated=False)
    is_curated = kind == KIND_CURATED
    is_main = kind == KIND_MAIN or folded_key(written_form(place.name).casefold()) == folded
    same_text = kind != KIND_CORE and unmarked(written.casefold()) in texts
    tier: Tier = "folded"
    name_class = NameClass.FULL
    if kind == KIND_CORE or folded != keys.folded:
        name_class = NameClass.CORE
    elif written.casefold() == keys.exact:
        tier = "exact" if kind == KIND_MAIN else "alias"
    left_out = keys.forms.index(folded) if folded in keys.forms else 0
    return Match(place, written, tier, name_class, is_curated, is_main, 1.0, left_out, same_text)


def _like(row: NameRow, keys: NameKeys, least: float) -> Match | None:
    """Give the match of a name with the same skeleton and at least this likeness."""
    folded, written, kind, place = row
    if kind in {KIND_CORE, KIND_SERVED}:
        return None
    consonants = max(map(len, keys.skeletons), default=0)
    if folded.isascii() == keys.folded.isascii():
        likeness = max(spelling_likeness(folded, one) for one in keys.forms)
    else:  # other scripts: only the consonants can be compared, and more of them say more
        likeness = min(0.3 + 0.08 * consonants, 0.8)
    if consonants < _TELLING:
        likeness = min(likeness, _CLOSE)
    if likeness < least:
        return None
    return Match(
        place, written, "skeleton", NameClass.SKELETON, kind == KIND_CURATED, likeness=likeness
    )


def _has_fit(matches: Iterable[Match], hints: Hints) -> bool:
    return any(_is_fit(match, hints) for match in matches)


def _is_fit(match: Match, hints: Hints) -> bool:
    """Tell whether a match is of the kind and in the area that were asked for."""
    if hints.kind and hints.kind.is_strong:
        kind, row = hints.kind.kind, match.row
        stands_for_it = kind == "admin2" and row.feature_class == "P"
        if not stands_for_it and not is_of_kind(kind, row.feature_class, row.feature_code):
            return False
    return not hints.admin1 or any(area.number == match.row.admin1_number for area in hints.admin1)


_LONG_VOWELS: Final = {"ee": "i", "oo": "u", "ou": "u", "iya": "ia", "iye": "ia"}
_LONG_VOWEL: Final = re.compile("|".join(_LONG_VOWELS))
_LETTER_FAMILIES: Final = str.maketrans("eiyouwq", "aiiuuuk")


def spelling_likeness(left: str, right: str) -> float:
    """Give the likeness of two spellings in [0, 1]: Dice's coefficient of their letter pairs.

    Letters that romanisations exchange count as the same (a and e, i and y, o,
    u and w, k and q), doubled letters once. See L. R. Dice, "Measures of the amount of
    ecologic association between species", Ecology 26 (1945).

    Examples
    --------
    >>> spelling_likeness("musayib", "musayyib")
    1.0
    >>> spelling_likeness("taji", "tuz") < 0.5
    True
    """
    pairs = [_letter_pairs(text) for text in (left, right)]
    total = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / total if total else 0.0


@lru_cache(maxsize=1 << 12)
def _plain(text: str) -> str:
    """Give a spelling with vowels in families, doubled letters once, -ah without its h."""
    plain = _LONG_VOWEL.sub(_short_vowel, text.replace(" ", "")).translate(_LETTER_FAMILIES)
    plain = plain.removesuffix("h") if plain.endswith(("ah", "ih")) else plain
    return "".join(char for char, before in zip(plain, " " + plain, strict=False) if char != before)


def _short_vowel(found: re.Match[str]) -> str:
    return _LONG_VOWELS[found.group()]


def _letter_pairs(text: str) -> set[str]:
    padded = f"^{_plain(text)}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def _similar(store: Store, keys: NameKeys, hints: Hints) -> list[Match]:
    """Give the names whose skeletons differ in one letter and whose spellings are similar."""
    neighbours: dict[str, None] = {}
    shortest = _FUZZY_SHORTEST_IN_AREA if hints.admin1 else _FUZZY_SHORTEST
    for skeleton in keys.skeletons:
        if len(skeleton) >= shortest:
            neighbours |= dict.fromkeys(_one_letter_off(skeleton))
    if not neighbours:
        return []
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where all else found nothing

    found = []
    least = _FUZZY_LEAST if hints.says_where else _FUZZY_LEAST_ANYWHERE
    asked = {_plain(form) for form in keys.forms}
    for folded, written, kind, place in store.like(neighbours, countries=hints.countries):
        if kind in {KIND_CORE, KIND_SERVED}:
            continue
        plain = _plain(folded)
        likeness = max(OSA.normalized_similarity(plain, form) for form in asked)
        if likeness >= least:
            found.append(_similar_match(place, written, kind, likeness))
    return found


def _similar_match(place: PlaceRow, written: str, kind: int, likeness: float) -> Match:
    curated = kind == KIND_CURATED
    return Match(place, written, "fuzzy", NameClass.SIMILAR, curated, likeness=likeness)


def _by_part(store: Store, keys: NameKeys, hints: Hints) -> Iterator[Match]:
    """Give the names in the area asked for that have all words but the first or the last.

    Suq Shiras is Sharas, Nahr Isa a part of Isa: reports and gazetteers differ
    in the word for market, clan or estate that goes with a village's name.
    """
    words = keys.core.split()
    parts = [" ".join(part) for part in (words[1:], words[:-1])]
    parts = [part for part in parts if len(part) >= _PART_LETTERS]
    if not parts:
        return
    forms = [key for part in parts for key in skeletons(part) if len(key) >= _TELLING]
    for folded, written, kind, place in store.like(forms, countries=hints.countries):
        if kind in {KIND_CORE, KIND_SERVED}:
            continue
        if max(spelling_likeness(folded, part) for part in parts) < _PART_LIKENESS:
            continue
        match = _similar_match(place, written, kind, _PART_LIKENESS)
        if _is_fit(match, hints):
            yield match


def _one_letter_off(skeleton: str) -> set[str]:
    """Give all skeletons at one deletion, insertion, exchange or swap of letters."""
    splits = [(skeleton[:at], skeleton[at:]) for at in range(len(skeleton) + 1)]
    found = {left + right[1:] for left, right in splits if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    for letter in _SKELETON_LETTERS:
        found |= {left + letter + right for left, right in splits}
        found |= {left + letter + right[1:] for left, right in splits if right}
    found.discard(skeleton)
    return found
