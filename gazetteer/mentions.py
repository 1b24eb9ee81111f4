"""Places named in running text: found by windows of words, resolved as one document.

Each window of up to six words that could be a name is folded and asked from
the store in one batch; the longest known window wins, from left to right
(:mod:`gazetteer.windows`). What the text shows to be no place (an actor that
speaks, part of an organisation's or a person's name, a demonym) is left out
(:mod:`gazetteer.telling`), but still tells of which countries the document
speaks. All names are resolved together (:mod:`gazetteer.senses`). In these
countries words that follow "in", "near" and the like are then also looked for
by their consonants.

The time is linear in the length of the text: every word starts at most six
windows, and words of more than 64 characters start none.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gazetteer import mentionwords as words
from gazetteer.abbreviations import full_name, short_forms
from gazetteer.demonyms import DEMONYMS, country_of_people
from gazetteer.matching import Hints
from gazetteer.model import Resolution
from gazetteer.normalise import folded_key, name_keys, written_form
from gazetteer.regions import Areas, state_regions
from gazetteer.search import country_codes, resolve_hinted
from gazetteer.senses import Named, context_countries, resolve_document
from gazetteer.telling import feature_end, is_located, is_no_place, is_water, starts_water
from gazetteer.windows import is_caseless, known_form, known_windows, read_words
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.store import Store
    from gazetteer.windows import Word

__all__ = ["Mention", "find_mentions"]

_KNOWN_TOWN: Final = 15_000
_KNOWN_TOWN_ELSEWHERE: Final = 300_000
"""Inhabitants from which a bare capitalised word is taken for the town of that name: in the
countries that the document speaks of, and anywhere."""

_KNOWN_TOWN_SHORT: Final = 100_000
_SHORT_WORD: Final = 4
"""A short word that opens a sentence is more often a word than a town."""

_UNLISTED_SHORTEST: Final = 5
_LONGEST_LIST_GAP: Final = 8
_LIST: Final = re.compile(r",? (?:(?:and|or|et|ou|та|і|и|й) )?")
_LIMIT: Final = 10
_POSSESSIVES: Final = ("'s", "’s", "ʼs", "'", "’")
_DETERMINERS: Final = ("the ", "The ", "THE ")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place name in a text.

    Attributes
    ----------
    start, end : int
        Character offsets, end exclusive.
    text : str
        The name as written there.
    resolution : Resolution
        What it means.
    """

    start: int
    end: int
    text: str
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class _Span:
    """A piece of text that may be a place name."""

    start: int
    end: int
    text: str
    name: str
    """What is looked up: the nominative, an area's id for a short form."""

    is_bare: bool = False
    """True for one word that nothing around it shows to be a place."""

    is_initial: bool = False
    """True for the first word of a sentence, which has a capital anyway."""

    is_feature: bool = False
    """True for a feature that bears a place's name ("Gulf of Aden")."""

    is_shown: bool = True
    """False for what only tells of which country the document speaks."""


def find_mentions(
    text: str,
    store: Store,
    *,
    spans: Sequence[tuple[int, int]] | None = None,
    country: str | None = None,
) -> list[Mention]:
    """Find and resolve the places that a text names.

    Parameters
    ----------
    text : str
        Running text.
    store : Store
        An open store.
    spans : sequence of tuple of int, optional
        Exactly these ``(start, end)`` mentions, in this order; they may
        overlap. Whatever stands there is resolved, also a demonym (to its
        country) or a short form.
    country : str, optional
        Only places of this country.

    Returns
    -------
    list of Mention
        In text order, or in the order of the spans.

    Raises
    ------
    InputError
        The text is no string, a span is empty or lies outside it, or the
        country is not known.
    """
    if not isinstance(text, str):
        raise InputError(f"The text is {type(text).__name__}, not str; decode it first")
    hints = Hints(country_codes(store, country))
    areas = Areas(store)
    found = read_words(text)
    if spans is None:
        return _found_mentions(text, found, hints, store, areas)
    asked = [_given(span, text, store, areas) for span in spans]
    beside = _not_covered(list(_candidates(text, found, store, areas)), asked)
    everything = sorted([*asked, *beside], key=lambda one: (one.start, one.end))
    answers = _resolve(text, everything, hints, store, areas)
    context = context_countries(answers.values())
    return [
        _mention(one, _answer_for_span(one, answers[one], hints, context, store)) for one in asked
    ]


