"""Whom pronouns, persons, acronyms and short names of a report stand for."""

from __future__ import annotations

import re
from typing import Final

from gazetteer.demonyms import DEMONYMS
from strikemap.report.lexicon import entries
from strikemap.report.parties import Party, plain_name, read_party, same_side

__all__ = ["References"]

_ACRONYM: Final = re.compile(
    r"(?P<name>(?:[A-Z][\w.’']*(?:\s+(?:of|for|the|in|and))*\s+){1,6}?(?:[A-Z][\w’']*\s*))"
    r"(?:\(|—\s*known by the acronym\s+|,?\s+or\s+)(?P<short>[A-Z]{2,7}s?)\b"
)
_PERSON: Final = r"(?:[A-Z]\w+\s+)?(?:[“\"]\w+[”\"]\s+)?(?P<surname>[A-Z][\w’-]+)"
_TITLE: Final = (
    r"(?:chief|commander|head|spokes(?:man|woman|person)|[Mm]inister|[Ss]ecretary|leader|director|"
    r"governor|[Pp]resident)"
)
_RANK: Final = r"(?:(?:Gen|Lt|Col|Maj|Brig|Adm|General|Admiral|Colonel|Major)\.?\s+)*"
_HOLDERS: Final = (
    re.compile(
        rf"(?P<office>(?:[A-Z][\w.’']*\s+){{1,5}}){_TITLE}\s+{_RANK}(?:[A-Z][\w’-]+\s+)?{_PERSON}"
    ),
    re.compile(
        rf"{_PERSON},\s+(?:the\s+)?(?:\w+\s+)?{_TITLE}\s+(?:of|for)\s+(?:the\s+)?"
        r"(?P<office>(?:[A-Z][\w.’']*(?:\s+(?=[A-Z]))?){1,6})"
    ),
)
_SHOWN: Final = (
    re.compile(
        r"\b(?P<name>(?:al[- ])?[A-Z][\w-]+(?: [A-Z][\w-]+){0,4})(?='s?\b|) (?:rebels|militants|"
        r"fighters|"
        r"militia|insurgents|movement|jihadists|gunmen|guerrillas|separatists|group|dissidents)\b"
    ),
    re.compile(
        r"\b(?P<name>(?:al[- ])?[A-Z][\w-]+(?: [A-Z][\w-]+){0,4}) (?:has |have |later )?claimed "
        r"(?:responsibility|the|that)\b"
    ),
    re.compile(
        r"\b(?:forces|troops|fighters) (?:of|loyal to) (?P<name>[A-Z]\w+(?: [A-Z]\w+){0,4})"
    ),
)
_OF_STATE: Final = frozenset(
    {"military", "army", "junta", "government", "regime", "ruling military"}
)
_ARMY: Final = re.compile(
    r"\b[A-Z]\w+(?: [A-Z]\w+)?(?:'s)? (?:ruling |military )?(?:military|army|junta|government|"
    r"regime|"
    r"armed forces)\b"
)
_INVADERS: Final = re.compile(
    r"\b[A-Z]\w+ (?:invaders|occupiers|occupying forces|aggressors?|terrorists|forces|troops|"
    r"army)\b"
)
_ENEMY: Final = re.compile(
    r"^(?:enemy|invaders|occupiers|aggressors?|occupying forces)\b", re.IGNORECASE
)
_PRONOUN: Final = re.compile(r"^(?:it|he|she|they|we|him|her|them)$", re.IGNORECASE)
_SHORT: Final = re.compile(
    r"^(?:(?:the|that|this)\s+)?(?:(?:(?-i:[a-z]+)\s+)?(?:group|movement|militia|organi[sz]ation|"
    r"faction)|rebels|"
    r"militants|insurgents|jihadists|separatists|fighters)$",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    rf"^(?P<office>(?:[A-Z][\w.'’]*\s+){{1,5}}){_TITLE}\s+{_RANK}[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*$"
)


