"""A claim in words, read by rules that can be looked up here; nothing is guessed.

A sentence is SUBJECT VERB RELATION (and RELATION)..., where the verb may be a
comma or left out::

    the strikes of 2020-03-13 | were | within about 150 km of Camp Taji
    Camp Taji | , | a few miles north of Baghdad
    Abu Kamal | is | near the border between Syria and Iraq

The subject is in :mod:`strikemap.claim_subjects`, amounts are in
:mod:`strikemap.claim_amounts`, the meaning of every hedge in
:class:`strikemap.wording.Meanings`. A name in double quotes is never read as
anything else. A word that would change the meaning and is not known here (not,
some of, probably, or) is an error that names it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, cast

from geo.countries import country_code
from geo.errors import InputError
from strikemap.claim_amounts import AMOUNT_START, begins_with_amount, read_amount
from strikemap.claim_subjects import read_events_subject, speaks_of_events, strip_kind
from strikemap.claims import Claim, Part
from strikemap.wording import AREA_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strikemap.claim_amounts import Amount
    from strikemap.claims import Relation
    from strikemap.readers.dates import DayMonthOrder

__all__ = ["parse_claim"]

_LONGEST: Final = 400
_FOLDED: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
     "‑": "-", "−": "-"}
)  # fmt: skip
_VERB: Final = re.compile(
    r"(?:\s+(?:is|are|was|were|lies?|lay|hit|happened|occurred|took place|fell|stood"
    r"|stands?|sits?|sat|landed))(?:\s+(?:all|both|each|located|situated|lying))*\s+",
    re.IGNORECASE,
)
_WIND: Final = (
    r"(?:(?:north|south|east|west)(?:[\s-]?(?:north|south|east|west))*(?:[\s-]?(?:east|west))?"
    r"|[NSEW]|[NS][EW]|[NS][NS][EW]|[EW][NS][EW])"
)
_DIRECTION: Final = re.compile(
    rf"(?:to\s+the\s+)?(?P<how>(?:due|just)\s+)?(?P<wind>{_WIND})(?:wards?)?\s+(?:of|from)\s+",
    re.IGNORECASE,
)
_PART_OF_AREA: Final = re.compile(
    rf"(?:in|inside|within)\s+(?:the\s+)?(?:{_WIND}|central|cent(?:er|re)|middle|heart)(?:ern)?\b",
    re.IGNORECASE,
)
_NEAR: Final = re.compile(
    r"(?:near|close\s+to|not\s+far\s+from|in\s+the\s+vicinity\s+of)\s+", re.IGNORECASE
)
_AWAY: Final = re.compile(r"(?:away\s+)?(?:from|of|off)\s+", re.IGNORECASE)
_RADIUS: Final = re.compile(
    r"an?\s+radius\s+of\s+|(?=an?\s+[^\s]+[\s-]\w+\s+radius\b)", re.IGNORECASE
)
_ROUND: Final = re.compile(r"(?:radius\s+)?(?:of|from|around)\s+", re.IGNORECASE)
_INSIDE: Final = re.compile(r"(?:in|inside|within)\s+", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"outside\s+(?:of\s+)?", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"between\s+(?P<left>.+?)\s+and\s+(?P<right>.+)", re.IGNORECASE)
_BORDER: Final = re.compile(
    r"(?:the\s+)?(?:land\s+)?(?:border|frontier)\s+(?:between|of)\s+(?P<left>.+?)\s+(?:and|with)\s+"
    r"(?P<right>.+)"
    r"|(?:the\s+)?(?P<owner>.+?)'s?\s+(?:land\s+)?(?:border|frontier)\s+with\s+(?P<other>.+)"
    r"|(?:the\s+)?(?P<pair>[^\s].*?[-/].*?)\s+(?:border|frontier)",
    re.IGNORECASE,
)
_SAME: Final = re.compile(r"in\s+the\s+same\s+(?P<level>\w+)\s+as\s+(?P<place>.+)", re.IGNORECASE)
_SAME_LEVELS: Final = {"country": "same country"} | dict.fromkeys(AREA_WORDS, "same province")
_NEARER: Final = re.compile(
    r"(?:nearer|closer)\s+to\s+(?P<left>.+?)\s+than\s+(?:it\s+is\s+)?(?:to\s+)?(?P<right>.+)",
    re.IGNORECASE,
)
_ALONG: Final = re.compile(r"(?:along|on|beside)\s+(?=the\s+line\b|\S+\.\w{3,7}$)", re.IGNORECASE)
_LINE: Final = re.compile(
    r"the\s+line\s+(?:in\s+)?(?P<quote>\"?)(?P<file>.+?)(?P=quote)"
    r"|(?P<bare>\S+\.(?:geojson|json|gpkg|kml|shp|parquet))",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|is|are|was|were|lies?|within|from|near|in|inside|outside|between|along|than|and"
    r"|away|close|at)\b",
    re.IGNORECASE,
)
_ANY_BORDER: Final = re.compile(r"\b(?:border|frontier)\b", re.IGNORECASE)
_RELATION_WORD: Final = re.compile(
    rf"within\b|inside\b|outside\b|near\b|close\s+to\b|between\b|(?:nearer|closer)\s+to\b"
    rf"|along\b|in\s+the\s+same\b|{_DIRECTION.pattern}",
    re.IGNORECASE,
)
_RELATION_START: Final = re.compile(
    rf"{_RELATION_WORD.pattern}|in\s|(?:{AMOUNT_START.pattern})", re.IGNORECASE
)
_AMOUNT_OR_WITHIN: Final = re.compile(rf"within\b|(?:{AMOUNT_START.pattern})", re.IGNORECASE)
_CUT: Final = re.compile(r",\s+(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_IS_OPEN: Final = re.compile(
    r"\b(?:of|on|in|from|to|and|since|until|between|during|\d)\s*$", re.IGNORECASE
)
_INSIDE_NUMBER: Final = re.compile(r"\b(?:hundred|thousand)$", re.IGNORECASE)
_CHANGES_MEANING: Final = re.compile(
    r"\b(?:not(?!\s+(?:more\s+than|less\s+than|far\s+from))|never|none|neither|nor|except|unless"
    r"|without|hardly|barely|probably|possibly|perhaps|maybe|allegedly|reportedly|or|but|only"
    r"|some\s+of|most\s+of|half\s+of|(?:may|might|could|would|should|must)(?=\s+(?:be|have|lie)))\b"
    r"|n't\b",
    re.IGNORECASE,
)
_NOT_IN_NAMES: Final = re.compile(
    r"(?<!\S)(?:at|on|by|during|after|before|since|until|with|when|while|who|which|that|than|from"
    r"|per|and|then|because|as|is|are|was|were|if)(?!\S)"
)
_SAID_OTHERWISE: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"(?:>=|≥)\s*(?=\d)", "at least "),
        (r"(?:<=|≤)\s*(?=\d)", "at most "),
        (r">\s*(?=\d)", "more than "),
        (r"<\s*(?=\d)", "less than "),
        (r"\b(?:beyond|(?:farther|further)(?:\s+away)?\s+than)\s+(?=[\w~])", "more than "),
        (r"\bwell\s+within\b", "within"),
        (r"\b(?:is|are|was|were)\s+not\s+(?:in|inside)\s+", "is outside "),
        (r"\b(?:on|at)\s+(?=the\s+[^,]*?\b(?:border|frontier)\b)", "near "),
        (
            (
                r"^the\s+distance\s+(?:from|between)\s+(.+?)\s+(?:to|and)\s+(.+?)"
                r"\s+(?:is|was)\s+(.+)$"
            ),
            r"\1 is \3 from \2",
        ),
        (r"^(.+?)\s+and\s+(.+?)\s+(?:are|were|lie)\s+(.+?)\s+apart$", r"\1 is \3 from \2"),
    )
)
"""Other ways to say what the rules read; a sentence with a name in quotes is left as it is."""

_QUOTED: Final = re.compile(r'"[^"]*"')


def parse_claim(
    text: str,
    *,
    claim_id: str = "claim",
    stated_by: str = "",
    source: str = "",
    missing: tuple[str, ...] = (),
    day_first: bool | None = None,
) -> Claim:
    """Read a claim in words.

    Parameters
    ----------
    text : str
        One English sentence: a subject (events by type word, day or days,
        place, actor or id; or a named place) and one or more relations joined
        by "and": within AMOUNT of, AMOUNT from, at least or more than AMOUNT
        from, between A and B km from, between two places, north (to NNW) of,
        near, in or outside a country or first-order area; a border is "the
        border between Syria and Iraq" or "Syria's border with Iraq".
    claim_id, stated_by, source : str
        Id of the claim, whose it is, id of the source.
    missing : tuple of str
        What the reports leave out and a decision would need.
    day_first : bool, optional
        Whether 03/04/2020 is 3 April; by default such a date is refused.

    Returns
    -------
    Claim
        ``claim.read_as`` says how the sentence was read. Names are looked up
        when the claim is checked: an unknown or ambiguous one leaves it
        undetermined, with the reason.

    Raises
    ------
    InputError
        The sentence cannot be read whole: a number without unit, a word that
        changes the meaning and is not understood, no relation, no subject.

    Examples
    --------
    >>> parse_claim("the strikes of 2020-03-13 were within about 150 km of Camp Taji").read_as
    'strikes (air/drone strike) on 2020-03-13: within about 150 km of Camp Taji'
    >>> parse_claim("Camp Taji lies a few miles north of Baghdad").read_as
    'Camp Taji: a few miles from Baghdad; north of Baghdad'
    """
    sentence = _said_plainly(_plain(text))
    order: DayMonthOrder = "undecided"
    if day_first is not None:
        order = "day first" if day_first else "month first"
    unknown = _CHANGES_MEANING.search(_masked(sentence))
    if unknown:
        raise InputError(
            f"The claim says {unknown[0]!r}, which cannot be checked; write one plain statement, "
            "such as 'more than 150 km from' or 'outside Iraq', and put names in double quotes"
        )
    if len(sentence.split()) > 3 and not _ENGLISH.search(_masked(sentence)):
        raise InputError(
            f"{sentence!r} is not read: claims are read in English; write for example 'the strikes "
            "of 2020-03-13 were within about 150 km of Camp Taji' (names may stay in any script)"
        )
    subject_text, relation_text = _split(sentence)
    selection = None
    if speaks_of_events(subject_text):
        selection = read_events_subject(subject_text, order=order)
    return Claim(
        claim_id=claim_id,
        text=" ".join(text.split()),
        stated_by=stated_by,
        source=source,
        parts=tuple(part for clause in _clauses(relation_text) for part in _parts(clause)),
        selection=selection,
        places=() if selection else tuple(_places(subject_text)),
        missing=missing,
    )


def _places(subject: str) -> Iterator[str]:
    """Read the places of a subject: "Najaf and Kirkuk"; "Alexandria, IQ" is one."""
    subject = re.sub(r"^(?:both|in|at)\s+", "", subject.strip(), flags=re.IGNORECASE)
    masked, start = _masked(subject), 0
    for cut in _CUT.finditer(masked):
        rest = re.split(r",\s+|\s+and\s+", subject[cut.end() :])[0]
        if country_code(subject[start:]) or ("and" not in cut[0] and country_code(rest)):
            continue
        yield _object(subject[start : cut.start()])
        start = cut.end()
    yield _object(subject[start:])


def _plain(text: str) -> str:
    """Fold blanks, quotes and dashes; refuse what no sentence holds."""
    sentence = " ".join(unicodedata.normalize("NFKC", text).split()).translate(_FOLDED)
    if not sentence:
        raise InputError("The claim is empty; write a sentence such as 'A is within 5 km of B'")
    if len(sentence) > _LONGEST:
        raise InputError(
            f"The claim has {len(sentence)} characters; write one sentence of at most {_LONGEST}"
        )
    if not sentence.isprintable():
        raise InputError(f"The claim {sentence!r} holds signs that no sentence has; type it again")
    if sentence.count('"') % 2:
        raise InputError("The claim opens a double quote and does not close it")
    return sentence.rstrip(".!? ")


def _said_plainly(sentence: str) -> str:
    """Turn other ways to say a relation into the one that the rules read.

    Examples
    --------
    >>> _said_plainly("Baghdad and Camp Taji are about 25 km apart")
    'Baghdad is about 25 km from Camp Taji'
    """
    if '"' not in sentence:
        for pattern, plain in _SAID_OTHERWISE:
            sentence = pattern.sub(plain, sentence)
    return sentence


def _masked(text: str) -> str:
    """Blank out what stands in quotes, so that positions stay and words are not read."""
    return _QUOTED.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', text)


def _split(sentence: str) -> tuple[str, str]:
    """Split a sentence into subject and relations: at the verb, at a comma, at the relation."""
    masked = _masked(sentence)
    if _VERB.match(f" {masked}") or begins_with_amount(masked) or _RELATION_WORD.match(masked):
        raise InputError(f"{sentence!r} names no subject; begin with events or a place")
    verb = _VERB.search(masked)
    if verb:
        return sentence[: verb.start()], sentence[verb.end() :]
    for comma in re.finditer(r",\s+", masked):
        if _RELATION_START.match(masked, comma.end()):
            return sentence[: comma.start()], sentence[comma.end() :]
    for blank in re.finditer(r"\s+", masked):
        before = sentence[: blank.start()]
        # "strikes near Kirkuk within ...": where events are, "near" belongs to the subject
        start = _AMOUNT_OR_WITHIN if speaks_of_events(before) else _RELATION_START
        if start.match(masked, blank.end()) and not _IS_OPEN.search(before):
            return before, sentence[blank.end() :]
    raise InputError(
        f"{sentence!r} says no relation that can be measured; say 'within 150 km of PLACE', "
        "'30 km from', 'north of', 'near', 'between A and B', 'in' or 'outside' a country, "
        "or 'near the border between A and B'"
    )


def _clauses(text: str) -> Iterator[str]:
    """Split relations that are joined by "and" or a comma."""
    masked, start = _masked(text), 0
    for cut in _CUT.finditer(masked):
        before = masked[start : cut.start()]
        is_open = re.search(r"\bbetween\b", before, re.IGNORECASE) and " and " not in f"{before} "
        after = _RELATION_START.match(masked, cut.end())
        if not before.strip() or is_open or after is None or _INSIDE_NUMBER.search(before):
            continue
        if re.match(r"in\s", after[0], re.IGNORECASE) and "and" not in cut[0].lower():
            continue  # "Alexandria, in Iraq" says where Alexandria is
        yield text[start : cut.start()].strip()
        start = cut.end()
    yield text[start:].strip()


def _parts(clause: str) -> Iterator[Part]:
    """Read one relation; "30 km north of" is two parts."""
    if _PART_OF_AREA.match(clause) and not _DIRECTION.match(clause):
        raise InputError(
            f"{clause!r} speaks of a part of an area, which has no outline; say 'in' the whole "
            "area, or 'north of' a place"
        )
    direction = _DIRECTION.match(clause)
    if direction:
        yield from _towards(direction, clause[direction.end() :])
    elif compared := _compared(clause):
        yield compared
    elif near := _NEAR.match(clause):
        yield from _near(clause[near.end() :])
    elif outside := _OUTSIDE.match(clause):
        yield Part("outside", _object(clause[outside.end() :]))
    elif inside := _INSIDE.match(clause):
        yield from _inside(clause, clause[inside.end() :])
    elif amount := read_amount(clause):
        yield from _distance(*amount)
    elif pair := _BETWEEN.fullmatch(clause):
        yield Part("between", f"{_object(pair['left'])}/{_object(pair['right'])}")
    else:
        raise InputError(
            f"{clause!r} is no relation that is understood; say 'within 150 km of', '30 km from', "
            "'at least 5 miles from', 'north of', 'near', 'between A and B', 'in' or 'outside'"
        )


def _towards(direction: re.Match[str], rest: str) -> Iterator[Part]:
    how = (direction["how"] or "").strip().lower()
    target = _object(rest)
    if how == "just":
        yield Part("within", target, hedge="near")
    hedge = "due" if how == "due" else ""
    yield Part("direction", target, hedge=hedge, direction=_wind(direction["wind"]))


def _wind(written: str) -> str:
    return written.upper() if len(written) <= 3 else written.lower()


def _compared(clause: str) -> Part | None:
    """Read a relation to the area of a place, to two places, or along a line."""
    if same := _SAME.fullmatch(clause):
        return _same(same)
    if nearer := _NEARER.fullmatch(clause):
        return Part("nearer to", f"{_object(nearer['left'])}/{_object(nearer['right'])}")
    along = _ALONG.match(clause)
    return Part("along", _line(clause[along.end() :]), hedge="near") if along else None


def _same(found: re.Match[str]) -> Part:
    relation = _SAME_LEVELS.get(found["level"].lower())
    if relation is None:
        raise InputError(
            f"{found[0]!r} speaks of areas that have no outline here; say 'in the same province "
            "as' or 'in the same country as'"
        )
    return Part(cast("Relation", relation), _object(found["place"]))


def _line(text: str) -> str:
    """Give the file of a line ("the line road.geojson"); empty if no line is spoken of."""
    found = _LINE.fullmatch(text.strip())
    return (found["file"] or found["bare"]).strip() if found else ""


def _near(rest: str) -> Iterator[Part]:
    border, line = _border(rest), _line(rest)
    if line:
        yield Part("along", line, hedge="near")
    elif border:
        yield Part("near border", border, hedge="near")
    else:
        yield Part("within", _object(rest), hedge="near")


def _inside(clause: str, rest: str) -> Iterator[Part]:
    """Read "within 150 km of A", "within a radius of 150 km around A", "in Iraq"."""
    written = clause.split(maxsplit=1)[0].lower()
    radius = _RADIUS.match(rest) if written != "inside" else None
    if radius:
        rest = re.sub(r"^an?\s+", "", rest[radius.end() :], flags=re.IGNORECASE)
    amount = read_amount(rest)
    if amount is None:
        yield Part("inside", _object(rest))
        return
    found, target = amount
    direction = _DIRECTION.match(target)
    if direction:
        yield _limit(found, target[direction.end() :])
        yield from _towards(direction, target[direction.end() :])
        return
    around = _ROUND.match(target)
    if around is None:
        raise InputError(f"{clause!r} does not say of which place; write 'within 150 km of PLACE'")
    yield _limit(found, target[around.end() :])


def _limit(amount: Amount, target: str) -> Part:
    border, line = _border(target), _line(target)
    relation: Relation = "near border" if border else "along" if line else "within"
    return Part(
        relation,
        border or line or _object(target),
        amount.value,
        amount.unit,
        amount.hedge,
        value_to=amount.value_to,
    )


def _distance(amount: Amount, rest: str) -> Iterator[Part]:
    """Read "30 km from A" and "30 km north of A"."""
    direction = _DIRECTION.match(rest)
    away = _AWAY.match(rest)
    if direction is None and away is None:
        raise InputError(
            f"{rest or 'nothing'!r} follows a distance; write 'from PLACE' or 'north of PLACE'"
        )
    target = rest[(direction or away).end() :]  # type: ignore[union-attr]
    border, line = ("", "") if direction else (_border(target), _line(target))
    relation: Relation = "border distance" if border else "line distance" if line else "distance"
    yield Part(
        relation,
        border or line or _object(target),
        amount.value,
        amount.unit,
        amount.hedge,
        value_to=amount.value_to,
    )
    if direction:
        yield from _towards(direction, target)


def _border(text: str) -> str:
    """Give the two countries of a border as ``Syria/Iraq``; empty if no border is spoken of.

    Raises
    ------
    InputError
        A border is spoken of, and not between which two countries.
    """
    if not _ANY_BORDER.search(_masked(text)):
        return ""
    found = _BORDER.fullmatch(text)
    if found:
        if found["pair"]:
            for dash in re.finditer(r"[-/]", found["pair"]):
                names = found["pair"][: dash.start()], found["pair"][dash.end() :]
                if all(country_code(name.strip()) for name in names):
                    return "/".join(name.strip() for name in names)
        else:
            names = (found["left"] or found["owner"], found["right"] or found["other"])
            return "/".join(_object(name) for name in names)
    raise InputError(
        f"{text!r} does not say between which two countries; "
        "write 'the border between Syria and Iraq'"
    )


def _object(text: str) -> str:
    """Read the name that a relation ends with."""
    name = text.strip().strip(",").strip()
    found = re.fullmatch(r"(?P<name>.+?),?\s+in\s+(?P<country>[^,]+)", name, re.IGNORECASE)
    if found and not name.startswith('"'):
        code = country_code(found["country"])
        if code:
            name = f"{found['name']}, {code}"
    bare = strip_kind(name)
    _check_name(name, bare)
    return bare


def _check_name(written: str, name: str) -> None:
    """Refuse a name with words in it that would be read past."""
    if not name:
        raise InputError("A relation names no place; write it behind 'of' or 'from'")
    if written.strip().startswith('"') or country_code(name):
        return
    strange = _NOT_IN_NAMES.search(name)
    if strange:
        raise InputError(
            f"{name!r} is not read as a place because of {strange[0].strip()!r}; name one place "
            "behind each relation, or put a name in double quotes"
        )
