"""Who says it, who did it: voices, stances and actors of a sentence."""

from __future__ import annotations

import re
from typing import Final

from gazetteer import resolve
from gazetteer.demonyms import country_of_people

__all__ = ["read_actors", "read_statements"]

_NAME: Final = (
    r"(?:[Tt]he (?:[a-z]+ ){0,2}?(?:coalition|army|military|government|group|movement|junta|rebels|"
    r"ministry|authorities|officials?|militia|police|troops)"
    r"|(?:[Tt]he |[Ii]ts |[Aa]n? )?(?:[A-Z][\w.]*(?:['’-](?!s\b)\w+)*(?:['’]s(?: [a-z]+){0,3}?)?))"
    r"(?:[ -](?:of|al|the|in|for|[A-Z][\w.’'-]*|[a-z]{2,12}(?= (?:said|say|says|denied|claimed"
    r"|blamed|accused)))){0,6}"
)
_VOICE: Final = rf"(?P<voice>{_NAME})"
_OTHER: Final = rf"(?P<other>{_NAME})"
_SAY: Final = r"(?:said|says|say|told|confirmed|acknowledged|announced|reported)"
_DENY: Final = r"(?:denied|denies|rejected|rejects)"
_STRUCK: Final = r"(?:had )?(?:struck|hit|carried|launched|destroyed)"
_RULES: Final = tuple(
    (name, stance, re.compile(pattern))
    for name, stance, pattern in (
        ("not conducted by", "denies", rf"(?:not (?:conducted|carried out|launched) by) {_OTHER}"),
        (
            "denied",
            "denies",
            rf"{_VOICE}(?: (?:on \w+day|has|have|had|at first|flatly|\w+day)){{0,3}} {_DENY}",
        ),
        (
            "claimed",
            "claims",
            rf"{_VOICE}(?: (?:has|have|later)){{0,2}} claimed (?:responsibility|that|the)",
        ),
        ("blamed", "attributes", rf"{_VOICE} (?:blamed|blames|accused|accuses) {_OTHER}"),
        ("he accused", "attributes", rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:blamed|accused) {_OTHER}"),
        (
            "attributes to",
            "attributes",
            rf"{_VOICE} (?:attributes?|attributed) the \w+ to {_OTHER}",
        ),
        (
            "said it struck",
            "claims",
            rf"{_VOICE} {_SAY}(?: \w+day)? (?:it|its \w+) {_STRUCK}",
        ),
        ("said", "reports", rf"{_VOICE} {_SAY}\b"),
        ("according to", "reports", rf"[Aa]ccording to {_VOICE}"),
    )
)
_PARTS: Final = (
    r"(?:forces|troops|jets|warplanes|planes|aircraft|army|military|militants|gunmen|fighters|rebels|"
    r"movement|coalition|artillery|drones?|missiles?|(?:ballistic|cruise) missiles?|"
    r"(?:air|drone) ?strikes?|"
    r"(?:retaliatory |precision )?(?:air)?strikes?|rockets?|shells)"
)
_ACTOR: Final = re.compile(
    rf"\b(?P<actor>[A-Z][\w.]*(?:[- ][A-Za-z]+){{0,2}}?)[- ](?:led )?"
    rf"(?:(?:retaliatory|precision|fighter|air|drone|ballistic|cruise) ){{0,2}}{_PARTS}\b"
)
_NO_NAME: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "on",
        "in",
        "at",
        "it",
        "he",
        "she",
        "they",
        "two",
        "three",
        "twin",
        "last",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_DOER: Final = re.compile(
    rf"(?P<actor>{_NAME}) (?:has |had |have )?(?:struck|hit|fired|launched|bombed|shelled|"
    r"carried out|responded by firing|responded with)\b"
)
_OFFICIAL: Final = re.compile(
    r"\b(?:minist\w+|military|army|police|governor|president\w*|command\w*|pentagon|department|official|"
    r"government|spokes\w+|mission|nations|u\.n\.|secretary|general)\b",
    re.IGNORECASE,
)
_MONITOR: Final = re.compile(
    r"\b(?:observatory|monitor\w*|amnesty|rights|group of)\b", re.IGNORECASE
)
_WITNESS: Final = re.compile(
    r"\b(?:witness\w*|residents|survivors?|doctors?|medics)\b", re.IGNORECASE
)