def _found_mentions(
    text: str, found: Sequence[Word], hints: Hints, store: Store, areas: Areas
) -> list[Mention]:
    known = sorted(_candidates(text, found, store, areas), key=lambda one: (one.start, one.end))
    answers = _resolve(text, known, hints, store, areas)
    shown = [one for one in known if one.is_shown]
    likely = [one for one in shown if _is_place(one, answers[one])]
    clear = [answers[one] for one in likely if not (one.is_bare and one.is_initial)]
    clear = clear or [answers[one] for one in likely]
    context = context_countries([*clear, *(answers[one] for one in known if not one.is_shown)])
    places = _with_list_items(
        text,
        shown,
        {one for one in shown if _is_place(one, answers[one], context)},
        answers,
        context,
    )
    kept = [_mention(one, answers[one]) for one in shown if one in places]
    if context or hints.countries:
        within = Hints(hints.countries or tuple(sorted(context)))
        unlisted: dict[str, Resolution] = {}
        for one in _unlisted(text, found, known):
            if one.name not in unlisted:
                unlisted[one.name] = resolve_hinted(one.name, within, _LIMIT, store)
            if unlisted[one.name].best is not None:
                kept.append(_mention(one, unlisted[one.name]))
    return sorted(kept, key=operator.attrgetter("start"))


def _mention(span: _Span, answer: Resolution) -> Mention:
    return Mention(span.start, span.end, span.text, answer)


def _given(span: tuple[int, int], text: str, store: Store, areas: Areas) -> _Span:
    """Give a span that was asked for, with the name to look up."""
    try:
        start, end = (operator.index(offset) for offset in span)
    except (TypeError, ValueError):
        raise InputError(
            f"The span {span!r} is no pair of whole numbers; give (start, end) character offsets"
        ) from None
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"The span ({start}, {end}) is empty or lies outside the text of {len(text)}"
            " characters; give character offsets, start before end"
        )
    written = text[start:end]
    follows_comma = text[max(start - 3, 0) : start].rstrip().endswith(",")
    name = _name_of(written, store, areas, follows_comma=follows_comma)
    return _Span(start, end, written, name, is_feature=is_water(read_words(name), 0))


def _name_of(written: str, store: Store, areas: Areas, *, follows_comma: bool) -> str:
    """Give what to look up for a piece of text that is known to be a mention."""
    bare = written.strip().removesuffix(".") if written.count(".") == 1 else written.strip()
    short = full_name(written.strip(), after_comma=follows_comma)
    people = country_of_people(bare)
    if (short or people) and (area := areas.id_of(short or people)):
        return area
    name = bare
    for determiner in _DETERMINERS:
        name = name.removeprefix(determiner)
    forms = [name]
    forms += [name.removesuffix(ending) for ending in _POSSESSIVES if name.endswith(ending)][:1]
    for form in forms:
        known = known_form(form, store)
        if known is not None:
            return known[1]
    return forms[-1] or written


def _answer_for_span(
    span: _Span, answer: Resolution, hints: Hints, context: frozenset[str], store: Store
) -> Resolution:
    """Give the answer for a span that was asked for; an unknown name is looked for nearby."""
    if folded_key(written_form(span.name).casefold()) in words.REGIONS and not any(
        one.is_curated for one in answer.candidates
    ):
        note = "a part of the world larger than a country, and no source has it"
        return Resolution(span.text, "not_found", (), note)
    if answer.status != "not_found" or span.is_feature or not context or hints.countries:
        return answer
    nearby = resolve_hinted(span.name, Hints(tuple(sorted(context))), _LIMIT, store)
    if nearby.status != "matched":
        return answer
    return Resolution(span.text, nearby.status, nearby.candidates, nearby.note)


def _not_covered(found: Sequence[_Span], asked: Sequence[_Span]) -> Iterator[_Span]:
    """Give the found spans that overlap none of those asked for."""
    blocks: list[list[int]] = []
    for one in sorted(asked, key=lambda span: span.start):
        if blocks and one.start <= blocks[-1][1]:
            blocks[-1][1] = max(blocks[-1][1], one.end)
        else:
            blocks.append([one.start, one.end])
    at = 0
    for one in sorted(found, key=lambda span: span.start):
        while at < len(blocks) and blocks[at][1] <= one.start:
            at += 1
        if at == len(blocks) or one.end <= blocks[at][0]:
            yield one


def _candidates(text: str, found: Sequence[Word], store: Store, areas: Areas) -> Iterator[_Span]:
    """Give every name that the store knows, short forms and demonyms, each with how it stands."""
    covered: set[int] = set()
    for start, end, name, is_shown in short_forms(text):
        if area := areas.id_of(name):
            covered.update(range(start, end))
            yield _Span(start, end, text[start:end], area, is_shown=is_shown)
    for word in found:
        if word.lower in DEMONYMS and (area := areas.id_of(country_of_people(word.text))):
            yield _Span(word.start, word.end, word.text, area, is_shown=False)
    passed = -1
    for window in known_windows(text, found, store):
        first, last, start, end, name = window
        if first <= passed or start in covered:
            continue
        water, tail = starts_water(found, first), feature_end(found, last)
        if water is not None or tail > last:
            start = start if water is None else found[water].start
            end, passed = found[tail].end, tail
            whole = text[start:end]
            known = known_form(whole, store)
            lookup = known[1] if known else " ".join(whole.split())
            yield _Span(start, end, whole, lookup, is_feature=True)
            continue
        is_bare = first == last and not is_located(found, first)
        is_shown = not is_no_place(found, first, last)
        if (
            is_bare
            and found[first].lower in words.COMMON_WORDS
            and not _is_in_named_area(text, found, last, areas)
        ):
            continue
        if is_shown or areas.id_of(name):
            yield _Span(
                start,
                end,
                text[start:end],
                name,
                is_bare,
                is_initial=found[first].starts_sentence,
                is_feature=is_water(found, first),
                is_shown=is_shown,
            )


