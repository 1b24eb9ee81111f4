"""How many were killed and injured, as a report says it: least, best, most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Figure", "is_update", "read_figures", "read_harm", "read_shares"]

_UNITS: Final = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
]  # fmt: skip
_TENS: Final = dict(
    zip(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        range(20, 100, 10),
        strict=True,
    )
)
_WORDS: Final = {word: number for number, word in enumerate(_UNITS)} | _TENS
_WORD_NUMBER: Final = (
    rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS[1:10])})|(?:an?|one|two|three|"
    rf"half an?) dozen|"
    rf"(?:an?|one|two|three) hundred|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
)
_NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|(?!(?:19|20)\d\d\b(?! people| civilians))\d+|{_WORD_NUMBER})"
)
_UNCOUNTED: Final = (
    r"(?!(?:\s*|-)(?:km|kilomet\w+|miles?|met(?:er|re)s?|days?|years?|hours?|minutes?|weeks?|"
    r"months?|"
    r"percent|per cent|mm|a\.?m\b|p\.?m\b|houses?|homes|buildings?|rockets?|missiles?|drones?|"
    r"strikes?|"
    r"attacks?|bombs?|shells?|raids?|explosions?|blasts?|vehicles?|cars|villages?|of (?:the|them)|"
    r"sites?|locations?|times|a[.]m|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|january|"
    r"february|march|april|"
    r"th\b|st\b|nd\b|rd\b|[.:/]\d|"
    r"-year)\b)"
)
_LEAST: Final = r"at least|more than|over|no fewer than|not less than|no less than|upwards? of"
_MOST: Final = r"as many as|up to|at most|no more than|fewer than|less than"
_ABOUT: Final = r"about|around|some|roughly|nearly|almost|approximately|an estimated|close to"
_PEOPLE: Final = (
    r"(?:people|persons?|man|men|wom[ae]n|boys?|girls?|child(?:ren)?|civilians?|soldiers?|medics?|"
    r"contractors?|journalists?|police(?:man|men|woman)?|officers?|workers?|guards?|teenagers?|"
    r"bab(?:y|ies)|"
    r"infants?|farmers?|drivers?|nurses?|doctors?|marines?|sailors?|pilots?|commanders?|fighters?|"
    r"militants?|mothers?|fathers?|sons?|daughters?|brothers?|sisters?|students?|teachers?|pupils|"
    r"villagers?|residents?|passers-?by|service members?|troops|migrants?|worshippers|pilgrims|"
    r"mourners|peacekeepers?|nationals?|citizens?|volunteers?|rescuers?|patients?|members?|"
    r"leaders?|"
    r"gunm[ae]n|rebels?|recruits|detainees|prisoners|americans?|afghans?|iraqis?|syrians?|"
    r"israelis?|"
    r"others|firefighters?|paramedics?|toddler|couple|wives|wife|husband|herders?|traders?)"
)
_HEDGED: Final = rf"(?:(?P<hedge>{_LEAST}|{_MOST}|{_ABOUT})\s+)?"
_ONE: Final = (
    r"an?\s+(?:(?!(?:and|left|killed|wounded|injured|hit|attack|strike|raid|"
    rf"{_WORD_NUMBER})\b)[\w.’'-]+\s+){{0,4}}?{_PEOPLE}\b(?!['’])"
)
_COUNT: Final = re.compile(
    rf"\bbetween\s+(?P<low>{_NUMBER})\s+and\s+(?P<high>{_NUMBER})\b"
    rf"|\b(?<!no ){_HEDGED}(?P<number>{_NUMBER})\b{_UNCOUNTED}"
    rf"(?:\s*(?:-|–|to|or)\s*(?P<upper>{_NUMBER})\b{_UNCOUNTED})?"
    rf"|\b(?P<one>(?:{_ONE}))",
    re.IGNORECASE,
)
_NOUN: Final = (
    r"(?:(?!(?:killed|killing|dead|died|wounded|injured|wounding|injuring|hurt|including|among|"
    r"left|but|"
    r"while|when|after|who|that|which|said|set|destroyed|damaged|"
    r"and\s+(?:wounded|injured|wounding|injuring|hurt|killed|killing|left|leaving|set|destroyed|"
    r"damaged))\b)[\w.’'“”\"-]+)"
)
_ASIDE: Final = (
    r"(?:,?\s+(?:\((?:[^)]{2,60})\)|(?:including|among them|mostly|(?:most|many|all|half|some|"
    r"one|two|"
    r"three|four|five|six|\d+) of them)\s[^,.;]{2,60},?)|,[^,.;]{2,40},)?"
)
_AND: Final = (
    r"(?:\s*,\s*(?=\d|and\s|\w+\s+(?:\w+\s+){0,2}and\s)(?!an?\s)(?:and\s+)?|\s+and\s+|"
    r"\s+as well as\s+)"
)


def _flat(pattern: str) -> str:
    """Give a pattern without the names of its groups, to be used more than once."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_BARE: Final = f"(?:{_flat(_COUNT.pattern)})"
