"""Compound places: several names in one cell, of which each must be heard.

"Hawija, Kirkuk", "Tiyas Military Airbase (T4)", "Baghdad / Green Zone", "Abu
Ghraib district of Baghdad", "Jurf al-Sakhar, south of Baghdad". The finer part
is the place, the other one the check: names of one place agree, a larger place
holds a smaller one, a description ("south of Baghdad") lies around it. Parts
that contradict each other leave the answer ``ambiguous``; no part is dropped
without being named in the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from gazetteer.model import Resolution
from gazetteer.normalise import folded_key
from gazetteer.phrases import plain_text, read_phrase
from gazetteer.rank import haversine_m
from gazetteer.typewords import split_type_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Candidate

__all__ = ["Parts", "read_parts", "resolve_parts"]

Form = Literal["list", "aliases"]

_REACH_M: Final = 25_000.0
"""How far outside a holder's radius its part may lie: the radius of "near"."""

_MOST_PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a compound place.

    Attributes
    ----------
    names : tuple of str
        As written, finest first where the form says so.
    form : str
        ``list``: the first is the place, each further one holds it ("Hawija,
        Kirkuk"); ``aliases``: either may be the finer ("Tiyas (T4)").
    """

    names: tuple[str, ...]
    form: Form


_DISTRICT = (
    r"(?:sub-?district|district|neighbou?rhood|quarter|suburb|town|city|village|area|section|side)"
)
_PATTERNS: Final[tuple[tuple[str, Form], ...]] = (
    (r"(?P<a>[^()]{1,200}?) ?\((?P<b>[^()]{1,100})\)(?P<c>,[^()]{1,100})?", "aliases"),
    (r"(?P<a>[^()]{1,200}?) ?\[(?P<b>[^\[\]]{1,100})\]", "aliases"),
    (rf"(?P<a>[^,/]{{1,120}}? {_DISTRICT}) (?:of|in) (?:the )?(?P<b>[^/]{{1,120}})", "list"),
    (r"(?P<a>[^,/]{1,120}?) in (?:the )?(?P<b>[^/]{1,120})", "list"),
    (r"(?P<a>[^,/]{1,120}?) (?:في|в|у|dans) (?P<b>[^/]{1,120})", "list"),
)
_BETWEEN: Final = re.compile(r" ?/ ?| - | \| |;")


def read_parts(text: str) -> Parts | None:
    """Cut a compound place into its parts; None if it is none.

    Examples
    --------
    >>> read_parts("Hawija, Kirkuk")
    Parts(names=('Hawija', 'Kirkuk'), form='list')
    >>> read_parts("Tiyas Military Airbase (T4)")
    Parts(names=('Tiyas Military Airbase', 'T4'), form='aliases')
    >>> print(read_parts("Camp Taji"))
    None
    """
    plain = plain_text(text)
    for pattern, form in _PATTERNS[:2]:
        match = re.fullmatch(pattern, plain)
        if match is not None:
            inside, rest = match["b"].strip(), (match.groupdict().get("c") or "").strip(" ,")
            names = (match["a"].strip(), inside)
            return (
                Parts(names, form) if not rest else Parts((f"{names[0]} ({inside})", rest), "list")
            )
    slashed = [part.strip() for part in _BETWEEN.split(plain) if part.strip()]
    if 1 < len(slashed) <= _MOST_PARTS:
        return Parts(tuple(slashed), "aliases")
    listed = [part.strip() for part in plain.split(",") if part.strip()]
    if 1 < len(listed) <= _MOST_PARTS:
        return Parts(tuple(listed), "list")
    for pattern, form in _PATTERNS[2:]:
        match = re.fullmatch(pattern, plain, re.IGNORECASE)
        if match is not None:
            return Parts((match["a"].strip(), match["b"].strip()), form)
    return None


def resolve_parts(
    toponym: str,
    parts: Parts,
    find: Callable[..., Resolution],
    *,
    country_of: Callable[[str], tuple[str, ...]],
) -> Resolution:
    """Give the place that several names together mean.

    Parameters
    ----------
    toponym : str
        The words as written.
    parts : Parts
        What :func:`read_parts` cut them into.
    find : callable
        ``find(name, country=None, admin1=None)``: looks up one part under the
        hints of the question and these.
    country_of : callable
        Gives the ISO codes of a country's name or code; none if it is none.

    Returns
    -------
    Resolution
        ``matched`` where the parts agree; ``ambiguous`` with a note where they
        contradict each other; ``not_found`` where the place itself, or what is
        said to hold it, is not known.
    """
    *names, last = parts.names
    codes = country_of(last) if names else ()
    if codes:
        name = names[0] if len(names) == 1 else ", ".join(names)
        found = find(name, country=last)
        if found.candidates or len(names) > 1:
            return replace(found, toponym=toponym)
        # "Columbus, GA" and "Columbus, Georgia" speak of no country
        held = _held(toponym, name, last, find)
        return held if _is_in_area(held) else replace(found, toponym=toponym)
    if parts.form == "aliases":
        return _aliases(toponym, parts.names, find)
    first, holder = parts.names[0], ", ".join(parts.names[1:])
    return _held(toponym, first, holder, find)


def _is_in_area(held: Resolution) -> bool:
    """Tell whether a place itself was found, not something that stands for it."""
    return held.best is not None and held.best.location_relation != "area of"


def _held(toponym: str, first: str, holder: str, find: Callable[..., Resolution]) -> Resolution:
    """Give a place that another one holds, or around which a description lies."""
    outer = find(holder)
    if not outer.candidates:
        note = f"{holder!r}, which is to hold {first!r}, is not known"
        why = f"; {outer.note}" if outer.note else ""
        return Resolution(toponym, "not_found", (), f"{note}{why}")
    is_words = read_phrase(holder) is not None
    inner = find(first, admin1=None if is_words else holder)
    if inner.best is not None and _fits(inner.best, outer.candidates):
        return Resolution(toponym, "matched", _with(inner, f"{holder!r} holds it"))
    alone = find(first)
    fits = [one for one in alone.candidates if _fits(one, outer.candidates)]
    if fits and (alone.best is None or fits[0] is alone.best):
        rivals = [one for one in fits[1:] if _apart_m(one, fits[0]) > _REACH_M]
        if not rivals or alone.best is not None:
            said = "lies where" if is_words else "lies in or by"
            reason = f"it {said} {holder!r} says" if is_words else f"it {said} {holder!r}"
            best = replace(fits[0], reasons=(reason, *fits[0].reasons))
            return Resolution(toponym, "matched", (best, *rivals[:5]))
        note = f"{len(rivals) + 1} places of the name {first!r} fit {holder!r}; choose a place id"
        return Resolution(toponym, "ambiguous", tuple(fits[:10]), note)
    if alone.best is not None:
        return _contradiction(toponym, first, holder, alone.best, outer)
    return _standing_in(toponym, first, holder, outer)


def _with(found: Resolution, reason: str) -> tuple[Candidate, ...]:
    first, *others = found.candidates
    return (replace(first, reasons=(*first.reasons, reason)), *others)


def _apart_m(left: Candidate, right: Candidate) -> float:
    return haversine_m(left.place.lon, left.place.lat, right.place.lon, right.place.lat)


def _fits(inner: Candidate, outer: Sequence[Candidate]) -> bool:
    """Tell whether a place lies in, or by the edge of, one of the places that may hold it."""
    return any(
        inner.place.country in {"", one.place.country} or not one.place.country
        for one in outer
        if _apart_m(inner, one) <= one.place.uncertainty_m + inner_reach_m(inner)
    )


def inner_reach_m(candidate: Candidate) -> float:
    """Give how far outside its holder a place may lie and still be said to be in it."""
    return min(candidate.place.uncertainty_m, _REACH_M) + _REACH_M


def _contradiction(
    toponym: str, first: str, second: str, one: Candidate, outer: Resolution
) -> Resolution:
    other = outer.candidates[0]
    note = (
        f"{first!r} and {second!r} do not fit together: {one.place.name} and {other.place.name} lie"
        f" {_apart_m(one, other) / 1000:.0f} km apart; choose a place id"
    )
    return Resolution(toponym, "ambiguous", (one, *outer.candidates[:5]), note)


def _standing_in(toponym: str, name: str, holder: str, outer: Resolution) -> Resolution:
    """Let the place that holds an unknown one stand for it, with its whole extent."""
    best = outer.best
    note = f"{name!r} is not known by itself"
    if best is None:
        return Resolution(toponym, "ambiguous", outer.candidates, f"{note}; {outer.note}")
    twins = (
        one
        for one in outer.candidates[1:]
        if one.place.location_precision == "admin1"
        and one.place.country == best.place.country
        and _apart_m(one, best) <= one.place.uncertainty_m
    )
    wide = best if best.place.feature_class == "A" else next(twins, best)
    if split_type_words(name.lower())[1] is not None and wide is not best:
        wide = best  # a quarter of a town is no village of its province
    note = f"{note}: {wide.place.name} ({holder!r}) stands for it, with its whole extent"
    place = wide.place
    if wide is not best or place.feature_class == "A":
        # a village said to be in a city's province may lie around a small one
        place = replace(place, uncertainty_m=max(place.uncertainty_m, _REACH_M))
    stand = replace(
        wide,
        place=replace(place, name=f"{place.name} (for {name})"),
        reasons=(note, *wide.reasons),
        location_relation="area of",
    )
    return Resolution(toponym, "matched", (stand,), note)


def _aliases(toponym: str, names: Sequence[str], find: Callable[..., Resolution]) -> Resolution:
    """Give the one place that names side by side mean: the same, or one in the other."""
    found = [find(name) for name in names]
    known = [(name, one) for name, one in zip(names, found, strict=True) if one.candidates]
    if not known:
        return Resolution(toponym, "not_found", (), found[0].note)
    if len(known) == 1:
        return _one_known(toponym, names, *known[0])
    (first, one), (second, other), *further = known
    pairs = [
        (left, right)
        for left in one.candidates
        for right in other.candidates
        if _apart_m(left, right) <= _together_m(left, right)
    ]
    clear = [(left, right) for left, right in pairs if left is one.best or right is other.best]
    if not clear:
        clear = pairs if len({left.place.country for left, _ in pairs}) == 1 else []
    if not clear:
        both = (*one.candidates[:3], *other.candidates[:3])
        sure = [
            (name, found)
            for name, found in ((first, one), (second, other))
            if _is_sure(name, found)
        ]
        if len(sure) == 1:
            return _one_known(toponym, names, *sure[0])
        if one.best is not None and other.best is not None:
            return _contradiction(toponym, first, second, one.best, other)
        note = f"{first!r} and {second!r} name no two places that lie together; choose a place id"
        return Resolution(toponym, "ambiguous", both, note)
    left, right = clear[0]
    finer, wider = sorted((left, right), key=lambda each: each.place.uncertainty_m)
    if left.place.place_id == right.place.place_id:
        reason = f"{first!r} and {second!r} are names of it"
    else:
        away_km = _apart_m(left, right) / 1000
        reason = f"with {wider.place.name} ({wider.place.place_id}), {away_km:.0f} km away"
    unused = [name for name, _ in further] + [name for name in names if name not in dict(known)]
    note = f"not used: {', '.join(map(repr, unused))}" if unused else ""
    best = replace(finer, reasons=(reason, *finer.reasons))
    return Resolution(toponym, "matched", (best,), note)


def _is_sure(name: str, found: Resolution) -> bool:
    """Tell whether a part is the whole name of its place, and no likeness or half of one."""
    best = found.best
    if best is None:
        return False
    written, known = (folded_key(text.casefold()) for text in (name, best.matched_name))
    return best.tier == "id" or bool(best.location_relation) or written == known


def _together_m(left: Candidate, right: Candidate) -> float:
    return left.place.uncertainty_m + right.place.uncertainty_m + _REACH_M


def _one_known(toponym: str, names: Sequence[str], known: str, found: Resolution) -> Resolution:
    """Give the one part that is known; it is never finer than what is known of it."""
    unknown = ", ".join(repr(name) for name in names if name != known)
    if found.best is None:
        note = f"{unknown} is not known by itself; {found.note}"
        return Resolution(toponym, "ambiguous", found.candidates, note)
    is_first = known == names[0]
    note = f"{unknown} is not known by itself: {found.best.place.name} stands for it"
    best = replace(found.best, reasons=(note, *found.best.reasons))
    if not is_first:
        best = replace(best, location_relation="area of")
    return Resolution(toponym, "matched", (best,), note)