def _is_in_named_area(text: str, found: Sequence[Word], last: int, areas: Areas) -> bool:
    """Tell whether a comma and an area follow a name ("Victoria, Texas", "Hope, Ark.")."""
    if last + 1 >= len(found) or text[found[last].end : found[last + 1].start] != ", ":
        return False
    after = found[last + 1]
    return bool(areas.id_of(after.text) or full_name(f"{after.text}.", after_comma=True))


def _unlisted(text: str, found: Sequence[Word], known: Iterable[_Span]) -> Iterator[_Span]:
    """Give the capitalised words that follow a locative word and are no known name."""
    taken = {span.start for span in known}
    for at, word in enumerate(found):
        if (
            len(word.text) >= _UNLISTED_SHORTEST
            and word.text[:1].isupper()
            and word.start not in taken
            and word.lower not in words.STOP
            and word.lower not in words.NO_NAMES
            and is_located(found, at)
            and not is_no_place(found, at, at)
        ):
            written = text[word.start : word.end]
            yield _Span(word.start, word.end, written, written)


def _resolve(
    text: str, spans: Sequence[_Span], hints: Hints, store: Store, areas: Areas
) -> dict[_Span, Resolution]:
    """Resolve all names of a document together."""
    stated = state_regions(text, [(one.start, one.end, one.name) for one in spans], areas)
    named = [Named(one.text, one.name, regions) for one, regions in zip(spans, stated, strict=True)]
    answers = resolve_document(named, hints, store, limit=_LIMIT)
    return {
        one: _of_whole_feature(one, answer) if one.is_feature else answer
        for one, answer in zip(spans, answers, strict=True)
    }


def _of_whole_feature(span: _Span, answer: Resolution) -> Resolution:
    """Give the answer for a feature: the place whose name it bears is not where it lies."""
    whole = _fold(span.name)
    kept = tuple(one for one in answer.candidates if _fold(one.matched_name) == whole)
    if kept:
        return answer if kept == answer.candidates else replace(answer, candidates=kept)
    return Resolution(span.text, "not_found", (), "no source has a feature of this name")


def _is_place(span: _Span, found: Resolution, context: frozenset[str] | None = None) -> bool:
    """Tell whether a known name is taken for a place.

    A name that is only a part of the place's ("Trump" of Trump Airport) must
    lie in a country of the context. A bare word must be the whole name of a
    country, of a place in our cited lists, or of an area or town of some size:
    "Congress" is also a village in Arizona.
    """
    if not found.candidates:
        return span.is_feature
    best = found.candidates[0]
    place = best.place
    if best.tier == "folded" and _fold(best.matched_name) not in _whole_names(span.name):
        return context is not None and place.country in context and not span.is_bare
    if not span.is_bare or best.is_curated or place.feature_code.startswith("PCL"):
        return True
    is_spoken_of = context is None or place.country in context
    if place.feature_class == "A":
        return is_spoken_of or best.tier in {"exact", "id"} or is_caseless(span.text)
    least = _KNOWN_TOWN if is_spoken_of else _KNOWN_TOWN_ELSEWHERE
    if span.is_initial and len(span.text) <= _SHORT_WORD:
        least = max(least, _KNOWN_TOWN_SHORT)
    return place.feature_class == "P" and place.population >= least


def _with_list_items(
    text: str,
    spans: Sequence[_Span],
    places: set[_Span],
    answers: dict[_Span, Resolution],
    context: frozenset[str],
) -> set[_Span]:
    """Add the names of small places that stand in a list with places ("Danbury and Bethel")."""
    kept = set(places)
    for ordered in (spans, spans[::-1]):
        for one, other in pairwise(ordered):
            found = answers[other].candidates
            if (
                one in kept
                and other not in kept
                and found
                and found[0].tier in {"exact", "alias"}
                and found[0].place.country in context
            ):
                first, second = sorted((one, other), key=operator.attrgetter("start"))
                if _LIST.fullmatch(text[first.end : second.start][:_LONGEST_LIST_GAP]):
                    kept.add(other)
    return kept


def _whole_names(name: str) -> tuple[str, str]:
    """Give a name folded, and without the words for its kind ("Kherson region")."""
    keys = name_keys(name)
    return keys.folded, keys.core


def _fold(name: str) -> str:
    return folded_key(written_form(name).casefold())