_ITEM: Final = rf"(?:a\s+family\s+of\s+)?{_BARE}(?:\s+{_NOUN}){{0,6}}?"
_ITEMS: Final = rf"(?P<items>{_ITEM}(?:{_AND}{_ITEM}){{0,3}})"
_OBJECT: Final = (
    r"(?:all\s+|the\s+|another\s+|a\s+total\s+of\s+|a\s+family\s+of\s+)?"
    rf"(?P<items>{_BARE}(?:{_AND}{_BARE}|\s+and\s+(?:his|her|their)\b|\s+(?!and\b){_NOUN}){{0,12}})"
)
_BE: Final = (
    r"(?:\s+(?:were|was|are|is|be|been|being|have|has|had|also|reportedly|left|lay|confirmed))*"
)
_DEAD: Final = (
    r"(?:killed|dead|died|dies|die|deaths|lost their lives|perished|slain|shot and killed|"
    r"shot dead|"
    r"stabbed to death|beheaded|hacked to death)"
)
_TO_KILL: Final = (
    r"(?:killed|killing|kills?|murdered|massacred|shot\s+dead|the\s+(?:deaths?|killing)\s+of|"
    r"(?:claimed|took|cost)\s+the\s+lives?\s+of|put\s+the\s+(?:number\s+of\s+)?(?:dead|deaths|"
    r"killed)\s+at)"
)
_TOLL: Final = r"(?:death )?toll\b[^.;]{0,80}?\b(?:to|at|was|of|is|stands at|reached|passed)"
_TO_WOUND: Final = r"(?:wounded|wounding|wounds|injured|injuring|injures|hurt|hurting|maimed)"
_HURT: Final = (
    r"(?:\s+(?:seriously|badly|lightly|slightly|critically))?\s+"
    r"(?:wounded|injured|hurt|maimed|injuries|hospitali[sz]ed)"
)
_WITH_WOUNDS: Final = (
    r"(?:with|were left with|to suffer|suffered|suffering|suffer)\s+(?:from\s+)?"
    r"(?:[\w-]+\s+){0,4}?(?:injur(?:y|ies)|wounds)"
)
_LEFT: Final = r"(?:leaving|left|leaves)"
_FORMS: Final = {
    "killed": (
        rf"\b{_TO_KILL}\s+{_OBJECT}",
        rf"\b{_ITEMS}{_ASIDE}{_BE}\s+{_DEAD}\b",
        rf"\b{_LEFT}\s+{_ITEMS}{_ASIDE}\s+dead\b",
        rf"\b{_TOLL}\s+{_OBJECT}",
        rf"\bclaimed\s+{_ITEMS}\s+lives\b",
    ),
    "injured": (
        rf"\b{_TO_WOUND}\s+{_OBJECT}",
        rf"\b{_ITEMS}{_ASIDE}{_BE}{_HURT}\b",
        rf"\b{_ITEMS}{_ASIDE}\s+{_WITH_WOUNDS}\b",
        rf"\b{_LEFT}\s+{_ITEMS}{_ASIDE}\s+(?:wounded|injured|hurt)\b",
    ),
}
_RULES: Final = {
    noun: tuple(re.compile(form, re.IGNORECASE) for form in forms) for noun, forms in _FORMS.items()
}
_NONE: Final = (
    (
        ("killed", "injured"),
        re.compile(
            r"\b(?:no (?:\w+ )?casualties|without (?:causing )?(?:any )?casualties|no (?:one|"
            r"body) (?:was |were )?"
            r"(?:hurt|harmed)|nobody (?:was )?(?:hurt|harmed)|caused no casualties|no (?:deaths|"
            r"fatalities) or "
            r"injuries|no (?:one|body) was killed or (?:wounded|injured|hurt))\b",
            re.IGNORECASE,
        ),
    ),
    (
        ("killed",),
        re.compile(
            r"\b(?:no (?:deaths|fatalities)|no(?:body| one) (?:was killed|died)|killed no one)\b",
            re.IGNORECASE,
        ),
    ),
    (
        ("injured",),
        re.compile(r"\b(?:no injuries|no(?:body| one) was (?:injured|wounded))\b", re.IGNORECASE),
    ),
)
_UNREPORTED: Final = re.compile(
    r"\bno\s+(?:\w+\s+){0,2}?(?:reports?|word|information|details|figures?|sign)\s+(?:of|on|"
    r"about)\b"
    r"|\breported\b[^.;]{0,10}$",
    re.IGNORECASE,
)
_UPDATE: Final = re.compile(
    r"\btoll\b[^.;]{0,30}?\b(?:rose|risen|rises|climbed|jumped|grew|revised|raised|has reached|"
    r"increased)\b"
    r"|\b(?:raised|revised)\b[^.;]{0,20}\btoll\b",
    re.IGNORECASE,
)
_CONTRAST: Final = re.compile(
    r"\b(?:while|whereas|but|although|though|however|put the)\b|;", re.IGNORECASE
)
_MIXED: Final = re.compile(
    r"\b(?:killed or (?:wounded|injured)|dead or wounded|killed and wounded)\b", re.IGNORECASE
)
_AND_KIN: Final = re.compile(
    rf"\b(?:an?\s+)(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\s+and\s+(?:his|her|their)\s+(?!{_NUMBER})\w+",
    re.IGNORECASE,
)


