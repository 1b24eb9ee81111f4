"""Places named in running text: windows of words looked up in the store.

Each window of up to six words that could be a name is folded and asked from
the store in one batch; the longest known window wins, from left to right. What
the text shows to be no place (an actor that speaks, part of an organisation's
or a person's name, a demonym) is left out. What is left is resolved in the
context of the document: the countries of its clear names. In these countries
words that follow "in", "near" and the like are then also looked for by their
consonants.

The time is linear in the length of the text: every word starts at most six
windows, and words of more than 64 characters start none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gazetteer import mentionwords as words
from gazetteer.matching import Hints
from gazetteer.normalise import folded_key, written_form
from gazetteer.search import country_codes, resolve_hinted
from gazetteer.telling import is_located, is_no_place
from gazetteer.windows import is_caseless, known_windows, read_words
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer.model import Resolution
    from gazetteer.store import Store
    from gazetteer.windows import Word

__all__ = ["Mention", "find_mentions"]

_CONTEXT_SHARE: Final = 0.2
"""Least share of the clear names that makes a country part of the context."""

_KNOWN_TOWN: Final = 15_000
"""Inhabitants from which a bare capitalised word is taken for the town of that name."""

_UNLISTED_SHORTEST: Final = 5
_LIMIT: Final = 3


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
    is_bare: bool
    """True for one word that nothing around it shows to be a place."""


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
        Exactly these ``(start, end)`` mentions, in this order.
    country : str, optional
        Only places of this country.

    Returns
    -------
    list of Mention
        In text order, or in the order of the spans.

    Raises
    ------
    InputError
        A span lies outside the text, or the country is not known.
    """
    hints = Hints(country_codes(store, country))
    if spans is not None:
        asked = [_checked(span, text) for span in spans]
        answers, _ = _resolve_all(asked, hints, store)
        return [_mention(span, answers[span.text]) for span in asked]
    found = read_words(text)
    known = list(_known(text, found, store))
    answers, context = _resolve_all(known, hints, store)
    kept = [span for span in known if _is_place(span, answers[span.text], context)]
    if context or hints.countries:
        unlisted = list(_unlisted(text, found, known))
        within = Hints(hints.countries or tuple(sorted(context)))
        likely = {
            name: answer
            for name in dict.fromkeys(span.text for span in unlisted)
            if (answer := resolve_hinted(name, within, _LIMIT, store)).best is not None
        }
        kept += [span for span in unlisted if span.text in likely]
        answers = {**likely, **answers}
    return [_mention(span, answers[span.text]) for span in sorted(kept, key=lambda one: one.start)]


def _mention(span: _Span, answer: Resolution) -> Mention:
    return Mention(span.start, span.end, span.text, answer)


def _checked(span: tuple[int, int], text: str) -> _Span:
    start, end = int(span[0]), int(span[1])
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"The span ({start}, {end}) lies outside the text of {len(text)} characters;"
            " give character offsets, start before end"
        )
    return _Span(start, end, text[start:end], is_bare=False)


def _known(text: str, found: Sequence[Word], store: Store) -> Iterator[_Span]:
    """Give the names that the store knows and the text does not show to be something else."""
    for first, last, prefix in known_windows(text, found, store):
        if is_no_place(found, first, last):
            continue
        start, end = found[first].start + prefix, found[last].end
        yield _Span(start, end, text[start:end], first == last and not is_located(found, first))


def _unlisted(text: str, found: Sequence[Word], known: Iterable[_Span]) -> Iterator[_Span]:
    """Give the capitalised words that follow a locative word and are no known name."""
    taken = {span.start for span in known}
    for at, word in enumerate(found):
        if (
            len(word.text) >= _UNLISTED_SHORTEST
            and word.text[:1].isupper()
            and word.start not in taken
            and word.lower not in words.STOP
            and word.lower not in words.DEMONYMS
            and is_located(found, at)
            and not is_no_place(found, at, at)
        ):
            yield _Span(word.start, word.end, text[word.start : word.end], is_bare=False)


def _resolve_all(
    spans: Sequence[_Span], hints: Hints, store: Store
) -> tuple[dict[str, Resolution], frozenset[str]]:
    """Resolve each name once, the unclear ones in the countries that the clear ones speak of.

    Returns
    -------
    tuple
        The answers by name, and the countries of the context.
    """
    alone = {
        name: resolve_hinted(name, hints, _LIMIT, store)
        for name in dict.fromkeys(span.text for span in spans)
    }
    counts = Counter(
        best.place.country
        for span in spans
        if (best := alone[span.text].best) is not None and _is_place(span, alone[span.text])
    )
    total = sum(counts.values())
    context = frozenset(
        code for code, count in counts.items() if code and count >= _CONTEXT_SHARE * total
    )
    if not context:
        return alone, context
    within = Hints(hints.countries, context=context)
    answers = {
        name: resolve_hinted(name, within, _LIMIT, store) if one.status == "ambiguous" else one
        for name, one in alone.items()
    }
    return answers, context


def _is_place(span: _Span, found: Resolution, context: frozenset[str] = frozenset()) -> bool:
    """Tell whether a known name is taken for a place.

    A name that is only a part of the place's ("Trump" of Trump Airport) must
    lie in a country of the context. A bare word must be the whole name of a
    country, of a place in our cited lists, or of an area or town of some size:
    "Congress" is also a village in Arizona.
    """
    if not found.candidates:
        return False
    best = found.candidates[0]
    place = best.place
    if best.tier == "folded" and _fold(best.matched_name) != _fold(span.text):
        return place.country in context and not span.is_bare
    if not span.is_bare or best.is_curated or place.feature_code.startswith("PCL"):
        return True
    if place.feature_class == "A":
        return best.tier == "exact" or is_caseless(span.text)
    return place.feature_class == "P" and place.population >= _KNOWN_TOWN


def _fold(name: str) -> str:
    return folded_key(written_form(name).casefold())
