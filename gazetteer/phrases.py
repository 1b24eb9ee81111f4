"""Read the words of a relative place: "30 km south of Baghdad", "near the Syrian border".

Only the words are read here; where the anchors lie, and whether they are
known, is asked in :mod:`gazetteer.placing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from gazetteer import phrasewords as words
from gazetteer.normalise import written_form
from gazetteer.phrasewords import wind_letters

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["UNIT_M", "Kind", "Length", "Phrase", "plain_text", "read_phrase"]

Kind = Literal[
    "offset",
    "ring",
    "reach",
    "towards",
    "part",
    "near",
    "area",
    "outside",
    "outskirts",
    "countryside",
    "between",
    "halfway",
    "road",
    "border",
    "offshore",
]

UNIT_M: Final = {"km": 1_000.0, "mi": 1_609.344, "nm": 1_852.0, "m": 1.0}
"""Metres of the units: the international mile (1959) and the nautical mile (1929)."""

_UNIT_WORDS: Final = {"km": "km", "mi": "miles", "nm": "nautical miles", "m": "m"}


@dataclass(frozen=True, slots=True)
class Length:
    """A distance as it was written: ``low`` to ``high``, equal where one number stands.

    Attributes
    ----------
    low, high : float
        In the unit.
    unit : str
        ``km``, ``mi``, ``nm`` (nautical miles) or ``m``.
    """

    low: float
    high: float
    unit: str

    @property
    def low_m(self) -> float:
        """The lower end in metres."""
        return self.low * UNIT_M[self.unit]

    @property
    def high_m(self) -> float:
        """The upper end in metres."""
        return self.high * UNIT_M[self.unit]

    @property
    def words(self) -> str:
        """The distance for a reader."""
        upper = f" to {self.high:g}" if self.high != self.low else ""
        return f"{self.low:g}{upper} {_UNIT_WORDS[self.unit]}"

    def __str__(self) -> str:
        upper = f"-{self.high:g}" if self.high != self.low else ""
        return f"{self.low:g}{upper}{self.unit}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A relative place, read.

    Attributes
    ----------
    kind : str
        ``offset`` (distance and direction), ``ring`` (distance, no direction),
        ``reach`` (within a distance), ``towards`` (direction, no distance),
        ``part`` (the northern part of), ``near``, ``area``, ``outside``,
        ``outskirts``, ``countryside``, ``between``, ``halfway``, ``road``,
        ``border``, ``offshore``.
    anchors : tuple of tuple of str
        The ways in which the places it is relative to may be cut out of the
        text ("A and B" may be cut at each "and"); one tuple of names each.
    wind : str
        Letters of one of the 16 winds, ``C`` for the centre; else empty.
    length : Length or None
        The distance.
    is_just : bool
        True for "just north of".
    """

    kind: Kind
    anchors: tuple[tuple[str, ...], ...]
    wind: str = ""
    length: Length | None = None
    is_just: bool = False