def _plain(name: str) -> str:
    words = re.sub(r"^(?:[Tt]he|[Aa]n?) |['’]s$", "", name.strip()).split()
    while words and words[-1] in {"of", "al", "the", "in", "for"}:
        words.pop()
    return " ".join(words)


def _role(voice: str, stance: str) -> str:
    if stance in {"claims", "denies"}:
        return "party"
    for pattern, role in ((_WITNESS, "witness"), (_MONITOR, "monitor"), (_OFFICIAL, "official")):
        if pattern.search(voice):
            return role
    return "media"


def read_statements(sentence: str) -> list[dict[str, str]]:
    """Read who says what about whom: rule, stance, voice, voice_role, value.

    Examples
    --------
    >>> read_statements("Russia denied it.")[0]["stance"]
    'denies'
    """
    found: list[dict[str, str]] = []
    taken: list[int] = []
    for name, stance, rule in _RULES:
        for hit in rule.finditer(sentence):
            if any(hit.start() <= at < hit.end() for at in taken):
                continue
            parts = hit.groupdict()
            voice = _plain(parts.get("voice") or "")
            value = _plain(parts.get("other") or (voice if stance != "reports" else ""))
            taken.append(hit.start())
            found.append(
                {
                    "rule": name,
                    "stance": stance,
                    "voice": voice,
                    "value": value,
                    "voice_role": _role(voice, stance),
                }
            )
    return found


def read_actors(sentence: str) -> list[str]:
    """Read the forces that a sentence says acted, as it writes them.

    Examples
    --------
    >>> read_actors("Russian forces shelled the town.")
    ['Russia']
    >>> read_actors("Rockets hit the base.")
    []
    """
    written = (
        _plain(hit["actor"])
        for rule in (_ACTOR, _DOER)
        for hit in rule.finditer(sentence)
        if not _IS_HIT.search(sentence, 0, hit.start())
        and not _SAYS.match(sentence, hit.end())
        and _owns(hit["actor"], hit[0])
    )
    return list(dict.fromkeys(_named(name) for name in written if _is_name(name)))


def _owns(name: str, words: str) -> bool:
    """Tell whether a name before a weapon is a people and not the make of the weapon."""
    if not _THING.search(words):
        return True
    first = name.split(maxsplit=1)[0]
    return len(country_of_people(first.lower())) == 2 or "U.S" in name or first == "US"


_IS_HIT: Final = re.compile(
    r"\b(?:on|against|of|killed|killing|injured|among|for|at|targeted|struck)\s+(?:the\s+)?$"
)
_SAYS: Final = re.compile(r"\s+(?:said|says|confirmed|announced|told|reported|denied)\b")
_THING: Final = re.compile(r"\b(?:missiles?|rockets?|drones?|shells|artillery)$")
_ONLY_THING: Final = re.compile(
    r"(?:Air|Drone|Rocket|Missile|Mortar|Car|Truck|Suicide)?\s*"
    r"(?:Missiles?|Rockets?|Drones?|Shells?|Artillery|Mortars?|Bombs?|Bombers?|Jets?|Warplanes?"
    r"|Planes?|Aircraft|Helicopters?|Airstrikes?|Strikes?|Explosions?|Blasts?|Fire)",
    re.IGNORECASE,
)


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        bool(words)
        and _ONLY_THING.fullmatch(name) is None
        and words[0].lower() not in _NO_NAME
        and not words[0].endswith("-backed")
        and all(word[0].isupper() or word in {"of", "al", "the", "in", "for"} for word in words)
    )


def _named(name: str) -> str:
    """Give the country of a demonym; any other name as written."""
    code = "US" if name.rstrip(".") in {"U.S", "US"} else country_of_people(name.lower())
    found = resolve(f"naturalearth:{code}").candidates if len(code) == 2 else ()
    return found[0].place.name if found else name
