"""Noun phrases beside a verb: who stands before it, whom it names."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["phrase_after", "phrase_before"]

_CUT: Final = re.compile(
    r"[;—–(\[\"“”]|\s-\s|:(?!\d)|,(?!\d)|\b(?:and|but|that|which|who|whom|when|where|while|as|after|"
    r"before|"
    r"because|although|though|despite|if|whether|since|until|then|yet|or|how|what|said|says|than)\b"
)
_TRAIL: Final = re.compile(
    r"(?:\s+(?:(?:(?:on|late|early|earlier|later|last|this)\s+){0,2}"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?"
    r"|(?:at|in)\s+(?:first|a\s+(?:\w+\s+){0,2}\w+|the\s+past)|has|have|had|later|also|then|since"
    r"|today|yesterday|itself|themselves|is|are|be|been|did|does|do|to|again|now|soon|still|\w+ly"
    r"|not|never|neither|nor|would|could|may|might|will|should|can|previously))+$"
)
_HEAD: Final = re.compile(
    r"^(?:calls?\s+(?:itself|themselves)\s+|(?:But|And|Yet|Still|However)\s+|\[?\d{1,2}[:.]\d{2}\]?\s*(?:[ap]\.?m\.?|GMT)?\s+|"
    r"(?:(?:[Ll]ate|[Ee]arly|[Ee]arlier|"
    r"[Ll]ater)\s+)?(?:on\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+(?:(?:morning|evening|night)\s+)?"
    r"|[\w-]+\s+(?:days?|weeks?|hours?|months?|minutes?)\s+(?:later|earlier|after|before)\s+"
    r"|(?:[Oo]ver|[Ii]n|[Dd]uring)\s+the\s+(?:past|last|early|morning|night|evening)\s+(?:\w+\s+)?"
    r"(?:days?|hours|nights?|weeks?|months?|morning)\s+|[Oo]vernight\s+|[Aa]t\s+(?:night|dawn|"
    r"noon|dusk)\s+"
    r"|(?:[Ee]arlier|[Ll]ater|[Mm]eanwhile|[Oo]n\s+\w+day|[Ee]ven)\s+)"
)
_STOP: Final = re.compile(
    r"[.;:,—–()\[\]\"“”]|\s(?=(?:for|over|after|in|on|at|as|from|with|when|while|during|to|against|"
    r"because|and|but|who|which|that|had|has|have|was|were|is|are|did|said|late|early|earlier|"
    r"last|near|outside|overnight|today|this|yesterday|before|"
    r"of\s+(?:\w+ing|an?|the|having|trying)|\w+ed|\w+ing|hit|struck|fired)\b)"
)
_OPEN: Final = re.compile(r"^(?:who|which|that|whose|where|when|as|saying|citing|including)\b")
_ROLE: Final = re.compile(
    r"\b(?:head|chief|commander|spokes\w+|minister|secretary|governor|leader|director|official)\b"
)


def phrase_before(text: str, at: int) -> tuple[str, str]:
    """Give the noun phrase that ends before an offset, and the adverbs between.

    Parameters
    ----------
    text : str
        A clause.
    at : int
        Where a verb begins.

    Returns
    -------
    tuple of str
        The phrase (empty: none) and what stands between it and the verb: "has not".

    Examples
    --------
    >>> phrase_before("Later, the army on Monday denied it.", 25)
    ('the army', 'on Monday')
    >>> phrase_before("A spokesman for Hamas, Hazem Qassem, said so.", 37)
    ('A spokesman for Hamas', '')
    """
    lead = text[:at].rstrip()
    trail = _TRAIL.search(lead)
    between = trail[0].strip() if trail else ""
    lead = lead[: trail.start()] if trail else lead
    if lead.endswith(","):
        lead = _before_apposition(lead[:-1])
    cuts = [hit.end() for hit in _CUT.finditer(lead)]
    phrase = lead[cuts[-1] :] if cuts else lead
    return _HEAD.sub("", phrase.strip(" ,\n\u00a0")).strip(), between


def _before_apposition(lead: str) -> str:
    """Step back over "X, head of Y," to X, or to Y where Y says more of whom X speaks for."""
    head, comma, aside = lead.rpartition(",")
    if not comma:
        return lead
    if _ROLE.search(aside) and not _ROLE.search(head) and not _OPEN.match(aside.strip()):
        return aside.replace("(", " ").replace(")", " ")
    return head


def phrase_after(text: str, at: int) -> str:
    """Give the noun phrase that begins at an offset.

    Examples
    --------
    >>> phrase_after("blamed the army for the attack", 7)
    'the army'
    """
    rest = text[at:].lstrip(" \u00a0\n\"“”'‘")
    shielded = re.sub(r"\b(U\.S\.|U\.N\.|U\.K\.|Gen\.|Lt\.|St\.)", _shield, rest)
    stop = _STOP.search(shielded)
    return rest[: stop.start() if stop else len(rest)].strip()


def _shield(hit: re.Match[str]) -> str:
    return hit[0].replace(".", "·")
