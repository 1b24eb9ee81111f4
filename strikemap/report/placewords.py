"""The words before, behind and between names that say which part each plays in an attack."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "AWAY",
    "BEFORE",
    "BEFORE_IN_TITLE",
    "BESIDE",
    "CAPITAL",
    "COLON",
    "COMMA",
    "FROM",
    "ITEMS",
    "KIND",
    "LIST",
    "LOCAL_VOICE",
    "NOT_AT",
    "OF_IT",
    "ORIGIN",
    "OWNS",
    "RELATIONS",
    "SAID_BY",
    "SIDE",
    "SO",
    "SPEAKS",
    "THERE",
    "TOPIC",
    "UNDER",
    "VOICE_IN",
    "VOICE_SAYS",
    "WITHIN",
]

_GAP: Final = r"\s+(?:(?!(?:said|says|that|who|which|from|to)\b)[\w'’./-]+\s+){0,6}$"
BEFORE: Final = re.compile(
    r"\b(?:in|at|near|on|outside|inside|around|over|off|across|between|among them|including|"
    r"such as|struck|hit|hits|shelled|bombed|bombarded|targeted|raided|stormed|attacked|attack|"
    r"overran|shell|pounded|rocked|shook|strafed|left|areas? of|parts of|port of|city of|town of|"
    r"village of|toward|against|into|onto|of|targeting|attacking|hitting|striking|shelling|bombing|"
    r"ambushed|destroyed|damaged|approached|"
    rf"strikes(?= (?:the )?[A-Z])|hits(?= (?:the )?[A-Z])){_GAP}",
    re.IGNORECASE,
)
BEFORE_IN_TITLE: Final = re.compile(
    r"\b(?:in|at|near|on|off|over|outside|around|of|hits?|strikes?|struck|bombs?|shells?|rocks?|"
    r"attacks?)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
NOT_AT: Final = re.compile(
    r"\b(?:flown|fled|flee|flights?|talks|based|bound|(?:diplomats|prosecutors|officials?|"
    r"government|authorities|regime|leaders|parliament|court) in|war in|expulsion|visit\w*|"
    r"troops in|soldiers in|(?:protest\w*|rall\w+|funerals?|vigils?|mourn\w*|demonstrat\w*|"
    r"summits?|speaking|conference|headquartered|repairs (?:have |had )?begun) (?:(?:was|were|are|"
    r"have been) held )?(?:in|at)|(?:was|were|been) held in|(?:taken|rushed|brought|"
    r"evacuated|transferred|airlifted|diverted|treated|moved|sent|deployed|returned|"
    r"travel\w*) (?:to|at|in|by)|(?:born|raised|trained|buried|told \w+|lived|who live|living|"
    r"stationed|met|gathered|sheltered|sheltering|hiding|hid) (?:in|at)|embassy in|capital of)\b"
    r"(?:\s+(?!(?:after|when|following|where|as|while|since)\b)[\w'’.-]+){0,7}\s*$|"
    r"\baccording to\b[^,;]*$",
    re.IGNORECASE,
)
ORIGIN: Final = re.compile(
    r"\b(?:launch\w*|fir(?:ed|ing)|took off|taken off|fl(?:ew|ying|own)|c(?:ame|oming)|arriv\w+|"
    r"originat\w+|depart\w+|dropped)\s+from\s+(?:(?!\b(?:hit|struck|and|at|on|was|were|have|has|"
    r"had)\b)[^,;.]){0,60}$",
    re.IGNORECASE,
)
FROM: Final = re.compile(
    r"\b(?:from|to(?! (?:attack|strike|hit|bomb|shell|storm|raid|target)\b)|towards?|loyal to|"
    r"heading (?:to|for)|way (?:to|from)|road to|via|"
    r"home to|close to home in|backed by|allied with)\s+(?:the\s+)?(?:\w+\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_VOICES: Final = (
    r"(?:officials?|doctors?|medics|health workers|workers|witness\w*|residents|police|authorities|"
    r"hospitals?|paramedics|rescuers|activists|prosecutors|sources?|journalists?|reporters?|"
    r"commanders?|diplomats?|analysts?|a \w+ hospital|farmers|villagers|people|media|"
    r"correspondents?)"
)
VOICE_IN: Final = re.compile(
    rf"\b{_VOICES}(?: \w+){{0,3}}? (?:in|at|from|of)(?: the)?(?: \w+){{0,3}}\s+$", re.IGNORECASE
)
LOCAL_VOICE: Final = re.compile(
    r"\b(?:police|residents|medics|doctors?|hospitals?|villagers|witness\w*|paramedics|rescuers)"
    r"(?: \w+){0,3}? (?:in|at|of)(?: the)?(?: \w+){0,3}\s+$",
    re.IGNORECASE,
)
_SAYS: Final = (
    r"(?:said|says?|told|reported|reports|announced|confirmed|acknowledged|denied|denies|blamed|"
    r"blames|accused|accuses|claimed|claims|called|condemned|vowed|warned|responded|insisted|added|"
    r"rejected|rejects|wants|believes|supports|backs|recalled|answered|writes|wrote)"
)
SPEAKS: Final = re.compile(
    r"^,\s(?:an?|the)\s[^,.]{0,40}?(?:spokes\w+|officials?|minister)\b"
    r"|^(?:['’]s)?\s+(?:groups?\b|movement\b|brigades?\b|forces\b|officials?\b|ministr\w+|"
    r"government\b|regime\b|administration\b|army\b|troops\b|military\b|authorities\b|mayor\b|"
    r"governor\b|presiden\w+|foreign\b|spokes\w+|envoy\b|ambassador\b|health (?:ministry|"
    r"directorate|officials)\b|side\b|"
    rf"(?:(?:has|have|had|also|later|on \w+day|\w+day|did not|itself|hospital|university|council|"
    rf"television|state media)\s+){{0,3}}{_SAYS}\b)"
    r"|^-(?:based|backed|led|born|aligned|installed|area|allied|made)\b"
)
VOICE_SAYS: Final = re.compile(rf"^(?:\s+(?:\w+day|also|have|has))*\s+{_SAYS}\b")
SAID_BY: Final = re.compile(rf"\b(?:{_SAYS}|according to)\s+(?:\w+\s+){{0,6}}$")
_NEAR: Final = re.compile(
    r"\b(?:near(?:by)?|close to|not far from|next to|just off|off|beside|in the vicinity of)"
    r"\s+(?:the\s+)?(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_OUTSIDE: Final = re.compile(
    r"\b(?:outside|(?:on )?the (?:\w+ )?(?:outskirts|edge) of)\s+(?:the\s+)?(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_AREA: Final = re.compile(
    r"\b(?:around|in the (?:direction|areas?) of|areas? (?:of|around))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
RELATIONS: Final = (
    ("near", _NEAR),
    ("outside", _OUTSIDE),
    ("area of", _AREA),
    ("between", re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)),
)
_WIND: Final = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
AWAY: Final = re.compile(
    r"(?P<words>(?:(?:about|around|roughly|some|nearly|just|almost|at least|over)\s+)?"
    r"(?:\d[\d.,]*|a few|several|a dozen|\w+)\s*(?:km|kilomet(?:er|re)s?|miles?|metres|meters)"
    rf"\s*(?:\([^)]*\)\s*)?(?:away\s+)?(?:(?:to the )?{_WIND}(?:ern)? of|from|outside|"
    rf"off)\s+(?:the\s+)?"
    r"(?:(?:cit(?:y|ies)|towns?|villages?|capital) of\s+)?)$",
    re.IGNORECASE,
)
SIDE: Final = re.compile(
    rf"(?<!in the )\b(?:just\s+)?(?:to the )?{_WIND}(?:ern)? of\s+(?:the\s+)?(?:\w+ of\s+)?$",
    re.IGNORECASE,
)
UNDER: Final = re.compile(
    r"^(?:['’]s)?(?:,\s+[^.;]{1,80}?,)?(?:\s+[a-z]+){0,4}?\s+(?:(?:has|have|had|was|were|is|are|"
    r"be|been|being|also|again|once|all|both|reportedly|twice|itself|repeatedly|heavily)\s+){1,5}"
    r"(?:struck|hit|shelled|bombed|attacked|targeted|raided|rocked|pounded|ambushed|stormed|"
    r"damaged|destroyed|bombarded|under (?:\w+ )*?(?:fire|attack|shelling)|blown|overrun|strafed|"
    r"shaken|set on fire)\b"
    r"|^,\s+(?:an?|the)\s[^,.;]{1,60}?\s(?:that|which)\s+(?:came under|was (?:hit|struck|attacked))"
    r"|^(?:['’]s)?(?:\s+[a-z]+){0,4}?\s+(?:has |have |had |again )*(?:comes?|came|coming) under\b"
)
ITEMS: Final = re.compile(
    r"^(?:(?:,\s+(?:and\s+)?|\s+and\s+|"
    r",?\s+as well as\s+)(?:the\s+)?[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+){0,2})+"
)
SO: Final = re.compile(r"\bso (?:was|were|did|had)\s+$")
OWNS: Final = re.compile(r"^['’]s?\s+(?![a-z]+\s+(?:said|says)\b)")
KIND: Final = re.compile(
    r"^\s+(?:(?:international|military|naval|air|oil|gas|power|railway|train|bus|central|nuclear|"
    r"army|refugee|main)\s+)*(?:airport|airfield|airbase|base|refinery|hospital|port|plant|station|"
    r"camp|market|prison|dam|depot|bridge|crossing|barracks|university|terminal|district|"
    r"neighbou?rhood|area)\b"
)
LIST: Final = re.compile(
    r"^(?:['’]s)?\s*(?:,|/|;|,?\s+and|,?\s+as well as|,?\s+plus|"
    r",?\s+then)\s*(?:and\s+)?(?:also\s+)?"
    r"(?:(?:about|at least|some|another)\s+)?(?:(?:\d+|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|a|an|\w+ty)\s+(?:\w+\s+){0,3}?(?=in|at|near|outside|on|over))?"
    r"(?:(?:in|at|on|near|of|outside|around|over|off|to|against|as far as)\s+)?"
    r"(?:(?:the|its|nearby|neighbou?ring|adjacent|other|both|two|three|four|central|southern|"
    r"northern|eastern|western|\w+ern|rebel-held|besieged|port|border|frontline|coastal)\s+){0,4}"
    r"(?:(?:[a-z-]+\s+){0,3}?(?:of|at|in|near|on)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
BESIDE: Final = re.compile(
    r"^,?\s+(?:(?:just|also|not far|a \w+|some|about|around|roughly|\d+)\s+){0,3}(?:(?:km|"
    r"kilomet\w+|miles)\s+)?"
    rf"(?:near|outside|close|(?:to the )?{_WIND}(?:ern)? of|in|on|from|"
    rf"off)\s+(?:[\w-]+\s+){{0,5}}$",
    re.IGNORECASE,
)
OF_IT: Final = re.compile(
    r"^(?:['’]s)?\s+(?:\w+\s+)?(?:town|village|city|suburb|neighbou?rhood|district|area|"
    r"settlement|port|quarter|camp)\s+(?:of|called)\s+$"
)
COLON: Final = re.compile(r":\s+(?:the\s+)?$")
COMMA: Final = re.compile(r"^\s*,\s*(?:the\s+)?$")
WITHIN: Final = re.compile(
    r"^(?:['’]s)?[\s,(–—-]*(?:(?:both|all|just|also|located|which is|situated|a \w+|"
    r"a (?:\w+ )?(?:town|village|city|suburb|district|area|camp)|an? \w+ing town|an area|in the|"
    r"the)\s+)*(?:(?:\w+\s+){0,4}(?:in|near|of|at|outside|from|on|close to|around|off|east|west|"
    r"north|south|"
    r"to)\s+)?(?:the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
TOPIC: Final = re.compile(
    r"^\W*(?:[Ii]n|[Aa]t|[Aa]round|[Nn]ear|[Aa]cross)\s+(?:the\s+)?(?:\w+\s+){0,3}$"
)
CAPITAL: Final = re.compile(r"\b(?:the\s+)?(?P<whose>[A-Z]\w+)(?:['’]s)?\s+capital\b(?!\s+[A-Z])")
THERE: Final = re.compile(
    r"\bthere\b(?! (?:is|are|was|were|has|have|had|will|would|could|may|might|can)\b)"
    r"|(?<!that )(?<!and )(?<!but )(?<!said )(?<=[a-z] )there (?=was|were|had|has)"
    r"|\bsame (?:\w+ )?(?:part|place|area|junction|city|town|spot|village|base|site|road|market)\b"
    r"|\b(?:the|this|that|its)\s+(?:(?!first|second)\w+\s+)?(?:city|town|village|base|camp|port|"
    r"island|settlement|neighbou?rhood|suburb|airport|airfield|plant|refinery|prison|enclave|"
    r"district|facility|hospital|compound|locality|hamlet|township)\b"
    r"|\b(?:attacked|stormed|shell(?:ed)?|bomb(?:ed)?|hit|struck|raided|targeted|bombarded|"
    r"attack) it\b"
    r"|\bit (?:was|had been|has been) (?:\w+ )?(?:hit|struck|shelled|bombed|attacked|targeted|"
    r"raided)\b",
    re.IGNORECASE,
)
