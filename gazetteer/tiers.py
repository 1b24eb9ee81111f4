"""The tiers of the search: from the keys of a name to the stored names that match it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.matching import Match, NameClass
from gazetteer.skeleton import skeletons
from gazetteer.store import KIND_CORE, KIND_CURATED, KIND_MAIN, KIND_SERVED
from gazetteer.typewords import is_of_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.matching import Hints
    from gazetteer.model import Tier
    from gazetteer.normalise import NameKeys
    from gazetteer.store import NameRow, Store

__all__ = ["find_matches", "match_of_id"]

_SKELETON_LETTERS: Final = "abcdfghklmnrstwxz"
_FUZZY_LEAST: Final = 0.72
"""Least normalised similarity (1 - edit distance / length) of a fuzzy match. On 4,900 villages of
Iraq with one spelling held out, 0.72 found 0.9 points more than 0.78 and answered none more
falsely; below 0.70 little is gained."""

_FUZZY_SHORTEST: Final = 3
"""Shortest skeleton whose neighbours are asked: those of two letters are everywhere."""

_MOST_LIKE: Final = 120
_MOST_LIKE_OF_KIND: Final = 1_000
"""Same-consonant names that are read; more where only those of one kind are wanted."""

_LEAST: Final = 0.4
"""Least likeness of a same-consonant name."""

_LEAST_ANYWHERE: Final = 0.75
_FUZZY_LEAST_ANYWHERE: Final = 0.85
"""Where nothing says in which country to look, some place on Earth has the consonants of any
string: a name is only offered for a likeness of this much.
Qwertyville is not Cartville in Louisiana; a name nobody knows is ``not_found``."""

_CLOSE: Final = 0.6
"""Least likeness of a same-consonant name that may stand beside an equal one."""

_TELLING: Final = 3
"""Fewer consonants than this say little, however alike the vowels are (Dora, Dur)."""


def match_of_id(store: Store, place_id: str) -> Match | None:
    """Give the place of an id as a match of the first tier; None if no source has it."""
    provider, _, rest = place_id.partition(":")
    row = store.place(place_id) or store.place(f"{provider}:{rest.upper()}")
    return None if row is None else Match(row, row.name, "id", NameClass.FULL, is_curated=False)


def find_matches(store: Store, keys: NameKeys, hints: Hints) -> list[Match]:
    """Give the places whose names match, each once with its best name.

    The equal names first; the skeletons where no equal name fits the hints
    (the kind asked for, the first-order area); similar skeletons where there
    is still nothing.
    """
    named = store.named(dict.fromkeys((keys.folded, keys.core)), countries=hints.countries)
    found = _best_of((_equal(row, keys, hints) for row in named), {})
    if not _has_fit(found.values(), hints):
        forms = dict.fromkeys((*keys.skeletons, *skeletons(keys.folded)))
        limit = _MOST_LIKE_OF_KIND if hints.kind and hints.kind.is_strong else _MOST_LIKE
        like = store.like(forms, countries=hints.countries, limit=limit)
        least = _LEAST if hints.says_where else _LEAST_ANYWHERE
        matches = (_like(row, keys, least) for row in like)
        if found:
            # A name is known, only not where or of the kind that was asked: better is asked for.
            matches = (one for one in matches if one and _is_close(one) and _is_fit(one, hints))
        found = _best_of(matches, found)
    if not found:
        found = _best_of(_similar(store, keys, hints), found)
    return list(found.values())


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
    return match.name_class, int(match.is_curated), _TIERS[match.tier], match.likeness


def _equal(row: NameRow, keys: NameKeys, hints: Hints) -> Match | None:
    """Give the match of a name that has the folded key or core of the name asked for."""
    folded, written, kind, place = row
    if kind == KIND_SERVED:
        if hints.kind is None or hints.kind.kind != "airfield":
            return None
        return Match(place, written, "folded", NameClass.SERVED, is_curated=False)
    is_curated = kind == KIND_CURATED
    if kind == KIND_CORE or folded != keys.folded:
        return Match(place, written, "folded", NameClass.CORE, is_curated=is_curated)
    tier: Tier = "folded"
    if written.casefold() == keys.exact:
        tier = "exact" if kind == KIND_MAIN else "alias"
    return Match(place, written, tier, NameClass.FULL, is_curated, kind == KIND_MAIN)


def _like(row: NameRow, keys: NameKeys, least: float) -> Match | None:
    """Give the match of a name with the same skeleton and at least this likeness."""
    folded, written, kind, place = row
    if kind in {KIND_CORE, KIND_SERVED}:
        return None
    if folded.isascii() == keys.folded.isascii():
        likeness = max(spelling_likeness(folded, one) for one in (keys.folded, keys.core))
    else:  # other scripts: only the consonants can be compared, and more of them say more
        likeness = min(0.3 + 0.08 * max(map(len, keys.skeletons), default=0), 0.8)
    if max(map(len, keys.skeletons), default=0) < _TELLING:
        likeness = min(likeness, _CLOSE)
    if likeness < least:
        return None
    return Match(
        place, written, "skeleton", NameClass.SKELETON, kind == KIND_CURATED, likeness=likeness
    )


def _is_close(match: Match) -> bool:
    return match.likeness >= _CLOSE


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


_VOWEL_FAMILIES: Final = str.maketrans("eiyouw", "aiiuuu")


def spelling_likeness(left: str, right: str) -> float:
    """Give the likeness of two spellings in [0, 1]: Dice's coefficient of their letter pairs.

    Vowels that romanisations exchange count as the same (a and e, i and y, o,
    u and w), doubled letters once. See L. R. Dice, "Measures of the amount of
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


def _plain(text: str) -> str:
    """Give a spelling with vowels in families and doubled letters once."""
    plain = text.replace(" ", "").translate(_VOWEL_FAMILIES)
    return "".join(char for char, before in zip(plain, " " + plain, strict=False) if char != before)


def _letter_pairs(text: str) -> set[str]:
    padded = f"^{_plain(text)}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def _similar(store: Store, keys: NameKeys, hints: Hints) -> list[Match]:
    """Give the names whose skeletons differ in one letter and whose spellings are similar."""
    neighbours: dict[str, None] = {}
    for skeleton in keys.skeletons:
        if len(skeleton) >= _FUZZY_SHORTEST:
            neighbours |= dict.fromkeys(_one_letter_off(skeleton))
    if not neighbours:
        return []
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where all else found nothing

    found = []
    least = _FUZZY_LEAST if hints.says_where else _FUZZY_LEAST_ANYWHERE
    asked = {_plain(keys.folded), _plain(keys.core)}
    for folded, written, kind, place in store.like(neighbours, countries=hints.countries):
        if kind in {KIND_CORE, KIND_SERVED}:
            continue
        plain = _plain(folded)
        likeness = max(OSA.normalized_similarity(plain, form) for form in asked)
        if likeness >= least:
            found.append(
                Match(
                    place,
                    written,
                    "fuzzy",
                    NameClass.SIMILAR,
                    kind == KIND_CURATED,
                    likeness=likeness,
                )
            )
    return found


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