_MONTHS: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = re.compile(
    rf"\b{_MONTHS}\s+\d{{1,2}}\b(?:,?\s+\d{{4}}\b)?|\b\d{{1,2}}\s+{_MONTHS}\b(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTHS}\s+\d{{4}}\b|\b\d{{1,2}}[:.]\d{{2}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
)
_THINGS: Final = re.compile(
    r"\b(?:bombs?|rockets?|missiles?|drones?|shells?|houses?|homes|buildings?|cars|vehicles?|"
    r"trucks?|"
    r"strikes?|attacks?|raids?|villages?|shops?|tanks?|aircraft|jets?|planes?|gates?|sites?|"
    r"schools?)\b",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(rf"\b{_PEOPLE}\b", re.IGNORECASE)
_NAMED: Final = re.compile(
    rf"\b(?:left|leaving)\s+(?P<items>(?:[A-Za-z-]+\s+){{0,2}}?{_PEOPLE}\s+(?:[A-Z][\w’'-]+\s+){{1,3}})dead\b"
)


def _blank(hit: re.Match[str]) -> str:
    """Take out a day or a time, which are no counts of people; offsets stay."""
    return "_" * len(hit[0])


class Figure(NamedTuple):
    """A figure of people harmed.

    Parameters
    ----------
    noun : str
        ``killed`` or ``injured``.
    low, best, high : int or None
        Fewest, best, most; None: not told.
    text : str
        As written, one blank between words.
    at : int
        Offset of the words in the clause.
    """

    noun: str
    low: int | None
    best: int | None
    high: int | None
    text: str
    at: int


def is_update(clause: str) -> bool:
    """Tell whether a clause replaces a figure told before: "the toll rose to 51".

    Examples
    --------
    >>> is_update("The death toll has risen to 51.")
    True
    """
    return _UPDATE.search(clause) is not None


def read_figures(clause: str) -> list[Figure]:
    """Read every figure of people killed or injured in a clause, in its order.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.

    Returns
    -------
    list of Figure
        0 only where the clause says that there were none; "no reports of
        casualties" and "dozens" are no figures.

    Examples
    --------
    >>> [(one.noun, one.best) for one in read_figures("No one was hurt.")]
    [('killed', 0), ('injured', 0)]
    """
    if _MIXED.search(clause):
        return []
    clause = _DAY.sub(_blank, clause)
    found: list[Figure] = []
    for nouns, rule in _NONE:
        hit = rule.search(clause)
        if hit and not _UNREPORTED.search(clause[: hit.end()]):
            found += [Figure(noun, 0, 0, 0, hit[0], hit.start()) for noun in nouns]
    for noun, rules in _RULES.items():
        taken: list[tuple[int, int]] = []
        for rule in rules:
            for hit in rule.finditer(clause):
                start, end = hit.span("items")
                if any(start < last and first < end for first, last in taken):
                    continue
                if figure := _figure(noun, hit["items"], start):
                    taken.append((start, end))
                    found.append(figure)
    if not any(one.noun == "killed" for one in found) and (hit := _NAMED.search(clause)):
        found.append(Figure("killed", 1, 1, 1, hit["items"].strip(), hit.start("items")))
    return sorted(found, key=lambda one: one.at)


def _figure(noun: str, items: str, at: int) -> Figure | None:
    """Add up a list of counts: "two soldiers and a child" is three."""
    counted = re.split(r",?\s+(?:including|among them|of whom)\b|:", items)[0]
    hits = list(_COUNT.finditer(counted))
    ends = [*(hit.start() for hit in hits[1:]), len(counted)]
    low = high = 0
    kinds: set[str] = set()
    for hit, end in zip(hits, ends, strict=True):
        owned = counted[hit.start() : end]
        if _THINGS.search(owned) and not _PERSON.search(owned):
            continue
        first = _value(hit["number"] or hit["low"] or "one") + (_COUPLE.match(owned) is not None)
        second = hit["high"] or hit["upper"]
        low, high = low + first, high + (_value(second) if second else first)
        kinds |= {"least", "most"} if second else {_hedge(hit["hedge"])}
    if not kinds:
        return None
    if _AND_KIN.search(counted):
        low, high = low + 1, high + 1
    text = " ".join(items.split()).rstrip(".")
    if kinds & {"least", "most"}:
        return Figure(
            noun,
            low if "least" in kinds else None,
            None,
            high if "most" in kinds else None,
            text,
            at,
        )
    if "about" in kinds:
        return Figure(noun, None, low, None, text, at)
    return Figure(noun, low, low, high, text, at)


_COUPLE: Final = re.compile(r"a couple\b(?! of)", re.IGNORECASE)


def _hedge(words: str | None) -> str:
    """Give what a hedge makes of a figure: least, most, about, or exact."""
    told = (words or "").lower()
    kinds = (("least", _LEAST), ("most", _MOST), ("about", _ABOUT))
    return next((kind for kind, pattern in kinds if re.fullmatch(pattern, told)), "exact")


def read_harm(clause: str) -> dict[str, int]:
    """Read harm figures as columns of the event table.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.

    Returns
    -------
    dict
        ``killed_min`` and so on; where two voices of one clause differ, the
        lower figure is the least and the higher one the most.

    Examples
    --------
    >>> read_harm("a strike killed at least 14 people and wounded about 100")
    {'killed_min': 14, 'injured_best': 100}
    >>> read_harm("left two American and one British service member dead")["killed_best"]
    3
    >>> read_harm("The ministry said 12 people were killed, but the rebels put the toll at 20.")
    {'killed_min': 12, 'killed_max': 20}
    """
    cells: dict[str, int] = {}
    figures = read_figures(clause)
    for noun in _RULES:
        told = [one for one in figures if one.noun == noun]
        if not told:
            continue
        first = told[0]
        other = next((one for one in told[1:] if one.best != first.best), None)
        if other and _CONTRAST.search(clause, first.at, other.at):
            known = [
                one
                for figure in (first, other)
                for one in (figure.low, figure.best, figure.high)
                if one is not None
            ]
            cells |= {f"{noun}_min": min(known), f"{noun}_max": max(known)}
            continue
        ends = zip(("min", "best", "max"), (first.low, first.best, first.high), strict=True)
        cells |= {f"{noun}_{end}": value for end, value in ends if value is not None}
    return cells


def read_shares(clause: str, places: Sequence[str]) -> list[dict[str, int]]:
    """Read the figure of each place: "killed five in one town and three in another".

    Parameters
    ----------
    clause : str
        A sentence or a part of one.
    places : sequence of str
        Names in the order in which the clause has them.

    Returns
    -------
    list of dict
        As ``read_harm``, one for each place; empty: the figures are for all together.

    Examples
    --------
    >>> towns = ["Sirte", "Misrata"]
    >>> shares = read_shares("Raids killed five people in Sirte and three in Misrata.", towns)
    >>> [one["killed_best"] for one in shares]
    [5, 3]
    >>> read_shares("Raids on Sirte and Misrata killed five people.", towns)
    []
    """
    at, parts = 0, []
    for place in places:
        end = clause.find(place, at)
        if end < 0:
            return []
        parts.append(clause[at : end + len(place)])
        at = end + len(place)
    first = read_figures(parts[0])
    if len({one.noun for one in first}) != 1:
        return []
    verb = "killed" if first[0].noun == "killed" else "wounded"
    later = [_SHARE.match(part) for part in parts[1:]]
    if not all(later):
        return []
    told = [f"{verb} {hit['count']}." for hit in later if hit]
    return [read_harm(parts[0]), *map(read_harm, told)]


_SHARE: Final = re.compile(
    rf"\s*,?\s*(?:and|,)\s+(?P<count>{_BARE}(?:\s+{_NOUN}){{0,3}}?)\s+(?:in|at|near|"
    rf"outside)\s",
    re.IGNORECASE,
)


def _value(written: str) -> int:
    words = written.lower().replace(",", "").replace("-", " ").split()
    if words[0].isdigit():
        return int(words[0])
    scale = {"dozen": 12, "hundred": 100}.get(words[-1], 0)
    if scale:
        half = words[0] == "half"
        return scale // 2 if half else scale * (1 if words[0] in {"a", "an"} else _WORDS[words[0]])
    return sum(_WORDS[word] for word in words)