_SIGNS: Final = str.maketrans(
    {**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’‘ʼ`´", "'"), "،": ",", "؛": ";", "ـ": ""}
)


def plain_text(text: str) -> str:
    """Give a name as the patterns read it: one form of blanks, dashes, quotes and digits."""
    plain = written_form(text).translate(_SIGNS)
    if plain.isascii():
        return plain
    return "".join(
        str(int(char)) if char.isdecimal() and not char.isascii() else char for char in plain
    )


def read_phrase(text: str) -> Phrase | None:
    """Read a relative place; None if the text is none.

    Parameters
    ----------
    text : str
        A name of any length; what is longer than a name is cut.

    Examples
    --------
    >>> read_phrase("about 15 miles north-west of Mosul")
    Phrase(kind='offset', anchors=(('Mosul',),), wind='NW', length=Length(low=15.0, ...
    >>> read_phrase("between Albu Kamal and Al Mayadin").anchors
    (('Albu Kamal', 'Al Mayadin'),)
    >>> print(read_phrase("Camp Taji"))
    None
    """
    plain = plain_text(text)
    for pattern, build in _GRAMMAR:
        match = re.fullmatch(pattern, plain, re.IGNORECASE)
        phrase = build(match) if match else None
        if phrase is not None:
            return phrase
    return None


# --- building -------------------------------------------------------------------------------

_FEW: Final = {
    **dict.fromkeys(("a couple of", "couple of"), (2.0, 4.0)),
    **dict.fromkeys(("several", "plusieurs", "عدة"), (3.0, 10.0)),
    **dict.fromkeys(("dozens of", "tens of"), (20.0, 60.0)),
    "half a": (0.5, 0.5),
}
_A_FEW: Final = (2.0, 10.0)
"""What count words mean, in their unit. "A few" reaches to ten: the first reports place Camp Taji
"a few miles north of Baghdad", whose edge it is 6 miles from."""

_NAMED_COUNTS: Final = {
    word: float(number)
    for number, text in {
        1: "a|one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
        9: "nine", 10: "ten", 12: "a dozen|twelve", 15: "fifteen", 20: "twenty", 30: "thirty",
        40: "forty", 50: "fifty", 60: "sixty", 100: "hundred|a hundred",
    }.items()
    for word in text.split("|")
}  # fmt: skip
_UNIT_OF: Final[tuple[tuple[str, str], ...]] = (
    (r"n(?:m|mi|autical.*)", "nm"),
    (r"mi|miles?|мил.*|миль|ميل.*|أميال", "mi"),
    (r"m|met.*|mèt.*|м|метр.*|متر.*", "m"),
    (r".*", "km"),
)


def _number(text: str) -> float:
    """Read a number; a comma before exactly three digits groups thousands."""
    if re.fullmatch(r"\d{1,3},\d{3}", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def _length(match: re.Match[str]) -> Length:
    unit = next(name for pattern, name in _UNIT_OF if re.fullmatch(pattern, match["unit"].lower()))
    if match["low"]:
        low = _number(match["low"])
        high = _number(match["high"]) if match["high"] else low
        return Length(min(low, high), max(low, high), unit)
    count = match["count"].lower()
    if count in _NAMED_COUNTS:
        return Length(_NAMED_COUNTS[count], _NAMED_COUNTS[count], unit)
    return Length(*_FEW.get(count, _A_FEW), unit)


def _is_reach(match: re.Match[str]) -> bool:
    return bool(match["approx"] and re.fullmatch(words.UP_TO, match["approx"], re.IGNORECASE))


def _one(name: str) -> tuple[tuple[str, ...], ...]:
    return ((_trim(name),),)


def _trim(name: str) -> str:
    """Take articles and descriptions off the name of an anchor."""
    name = name.strip(" ,;-")
    return re.sub(r"^(?:(?:the|le|la|les) |l')(?=[^\W\d_])", "", name, flags=re.IGNORECASE) or name


def _offset(match: re.Match[str]) -> Phrase | None:
    wind = wind_letters(match["wind"])
    if not wind:
        return None
    return Phrase("offset", _one(match["name"]), wind, _length(match))


def _ring(match: re.Match[str]) -> Phrase | None:
    return Phrase("reach" if _is_reach(match) else "ring", _one(match["name"]), "", _length(match))


def _towards(match: re.Match[str]) -> Phrase | None:
    wind = wind_letters(match["wind"])
    if not wind:
        return None
    return Phrase("towards", _one(match["name"]), wind, None, is_just=bool(match["just"]))


def _part(match: re.Match[str]) -> Phrase | None:
    wind = wind_letters(match["wind"]) if match["wind"] else "C"
    return Phrase("part", _one(match["name"]), wind) if wind else None


def _fringe(kind: Kind) -> Callable[[re.Match[str]], Phrase | None]:
    def build(match: re.Match[str]) -> Phrase | None:
        known = match.groupdict()
        written = known.get("wind") or known.get("wind2")
        return Phrase(kind, _one(match["name"]), wind_letters(written) if written else "")

    return build


def _plainly(kind: Kind) -> Callable[[re.Match[str]], Phrase | None]:
    return lambda match: Phrase(kind, _one(match["name"]))


def _pair(kind: Kind, separator: str) -> Callable[[re.Match[str]], Phrase | None]:
    """Build a phrase of two anchors, cut at each of the separators in turn."""

    def build(match: re.Match[str]) -> Phrase | None:
        text = match["names"]
        cuts = list(re.finditer(separator, text, re.IGNORECASE))[:_MOST_CUTS]
        pairs = [(_trim(text[: cut.start()]), _trim(text[cut.end() :])) for cut in cuts]
        pairs = [pair for pair in pairs if all(pair)]
        wanted: Kind = "halfway" if match.groupdict().get("half") else kind
        return Phrase(wanted, tuple(pairs)) if pairs else None

    return build


_MOST_CUTS: Final = 4


def _border(match: re.Match[str]) -> Phrase | None:
    """Read the countries of a border: one or two words or names, in any of the usual orders."""
    known = match.groupdict()
    length = _length(match) if known.get("unit") else None
    first, second = known.get("first"), known.get("second")
    if first and second:
        return Phrase("border", ((_trim(first), _trim(second)),), "", length)
    text = _trim(first or second or "")
    if not text:
        return None
    pieces = [
        (_trim(text[: cut.start()]), _trim(text[cut.end() :]))
        for cut in re.finditer(r" ?[-/] ?| and | и | та | et | و ?| ", text, re.IGNORECASE)
    ][:_MOST_CUTS]
    return Phrase("border", (*(pair for pair in pieces if all(pair)), (text,)), "", length)


def _offshore(match: re.Match[str]) -> Phrase | None:
    known = match.groupdict()
    length = _length(match) if known.get("unit") else None
    return Phrase("offshore", _one(match["name"]), "", length)


# --- the grammar ----------------------------------------------------------------------------

_NAME = r"(?P<name>\S.{0,200}?)"
_NAMES = r"(?P<names>\S.{0,240}?)"
_THE = "(?:the |l'|la |le |les )?"
_AND = r" and | & | et | и | та | і | й  | و ?"
_TO = r" to | and | - ?|-| до | et | و ?| إلى "
_ON = (
    "(?:on |along |near |at |by |close to |at the |on the |near to |sur |près de |à "
    "|قرب |على |عند |بالقرب من |на |поблизу |біля |возле |вблизи |у |около )?"
)
_TOWARDS = r"(?:to the |due |directly |straight |au |à l'|à l’|на |к |إلى ال|إلى |(?=ال))?"

_SOMETHING = (
    r"(?:in |at |on )?(?:(?:an?|the|some|several|two|three) (?:(?-i:[a-z-]+) ){0,2})?"
    r"(?:villages?|towns?|farms?|checkpoints?|hamlets?|positions?|areas?|somewhere|sites?|desert)"
)
"""What lies near a place and has no name of its own: "a small village near Mosul"."""

_Rule: TypeAlias = "tuple[str, Callable[[re.Match[str]], Phrase | None]]"

_GRAMMAR: Final[tuple[_Rule, ...]] = (
    # off the coast
    (
        (
            rf"{words.LEAD}(?:{words.AMOUNT} )?(?:off|قبالة|قبال|біля|у|поблизу|au large de)"
            rf" {_THE}(?:\w{{2,9}}ern )?{words.COAST} (?:of )?{_THE}{_NAME}"
        ),
        _offshore,
    ),
    (rf"{words.LEAD}(?:{words.AMOUNT} )?off {_THE}{_NAME}'s {words.COAST}", _offshore),
    (
        rf"{words.LEAD}(?:{words.AMOUNT} )?(?:offshore of|off of|off|au large de) {_THE}{_NAME}",
        _offshore,
    ),
    # borders; the place at a border says more than the border
    (
        (
            rf"{words.LEAD}{_ON}{_THE}(?:\S.{{0,60}} )?{words.BORDER}(?: crossing)?"
            rf"(?: with \S{{1,40}})? (?:close to|near|outside) {_THE}{_NAME}"
        ),
        _plainly("near"),
    ),
    (
        (
            rf"{words.LEAD}(?:{words.AMOUNT} {words.OF} )?{_ON}{_THE}(?P<first>\S.{{0,80}}?)"
            rf"(?:'s|s') {words.BORDER}(?: (?:with|and) {_THE}(?P<second>\S.{{0,80}}))?"
        ),
        _border,
    ),
    (
        (
            rf"{words.LEAD}(?:{words.AMOUNT} {words.OF} )?{_ON}{_THE}{words.BORDER}"
            rf" (?:between|of|entre|між|между|بين|de la|du|de) {_THE}(?P<first>\S.{{0,80}}?)"
            rf"(?:(?: and | with | et | и | та | і | و ?){_THE}(?P<second>\S.{{0,80}}))?"
        ),
        _border,
    ),
    (
        (
            rf"{words.LEAD}(?:{words.AMOUNT} {words.OF} )?{_ON}{_THE}(?:(?P<first>\S.{{0,80}}?) )?"
            rf"{words.BORDER} (?:with|to|з|с|із|со|avec|مع) {_THE}(?P<second>\S.{{0,80}})"
        ),
        _border,
    ),
    (
        (
            rf"{words.LEAD}(?:{words.AMOUNT} {words.OF} )?{_ON}{_THE}(?P<first>\S.{{0,80}}?)"
            rf" {words.BORDER}(?: (?:area|region|zone|areas))?"
        ),
        _border,
    ),
    (
        rf"{words.LEAD}(?:{words.AMOUNT} {words.OF} )?{_ON}{words.BORDER} (?P<first>\S.{{0,80}})",
        _border,
    ),
    # a distance and a direction; a distance alone
    (
        (
            rf"{words.LEAD}{words.AMOUNT}(?: away)? {_TOWARDS}(?P<wind>{words.WIND})"
            rf"(?: {words.OF})? {_THE}{_NAME}"
        ),
        _offset,
    ),
    (
        (
            rf"{words.LEAD}{_TOWARDS}(?P<wind>{words.WIND})(?: {words.OF})? {_THE}{_NAME}"
            rf" (?:by|بـ?|على بعد|de|на) ?{words.AMOUNT}"
        ),
        _offset,
    ),
    (
        (
            rf"{words.LEAD}{words.AMOUNT}(?: away)?"
            rf" (?:from|of|outside|outside of|de|du|від|от|من|عن) {_THE}{_NAME}"
        ),
        _ring,
    ),
    # on the way from one place to another
    (
        (
            rf"{_ON}{_THE}(?P<half>halfway|midway|half way|half-way|à mi-chemin|посередині"
            rf"|на полпути|في منتصف الطريق)? ?{_THE}(?:(?P<road>{words.ROAD}) )?"
            rf"(?:in |in the area |the area )?(?:between|entre|між|между|بين|ما بين) {_NAMES}"
        ),
        _pair("between", _AND),
    ),
    (
        rf"{_ON}{_THE}{words.ROAD} (?:from |linking |connecting |joining ){_NAMES}",
        _pair("road", _TO),
    ),
    (rf"{_ON}{_THE}(?:طريق|بطريق|трасса|трассе|траса|трасі) {_NAMES}", _pair("road", _TO)),
    (rf"{_ON}{_THE}{_NAMES} {words.ROAD}", _pair("road", r" to | ?- ?| and ")),
    # what lies around a place
    (
        (
            rf"{words.LEAD}(?P<wind>{words.WIND})? ?{words.OUTSKIRTS}"
            rf" (?:of |de la |de |du |d')?{_THE}{_NAME}"
            rf"(?P<wind2>{words.ARABIC_SIDE})?"
        ),
        _fringe("outskirts"),
    ),
    (rf"{_NAME}(?:'s)? (?:(?P<wind>{words.WIND}) )?(?:outskirts|suburbs)", _fringe("outskirts")),
    (
        (
            rf"{words.LEAD}(?:(?P<wind>{words.WIND}) )?{words.COUNTRYSIDE}"
            rf" (?:of |around |de )?{_THE}{_NAME}"
            rf"(?P<wind2>{words.ARABIC_SIDE})?"
        ),
        _fringe("countryside"),
    ),
    (rf"{words.LEAD}(?:(?P<wind>{words.WIND}) )?rural {_NAME}", _fringe("countryside")),
    (rf"{_NAME}(?:'s)? (?:(?P<wind>{words.WIND}) )?countryside", _fringe("countryside")),
    (rf"(?P<wind>{words.WIND}) {_NAME} countryside", _fringe("countryside")),
    (
        rf"(?:in |just )?(?:outside of|outside|à l'extérieur de|خارج|за межами) {_THE}{_NAME}",
        _plainly("outside"),
    ),
    (rf"{words.AREA_OF} {_THE}{_NAME}", _plainly("area")),
    (rf"(?:in |the |in the )?{_NAME} (?:area|vicinity)", _plainly("area")),
    (rf"(?:{_SOMETHING} )?(?:just |located )?{words.NEAR} {_THE}{_NAME}", _plainly("near")),
    # a direction alone: a part of an area, or beyond a town
    (
        (
            rf"(?:in |in the |the )?(?:far |extreme )?(?P<wind>{words.WIND})"
            rf" (?:part|parts|half|section|sector|areas?|side|regions?) of {_THE}{_NAME}"
        ),
        _part,
    ),
    (
        (
            rf"{words.LEAD}(?:far |well )?(?P<just>{words.JUST} )?{_TOWARDS}(?P<wind>{words.WIND})"
            rf" {words.OF} {_THE}{_NAME}"
        ),
        _towards,
    ),
    (
        (
            rf"(?:in |the |в |у )?(?P<just>{words.JUST} )?"
            rf"(?P<wind>(?:север|юж|восточ|запад)\w{{0,12}}нее"
            rf"|(?:північ|півден|східн|західн)\w{{0,6}}(?:-\w{{2,9}})?іше) {_NAME}"
        ),
        _towards,
    ),
    (
        (
            rf"(?:في )?(?P<just>\b\B)?(?P<wind>{words.ARABIC_WIND}(?: {words.ARABIC_WIND})?)"
            rf" (?:مدينة )?{_NAME}"
        ),
        _towards,
    ),
    (
        (
            rf"(?:in |in the |the |far |extreme |в |у |на )?(?P<wind>{words.WIND})"
            rf" (?!of |from )(?:{words.OF} )?{_NAME}"
        ),
        _part,
    ),
    (
        (
            r"(?:in |the )?(?P<wind>\b\B)?"
            r"(?:central|downtown|(?:city |town )?cent(?:re|er) of|(?:the )?heart of|centre de"
            r"|centre-ville de|центральный|центральна|центр|وسط)"
            rf" {_THE}{_NAME}"
        ),
        _part,
    ),
    (rf"{_NAME}(?:'s)? (?P<wind>\b\B)?(?:downtown|(?:city |town )?cent(?:re|er))", _part),
)
