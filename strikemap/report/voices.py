"""Who says it, and what they say of whose deed it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from strikemap.report.parties import plain_name, read_party
from strikemap.report.phrases import phrase_after, phrase_before

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Said", "read_statements", "voice_role"]

_SAY: Final = (
    r"(?:said|says|say|told|tells|confirmed|confirms|acknowledged|acknowledges|admitted|admits|"
    r"announced|announces|reported|reports?(?= that| the| an?\b)|added|insisted|maintained|claimed"
    r"|claims|stated|declared|tweeted|wrote)"
)
_WHEN: Final = (
    r"(?:\s+(?:on\s+|late\s+|early\s+|last\s+)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|\s+in an? (?:\w+ ){0,2}\w+|\s+later|\s+earlier|\s+(?:reporters|lawmakers|journalists))*"
)
_OWN: Final = (
    r"(?:it|they|he|she|we|(?:two|three|four|some|one) of (?:its|their|his|our) \w+"
    r"|(?:its|their|his|our)(?: own)?(?: [\w-]+){1,3}?)"
)
_DEED: Final = (
    r"(?:struck|hit|bombed|shelled|attacked|fired|launched|carried out|conducted|destroyed|raided|"
    r"stormed|ambushed|targeted|killed|shot down|downed|detonated|blew up|blown (?:up|"
    r"themselves up)|"
    r"dropped|sent|staged|eliminated|responded|pounded|bombarded|took part|behind|responsible)"
)
_BY: Final = r"(?:conducted|carried out|launched|fired|made|done|caused|flown)"
_EVENT: Final = (
    r"(?:attacks?|(?:air)?strikes?|bombings?|blasts?|assaults?|raids?|rockets?|shootings?|ambush|"
    r"killings?|explosions?|shelling|missiles?|drones?|operation|incident|massacre)"
)
_ACCUSATION: Final = r"(?:accusations?|charges?|claims?|allegations?|reports?|assertions?|blame)"
_FALSE: Final = r"(?:false|baseless|lies?\b|fabricat\w+|misleading|untrue|unfounded|propaganda)"


class Said(NamedTuple):
    """One statement of a clause.

    Parameters
    ----------
    rule : str
        The rule that read it.
    stance : str
        As ``strikemap.schema.STANCES``.
    voice : str
        Who says it, as written without article; empty: the clause does not tell.
    accused : str
        Whose deed it is said to be or not to be, as written; empty: the voice's own.
    at : int
        Offset in the clause.
    """

    rule: str
    stance: str
    voice: str
    accused: str
    at: int


_OWN_DEED: Final = re.compile(
    rf"\b{_SAY}\b{_WHEN}(?:,?\s+that)?[:,]?\s+[\"“]?(?:early [\w ]+that )?(?i:{_OWN})\s+"
    rf"(?:(?:had|has|have|was|were|is|are|also|been|then|previously)\s+)*{_DEED}\b"
)
_OUR_DEED: Final = re.compile(
    rf"[\s\"“]*(?:We|Our(?: [\w-]+){{1,2}})\s+(?:have\s+|had\s+)?{_DEED}\b(?=.*\b{_SAY}\b)",
    re.DOTALL,
)
_OWN_STRIKE: Final = re.compile(
    rf"\b(?:acknowledged|admitted|confirmed|said)\b[^.;]{{0,60}}?\b{_EVENT}\s+(?:that |which )?"
    r"(?:it|they)\s+(?:had\s+)?(?:carried out|launched|conducted)"
)
_OWNED_UP: Final = re.compile(
    r"\b(?:acknowledged|admitted|admits)\s+(?:an?|the|its|"
    r"that)\s+(?:[\w-]+\s+){0,2}?(?:air)?(?:strike|raid)"
    r"|\bconfirmed\s+(?:an|a|its)\s+(?:[\w-]+\s+){0,2}?(?:air)?(?:strike|raid)"
)
_NOT_OWN: Final = re.compile(
    rf"\b{_SAY}\b{_WHEN}(?:,?\s+that)?\s+{_OWN}\s+(?:(?:had|has|have|was|were|did|does|do|is|are)"
    r"\s+)?(?:not\b|never\b|no\b|nothing\b)(?! (?:clear|known|immediate|yet|possible|certain|"
    r"sure|ruled))"
)
_IN_DEFENCE: Final = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:of\s+)?(?:the|its|their)?\s*(?:attackers?|assailants?|militants?|"
    r"gunmen|"
    r"terrorists?|insurgents?|raiders)\b"
)
_CLAIMED: Final = re.compile(
    r"\b(?:took|taken|takes|acknowledged|accepted|admitted|assumed)\s+(?:full\s+)?responsibility\b|"
    r"\bclaim(?:ed|s|ing)?\s+(?:(?:sole|full|joint)\s+)?(?:responsibility|credit)\b"
    rf"|\bclaim(?:ed|s)\s+(?:the|that|this|those|both)\s+(?:[\w-]+\s+){{0,2}}?{_EVENT}\b"
)
_CLAIMED_BY: Final = re.compile(r"\bclaimed by\s+")
_DENIED: Final = re.compile(r"\b(?:denied|denies|denying|rejected|rejects|dismissed|disputed)\b")
_NOT_BY: Final = re.compile(
    rf"\bnot\s+(?:been\s+)?(?:{_BY}\s+by|the\s+work\s+of)\s+|\bnot\s+(?=(?:ours|its own|theirs)\b)"
)
_DID_NOT: Final = re.compile(
    r"(?:\b(?:did|had|have|has) not|\bnever)\s+(?:conduct(?:ed)?|carr(?:y|ied) out|launch(?:ed)?|"
    r"fired?|str(?:ike|uck)|hit|bomb(?:ed)?|shell(?:ed)?)\b"
)
_CALLED_FALSE: Final = re.compile(
    rf"\bcall(?:ed|s|ing)\s+(?:the|that|this|those|it|such|these)\s+(?:{_ACCUSATION}\s+)?"
    rf".{{0,3}}{_FALSE}|\bdescribed\s+(?:the|that|those)\s+{_ACCUSATION}\s+as\s+.{{0,3}}{_FALSE}"
    rf"|\bsaid\s+(?:the|that|this|those|such)\s+{_ACCUSATION}\s+(?:was|were|"
    rf"is)\s+(?:an?\s+)?{_FALSE}"
)
_BLAMED: Final = re.compile(r"\b(?:blamed|blames|blame(?= (?:the|an?)\b)|blaming)\b")
_ACCUSED: Final = re.compile(r"\b(?:accused|accuses|accusing)\s+")
_ON: Final = re.compile(r"^(?:(?! for )[^.;,]){0,60}?\bon\s+(?!\w+day\b)(?=(?:the\s+)?[\"“]?[\w-])")
_ATTRIBUTED: Final = re.compile(
    rf"\b(?:attribute[sd]?|attributing|ascribed)\b[^.;,]{{0,60}}?\bto\s+|"
    rf"\b(?:linked|traced)\s+(?:the|that|this)\s+[^.;,]{{0,30}}?{_EVENT}[^.;,]{{0,30}}?\bto\s+"
)
_OTHER_WRONG: Final = re.compile(
    r"\s+of\s+(?:violating|breaking|breaching|supporting|backing|arming|hiding|failing|planning|"
    r"provoking|"
    r"seeking|trying|preparing|exploiting|lying|sheltering|ignoring|using\s+(?:civilians|human))\b"
)
_HOLDS: Final = re.compile(
    rf"\b(?:believes?|believed|suspects?|suspected|concluded|found|finds|determined|assess(?:ed|"
    rf"es)?"
    rf"|alleges?|alleged|{_SAY})\b{_WHEN}(?:\s+that)?\s+(?P<accused>(?!it\b|they\b|its\b|their\b)"
    r"[^.;,“”\"]{2,60}?)\s+(?:was|were|is|are|had been|might be)\s+(?:ultimately\s+)?"
    rf"(?:behind|responsible|to blame)\b(?! (?:for )?(?:{_EVENT}\s+)?unknown)"
)
_SUSPECTS: Final = re.compile(
    r"\b(?:believes?|suspects?|suspected|concluded|found|alleges?|alleged|thinks?)\b(?:\s+that)?\s+"
    r"(?P<accused>[^.;,“”\"]{2,60}?)\s+(?:had\s+|have\s+)?(?:carried out|launched|fired|planted|"
    r"conducted|dropped|planned)\b"
)
_HALLMARKS: Final = re.compile(
    r"\b(?:bore|bears|bearing|had|has)\s+(?:all\s+)?the\s+hallmarks?\s+of\s+"
)
_ASSERTED: Final = re.compile(
    r"\b(?P<voice>(?:U\.S\.|[A-Z][\w’']+))(?:['’]s)?\s+(?:assertions?|claims?|accusations?|"
    r"allegations?|"
    r"charges?)\s+that\s+(?P<accused>[^.;,]{2,40}?)\s+(?:was|were|is|had been)\s+(?:behind|"
    r"responsible)"
)
_ONLY_GROUP: Final = re.compile(
    r"\b(?:is|was)\s+[\"“]?the only (?:group|force|party|movement)\b[^.;]{0,80}?\b(?:conducted|"
    r"carried out|launched|able to|capable of)\b"
)
_SAID: Final = re.compile(rf"\b{_SAY}\b")
_ACCORDING: Final = re.compile(r"\b[Aa]ccording to\s+")
_NOBODY: Final = re.compile(
    r"^(?:no|nobody|none|neither|few|any|anyone|it|that|this|there|what|who|which)\b(?! of Iran)",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|is|widely)\s+$")
_EACH_OTHER: Final = re.compile(r"each other|one another")
_NEGATED: Final = re.compile(
    r"\b(?:not|never|neither|nor|no one|would|could|may|might|in the past|often|regularly|usually|"
    r"routinely|repeatedly)\b"
)
_UNDONE: Final = re.compile(
    r"\b(?:been|was|were|be)\s+(?:hit|struck|attacked|bombed|shelled|targeted|killed|raided|"
    r"destroyed|"
    r"ambushed|stormed)\b"
)
_PRONOUN: Final = re.compile(r"^(?:it|he|she|they|we|him|her|them|itself|us)$", re.IGNORECASE)
_NO_DENIAL: Final = re.compile(
    r"^\s+(?:that\s+it\s+|having\s+|deliberately\s+)*(?:target(?:s|ed|ing)?|aim(?:s|ed|"
    r"ing)\s+at)\s+civilians"
    r"|^\s+(?:the\s+|any\s+|all\s+)?(?:accusations?|claims?|allegations?|charges?|"
    r"reports?)\s+(?:that|of)\s+"
    r"(?:it|they|he)?\s*(?:was\s+|is\s+|had\s+)?(?:support|back|arm|fund|help|harbou?r|violat|"
    r"supply|supplie)"
    r"|^\s+(?:an?y? )?(?:access|entry|permission|aid|visas?|the (?:right|request|offer|"
    r"proposal|"
    r"plan|bill|"
    r"truce|ceasefire|vote))\b"
)


def read_statements(clause: str) -> list[Said]:
    """Read who says what about whose deed it was, in the order of the clause.

    Parameters
    ----------
    clause : str
        A sentence or a part of one.

    Returns
    -------
    list of Said
        Stance ``claims``, ``denies`` and ``attributes`` speak of the deed;
        ``reports`` names a voice alone.

    Examples
    --------
    >>> read_statements("Russia denied it.")[0][:3]
    ('denied', 'denies', 'Russia')
    >>> said = read_statements("Kyiv accused Moscow of shelling the town.")[0]
    >>> said.stance, said.voice, said.accused
    ('attributes', 'Kyiv', 'Moscow')
    >>> read_statements("No group has claimed responsibility.")
    []
    """
    found = [said for reader in _READERS for said in reader(clause)]
    heard = {one.voice for one in found}
    found += [one for one in _reports(clause) if one.voice not in heard]
    return sorted(found, key=lambda one: one.at)


_JOINED: Final = re.compile(r",?\s+(?:and|but)\s+(?:has\s+|had\s+|\w+ly\s+|then\s+)?$")
_SPEAKS: Final = re.compile(
    rf"\b(?:{_SAY}|denied|denies|rejected|dismissed|blamed|blames|accused|accuses|condemned|"
    rf"claimed)\b"
)


_INVERTED: Final = re.compile(
    rf"{_SAY}\s+(?P<voice>(?:the\s+|an?\s+)?[A-Z](?:(?!\b(?:had|has|was|were|is|"
    rf"are)\b)[^.,;]){{1,60}})(?:[.,;]|$)"
)


def _voice(clause: str, at: int) -> str:
    inverted = (
        _INVERTED.match(clause, at) if clause[:at].rstrip().endswith((",", "”", '"')) else None
    )
    if inverted:
        return plain_name(inverted["voice"])
    phrase, between = phrase_before(clause, at)
    if not phrase and (joined := _JOINED.search(clause[:at])):
        before = list(_SPEAKS.finditer(clause, 0, joined.start()))
        return _voice(clause, before[-1].start()) if before else ""
    if phrase and read_party(phrase) is None and (whole := _with_others(clause, at, phrase)):
        phrase = whole
    if _NEGATED.search(between) or (_NOBODY.match(phrase) and not _PRONOUN.match(phrase)):
        return ""
    return plain_name(phrase)


def _with_others(clause: str, at: int, phrase: str) -> str:
    """Give whom "and two other groups" join; empty: the phrase stands alone."""
    lead = clause[: clause.rfind(phrase, 0, at)]
    if not re.search(r"\band\s+$", lead) or not re.search(r"\b(?:groups?|allies|others)\b", phrase):
        return ""
    first, _ = phrase_before(clause, len(lead.rstrip()) - len("and"))
    return first if read_party(first) else ""


def _sayer(clause: str) -> str:
    """Give the first voice that a clause reports; empty: none."""
    return next((one.voice for one in _reports(clause)), "")


def _own_deeds(clause: str) -> Iterator[Said]:
    for name, rule in (("said its own deed", _OWN_DEED), ("its own strike", _OWN_STRIKE)):
        for hit in rule.finditer(clause):
            at = hit.start()
            told = _UNDONE.search(hit[0]) or _NOT_OWN.match(clause, at)
            if told or _IN_DEFENCE.match(clause, hit.end()):
                continue
            yield from _by_voice(name, "claims", clause, at)


def _in_our_words(clause: str) -> Iterator[Said]:
    """Read "We struck the base, the army said"."""
    hit = _OUR_DEED.match(clause)
    if hit and (voice := _sayer(clause)):
        yield Said("in its own words", "claims", voice, "", hit.start())


def _claimed(clause: str) -> Iterator[Said]:
    for hit in _OWNED_UP.finditer(clause):
        if read_party(_voice(clause, hit.start())):
            yield from _by_voice("owned up to it", "claims", clause, hit.start())
    for hit in _CLAIMED.finditer(clause):
        yield from _by_voice("claimed", "claims", clause, hit.start())
    for hit in _CLAIMED_BY.finditer(clause):
        voice = plain_name(phrase_after(clause, hit.end()))
        if voice and not _NEGATED.search(clause[max(0, hit.start() - 12) : hit.start()]):
            yield Said("claimed by", "claims", voice, "", hit.start())


def _by_voice(rule: str, stance: str, clause: str, at: int, accused: str = "") -> Iterator[Said]:
    """Give what the voice before a verb says; nothing if there is none."""
    if voice := _voice(clause, at):
        yield Said(rule, stance, voice, accused, at)


def _denied(clause: str) -> Iterator[Said]:
    for hit in _DENIED.finditer(clause):
        rest = clause[hit.end() :]
        if not _NO_DENIAL.match(rest):
            yield from _by_voice("denied", "denies", clause, hit.start(), _denied_of(rest))
    for hit in _NOT_OWN.finditer(clause):
        yield from _by_voice("said it was not its own", "denies", clause, hit.start())
    for hit in _CALLED_FALSE.finditer(clause):
        told = re.search(rf"^(.*?)\b{_SAY}\b", clause[: hit.start()])
        yield from _by_voice(
            "called it false", "denies", clause, told.end(1) if told else hit.start()
        )


def _disowned(clause: str) -> Iterator[Said]:
    """Read what a voice says that somebody, perhaps another, did not do."""
    for hit in _NOT_BY.finditer(clause):
        yield Said("not by", "denies", _sayer(clause), phrase_after(clause, hit.end()), hit.start())
    for hit in _DID_NOT.finditer(clause):
        phrase, _ = phrase_before(clause, hit.start())
        voice = _sayer(clause)
        if voice and read_party(phrase) and not _NOT_OWN.search(clause):
            yield Said("did not", "denies", voice, phrase, hit.start())


def _denied_of(rest: str) -> str:
    """Give whom a denial speaks of: "denied that Turkey had struck"; empty: the voice itself."""
    about = re.match(r"\s+that\s+(?P<who>[^.;,]{2,50}?)\s+(?:had|has|have|was|were)\b", rest)
    if about and not re.match(r"(?:it|they|its|their|he|any\w*|there)\b", about["who"]):
        return about["who"]
    return ""


def _blamed(clause: str) -> Iterator[Said]:
    for hit in _BLAMED.finditer(clause):
        rest = clause[hit.end() :]
        on = _ON.match(rest)
        if re.match(r"\s+on\b", rest) and not on:
            continue
        accused = phrase_after(rest, on.end() if on else 0)
        if not accused or _EACH_OTHER.match(accused):
            continue
        if _PASSIVE.search(clause[: hit.start()]):
            yield Said("blamed", "attributes", "", accused, hit.start())
        else:
            yield from _by_voice("blamed", "attributes", clause, hit.start(), accused)


def _accused(clause: str) -> Iterator[Said]:
    for hit in _ACCUSED.finditer(clause):
        accused = phrase_after(clause, hit.end())
        other = _OTHER_WRONG.match(clause, hit.end() + len(accused))
        if accused and not other and not _EACH_OTHER.match(accused):
            yield from _by_voice("accused", "attributes", clause, hit.start(), accused)
    for hit in _ATTRIBUTED.finditer(clause):
        accused = phrase_after(clause, hit.end())
        voice = "" if _PASSIVE.search(clause[: hit.start()]) else _voice(clause, hit.start())
        if read_party(accused) and (voice or re.match(r"attribut|ascrib", hit[0])):
            yield Said("attributed to", "attributes", voice, accused, hit.start())


def _suspected(clause: str) -> Iterator[Said]:
    for name, rule in (("was behind", _HOLDS), ("suspects", _SUSPECTS)):
        for hit in rule.finditer(clause):
            if read_party(hit["accused"]):
                yield from _by_voice(name, "attributes", clause, hit.start(), hit["accused"])
    for hit in _HALLMARKS.finditer(clause):
        accused = phrase_after(clause, hit.end())
        yield Said("hallmarks of", "attributes", _sayer(clause), accused, hit.start())
    for hit in _ONLY_GROUP.finditer(clause):
        accused, _ = phrase_before(clause, hit.start())
        if read_party(accused):
            yield Said("the only group", "attributes", _sayer(clause), accused, hit.start())


def _asserted(clause: str) -> Iterator[Said]:
    """Read "U.S. assertions that it was behind the attack, the group denied ..."."""
    for hit in _ASSERTED.finditer(clause):
        accused = hit["accused"]
        if _PRONOUN.match(accused):
            accused = phrase_before(clause, _next_verb(clause, hit.end()))[0]
        yield Said("asserted", "attributes", hit["voice"], accused, hit.start())


_READERS: Final = (
    _own_deeds, _in_our_words, _claimed, _denied, _disowned, _blamed, _accused, _suspected,
    _asserted,
)  # fmt: skip


def _next_verb(clause: str, at: int) -> int:
    hit = re.compile(rf"\b(?:{_SAY}|denied|denies|rejected)\b").search(clause, at)
    return hit.start() if hit else len(clause)


def _reports(clause: str) -> list[Said]:
    found = []
    for hit in _SAID.finditer(clause):
        voice = _voice(clause, hit.start())
        if voice and len(voice.split()) <= _LONGEST and not _VERB.search(voice):
            found.append(Said(hit[0], "reports", voice, "", hit.start()))
    for hit in _ACCORDING.finditer(clause):
        rest = re.match(r"[^.;,—–()]{2,80}", clause[hit.end() :])
        if rest:
            voice = plain_name(re.sub(r"\s+(?:on|late|early) \w+day$", "", rest[0]))
            found.append(Said("according to", "reports", voice, "", hit.start()))
    return found


_VERB: Final = re.compile(r"\b(?:was|were|had|has|is|are|killed|hit|struck|killing)\b")
_LONGEST: Final = 12
"""Words in the name of a voice; more is a misread clause."""

_WITNESS: Final = re.compile(
    r"\b(?:witness\w*|residents?|survivors?|doctors?|medics?|villagers|relatives|elders|teachers|"
    r"locals|"
    r"hospital|neighbours|neighbors|shopkeeper|workers|nurse\w*|father|mother)\b",
    re.IGNORECASE,
)
_MONITOR: Final = re.compile(
    r"\b(?:observatory|monitor\w*|amnesty|rights|activists?|investigators|open.source|volunteers|"
    r"committee|network|analysts?|researchers|experts?|group of|acled|airwars|bellingcat)\b",
    re.IGNORECASE,
)
_MEDIA: Final = re.compile(
    r"\b(?:media|television|tv|agency|newspaper|radio|reporters?|correspondent|broadcaster)\b",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(r"\b(?:officials?|sources?|officers?|diplomats?)\b", re.IGNORECASE)


def voice_role(voice: str, stance: str) -> str:
    """Give the role of a voice, as ``strikemap.schema.VOICE_ROLES``.

    Parameters
    ----------
    voice : str
        As written; empty: the report itself.
    stance : str
        Who claims or denies is a party; a government or force that blames another an opponent.

    Examples
    --------
    >>> voice_role("residents", "reports"), voice_role("Iraqi military", "reports")
    ('witness', 'official')
    >>> voice_role("Ukraine", "attributes"), voice_role("", "attributes")
    ('opponent', 'media')
    """
    if not voice:
        return "media"
    if stance in {"claims", "denies"}:
        return "party"
    for pattern, role in (
        (_WITNESS, "witness"),
        (_MONITOR, "monitor"),
        (_MEDIA, "media"),
        (_UNNAMED, "unnamed official"),
    ):
        if pattern.search(voice):
            return role
    return "opponent" if stance == "attributes" and read_party(voice) else "official"