class References:
    """What the names of one report stand for, and who was spoken of last.

    Parameters
    ----------
    text : str
        The report as shown.
    """

    def __init__(self, text: str) -> None:
        self.acronyms = {
            hit["short"].removesuffix("s"): plain_name(hit["name"])
            for hit in _ACRONYM.finditer(text)
        }
        self.offices = {
            hit["surname"]: plain_name(hit["office"])
            for rule in _HOLDERS
            for hit in rule.finditer(text)
        }
        self.state = self._one_state(text)
        self.enemy = self._one_enemy(text)
        self._spoken: list[Party] = []
        led = re.search(r"\b[A-Z][\w.]*(?: [A-Z]\w+)?-led coalition\b", text)
        self.coalition = led[0] if led else ""
        self.known = frozenset(
            hit["name"] for rule in _SHOWN for hit in rule.finditer(text.replace("’", "'"))
        )
        self.last: Party | None = None
        self.voice = ""
        self.at = 0
        self._bands = [
            (hit.start(), party)
            for hit in _band_names().finditer(text)
            if (party := read_party(hit[0])) is not None
        ]

    @property
    def band(self) -> Party | None:
        """The last movement that the report named before the offset ``at``."""
        return next((party for at, party in reversed(self._bands) if at < self.at), None)

    def party(self, phrase: str) -> Party | None:
        """Read a phrase as a party, with what the report says of short names.

        Parameters
        ----------
        phrase : str
            As written.

        Returns
        -------
        Party or None
            None: nobody who could be told from others.
        """
        plain = plain_name(phrase)
        if _PRONOUN.match(plain):
            return self.last
        stood_for = self._stood_for(plain)
        return stood_for or self._in_full(read_party(self.whole(plain)))

    def _stood_for(self, plain: str) -> Party | None:
        """Give whom "the group", "the enemy" or "the coalition" is; None: a name of its own."""
        if self._is_short(plain):
            return self.band
        if _ENEMY.match(plain):
            return self.enemy
        short = self.coalition and re.match(r"coalition\b", plain)
        return read_party(self.coalition) if short else None

    def _in_full(self, found: Party | None) -> Party | None:
        """Give the country of "the army" and the whole name of "the Guards"."""
        if found is None or _is_code(found.side):
            return found
        if found.side in _OF_STATE:
            return Party(found.name, self.state or found.side)
        longer = (one for one in self._spoken if _is_short(found.name, one.name))
        one_word = " " not in found.name and found.name[0].isupper()
        return next(longer, found) if one_word else found

    @staticmethod
    def _one_state(text: str) -> str:
        """Give the one country whose army the report names; empty: none, or several."""
        named = (read_party(hit[0]) for hit in _ARMY.finditer(text.replace("’", "'")))
        sides = {party.side for party in named if party and len(party.side) == len("XX")}
        return sides.pop() if len(sides) == 1 else ""

    @staticmethod
    def _one_enemy(text: str) -> Party | None:
        """Give whom a report of one side calls the enemy: the invaders it names."""
        hit = _INVADERS.search(text)
        return read_party(hit[0]) if hit else None

    @staticmethod
    def _is_short(plain: str) -> bool:
        """Tell whether a phrase is "the group" or "the Lebanese group"."""
        first, _, rest = plain.partition(" ")
        return _SHORT.match(rest if rest and first.lower() in DEMONYMS else plain) is not None

    def whole(self, phrase: str) -> str:
        """Write out acronyms and give the office in the place of its holder.

        Parameters
        ----------
        phrase : str
            A voice as written, without article.
        """
        text = re.sub(r"\b[A-Z]{2,7}\b", lambda hit: self.acronyms.get(hit[0], hit[0]), phrase)
        if held := _OFFICE.match(text):
            return held["office"].strip()
        surname = text.split()[-1] if text else ""
        if surname in self.offices and re.match(r"[A-Z]", text) and len(text.split()) <= _NAMES:
            return self.offices[surname]
        return text

    def heard(self, voice: str) -> str:
        """Give a voice as it is kept: a pronoun stands for the voice before.

        Parameters
        ----------
        voice : str
            As written, without article.
        """
        if self._is_short(voice) and self.band is not None:
            return self.band.name
        return self.voice if _PRONOUN.match(voice) else self.whole(voice)

    def note(self, party: Party | None, voice: str = "") -> None:
        """Remember who was spoken of last.

        Parameters
        ----------
        party : Party or None
            Who; None changes nothing.
        voice : str
            The voice, if they spoke.
        """
        if voice and not _PRONOUN.match(voice):
            self.voice = voice
        if party is not None:
            self.last = party
            self._spoken.append(party)
            if party.side not in _OF_STATE and not _is_code(party.side):
                self._bands.append((self.at, party))

    def is_one(self, one: str, other: str) -> bool:
        """Tell whether two names are of one party."""
        first, second = self.party(one), self.party(other)
        if first is None or second is None:
            return one.casefold() == other.casefold()
        return same_side(first.side, second.side)


def _is_code(side: str) -> bool:
    return len(side) == len("XX") and side.isupper()


def _is_short(name: str, whole: str) -> bool:
    return name != whole and re.search(rf"\b{re.escape(name)}\b", whole) is not None


def _band_names() -> re.Pattern[str]:
    known = "|".join(pattern for pattern, _ in entries("group"))
    return re.compile(
        rf"\b(?:{known})\b|"
        r"\b[A-Z][\w-]*(?: [A-Z][\w-]*){0,4} (?:rebels|militants|fighters|militia|insurgents|"
        r"movement|jihadists)\b"
    )


_NAMES: Final = 4
"""Words of a personal name with its rank."""
