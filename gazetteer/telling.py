"""What the words around a known name show: a place, or an actor, a person, an organisation.

A capital that speaks or acts stands for its government ("Moscow has denied",
"talks between Washington and Tehran"); such a name is no place mention and
gives no row. What does not show it by a verb of saying or a word beside it is
taken for a place: leaving a place out is the worse fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer import mentionwords as words
from gazetteer.demonyms import DEMONYMS
from gazetteer.windows import is_caseless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.windows import Word

__all__ = ["feature_end", "is_located", "is_no_place", "is_water", "starts_water"]

_MOST_AUXILIARIES: Final = 3
_NAME_OF_SHIP: Final = 3
_LONGEST_NAME: Final = 6
_LONGEST_TAIL: Final = 3
_TAIL_HEADS: Final = frozenset(tail[0] for tail in words.FEATURE_TAILS)


def is_located(found: Sequence[Word], first: int) -> bool:
    """Tell whether the words before a name say that it is a place ("in", "near", "شمال")."""
    if not first or not found[first].is_joined:
        return False
    before = found[first - 1]
    if before.lower == "the" and first > 1:
        before = found[first - 2]
    if before.lower == "of":
        return first > 1 and found[first - 2].lower in words.PLACE_OF
    if before.lower in {"de", "du", "d"}:
        return first > 1 and found[first - 2].lower in words.PLACE_OF_FRENCH
    return before.lower in words.LOCATIVE or before.text in words.CASELESS_LOCATIVE


def is_no_place(found: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether a known name is shown to be no place here.

    Parameters
    ----------
    found : sequence of Word
        The words of the text.
    first, last : int
        The first and last word of the name.
    """
    if last - first < _LONGEST_NAME and _is_in_fixed_name(found, first, last):
        return True
    after = _joined(found, last + 1)
    before = found[first - 1] if first and found[first].is_joined else None
    if after is not None and (
        after.text in words.ORGANISATION_ENDS or after.lower in words.ACTOR_ENDS
    ):
        return True
    if before is not None and (
        before.text in words.TITLES
        or _ends_organisation(found, first - 1)
        or _is_ship(found, first)
        or _is_in_talks(found, first)
    ):
        return True
    if is_located(found, first):
        return False
    if _acts(found, last):
        return True
    return first == last and (
        _is_name_part(found, first, -1) or _is_name_part(found, first, +1, follows=True)
    )


def starts_water(found: Sequence[Word], first: int) -> int | None:
    """Give the first word of a feature that a name completes ("Gulf of Aden"); None if none."""
    if first > 1 and found[first].is_joined and found[first - 1].lower == "of":
        head = found[first - 2]
        if head.lower in words.WATERS and head.text[:1].isupper():
            return first - 2
    return None


def is_water(found: Sequence[Word], first: int) -> bool:
    """Tell whether a name itself opens with such a word ("Gulf of Aden")."""
    opening = [word.lower for word in found[first : first + 2]]
    return len(opening) > 1 and opening[0] in words.WATERS and opening[1] == "of"


def feature_end(found: Sequence[Word], last: int) -> int:
    """Give the last word of a feature that begins with a name ("Mosul Dam"), else the name's own.

    A single word behind the name must have a capital, unless it is "river" or its like
    in a list of more words ("Zaporizhzhia nuclear power plant").
    """
    if last + 1 >= len(found) or found[last + 1].lower not in _TAIL_HEADS:
        return last
    beside: list[str] = []
    for at in range(last + 1, min(last + 1 + _LONGEST_TAIL, len(found))):
        if not found[at].is_joined:
            break
        beside.append(found[at].lower)
    for tail in words.FEATURE_TAILS:
        if tuple(beside[: len(tail)]) == tail and (
            len(tail) > 1 or found[last + 1].text[:1].isupper()
        ):
            return last + len(tail)
    return last


def _joined(found: Sequence[Word], at: int) -> Word | None:
    return found[at] if at < len(found) and found[at].is_joined else None


def _is_in_fixed_name(found: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the words are, or open, the name of a body, a region, a weapon or a people."""
    name = " ".join(word.lower for word in found[first : last + 1])
    if name.startswith("state of ") and first and found[first - 1].lower == "islamic":
        return True
    if name in DEMONYMS or name in words.NO_PLACES or name in words.REGIONS:
        return True
    for at in range(last + 1, min(last + 3, len(found))):
        if not found[at].is_joined:
            return False
        name = f"{name} {found[at].lower}"
        if name in words.NO_PLACES or name in words.REGIONS:
            return True
    return False


def _ends_organisation(found: Sequence[Word], at: int) -> bool:
    """Tell whether a word is the "of" of an organisation ("University of", "Islamic State of")."""
    if found[at].lower == "and" and at > 2:  # "... of Iraq and Syria"
        return found[at - 2].lower == "of" and _is_state_group(found, at - 2)
    if at < 1 or found[at].lower != "of":
        return False
    return found[at - 1].text in words.ORGANISATION_OF or _is_state_group(found, at)


def _is_state_group(found: Sequence[Word], at: int) -> bool:
    return at > 1 and [word.lower for word in found[at - 2 : at]] == ["islamic", "state"]


def _is_ship(found: Sequence[Word], first: int) -> bool:
    before = found[max(first - _NAME_OF_SHIP, 0) : first]
    return any(word.text in words.SHIPS for word in before)


def _is_in_talks(found: Sequence[Word], first: int) -> bool:
    """Tell whether a name is a party to talks: "talks between A and B", "talks with B"."""
    before = found[first - 1].lower
    if before in {"between", "with"} and first > 1:
        return found[first - 2].lower in words.TALKS
    return (
        before == "and"
        and first > 3
        and found[first - 3].lower == "between"
        and found[first - 4].lower in words.TALKS
    )


def _acts(found: Sequence[Word], last: int) -> bool:
    """Tell whether a verb of saying follows, perhaps behind "has", "also" and the like."""
    for at in range(last + 1, min(last + 2 + _MOST_AUXILIARIES, len(found))):
        if not found[at].is_joined:
            return False
        if found[at].lower in words.SPEECH:
            return True
        if found[at].lower not in words.AUXILIARIES:
            return False
    return False


def _is_name_part(found: Sequence[Word], at: int, step: int, *, follows: bool = False) -> bool:
    """Tell whether a neighbour is part of a longer capitalised name (Jordan Smith, Middle East)."""
    beside = at + step
    if not 0 <= beside < len(found):
        return False
    word, later = found[beside], found[max(at, beside)]
    if not later.is_joined or later.start - found[max(at, beside) - 1].end != 1:
        return False
    if later.is_hyphened or is_caseless(word.text) or not word.text[:1].isupper():
        return False
    if found[at].text.isupper() and word.text.isupper() and len(word.text) > 1:
        return False  # a headline in capitals shows nothing
    if (word.starts_sentence and not follows) or (not follows and word.text in words.TITLES):
        return False
    return not (word.lower in words.TYPE_ENDS or word.lower in words.STOP or word.lower in DEMONYMS)
