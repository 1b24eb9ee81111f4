"""What the words around a known name show: a place, or an actor, a person, an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer import mentionwords as words
from gazetteer.windows import is_caseless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.windows import Word

__all__ = ["is_located", "is_no_place"]


def is_located(found: Sequence[Word], first: int) -> bool:
    """Tell whether the words before a name say that it is a place ("in", "near", "شمال")."""
    if not first or not found[first].is_joined:
        return False
    before = found[first - 1]
    if before.lower == "the" and first > 1:
        before = found[first - 2]
    if before.lower == "of":
        return first > 1 and found[first - 2].lower in words.PLACE_OF
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
    name = " ".join(word.lower for word in found[first : last + 1])
    after = found[last + 1] if last + 1 < len(found) and found[last + 1].is_joined else None
    before = found[first - 1] if first and found[first].is_joined else None
    longer = f"{name} {after.lower}" if after is not None else name
    if name in words.DEMONYMS or name in words.NO_PLACES or longer in words.NO_PLACES:
        return True
    if after is not None and (
        after.text in words.ORGANISATION_ENDS or after.lower in words.ACTOR_ENDS
    ):
        return True
    if before is not None and (before.text in words.TITLES or _ends_organisation(found, first - 1)):
        return True
    if is_located(found, first):
        return False
    if after is not None and after.lower in words.SPEECH:
        return True
    return first == last and (_is_name_part(before) or _is_name_part(after, follows=True))


def _ends_organisation(found: Sequence[Word], at: int) -> bool:
    """Tell whether a word is the "of" of an organisation ("University of")."""
    return at > 0 and found[at].lower == "of" and found[at - 1].text in words.ORGANISATION_OF


def _is_name_part(word: Word | None, *, follows: bool = False) -> bool:
    """Tell whether a neighbour is part of a longer capitalised name (Jordan Smith, Middle East)."""
    if word is None or is_caseless(word.text) or not word.text[:1].isupper():
        return False
    if word.starts_sentence or (not follows and word.text in words.TITLES):
        return False
    return word.lower not in words.TYPE_ENDS and word.lower not in words.DEMONYMS
