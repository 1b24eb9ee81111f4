"""The words of relative places in English, French, Arabic, Russian and Ukrainian, as patterns.

Each is the text of a regular expression without a capturing group. Every
repetition has a small bound, and the texts they are applied to are at most a
name long (:data:`gazetteer.normalise.MAX_LENGTH`), so no reading is slow.
"""

from __future__ import annotations

import re
from typing import Final

from geo.errors import InputError
from geo.relative import compass_point, wind_azimuth_deg

__all__ = [
    "AMOUNT",
    "APPROXIMATELY",
    "ARABIC_SIDE",
    "ARABIC_WIND",
    "AREA_OF",
    "BORDER",
    "COAST",
    "COUNTRYSIDE",
    "JUST",
    "LEAD",
    "NEAR",
    "OF",
    "OUTSKIRTS",
    "ROAD",
    "UP_TO",
    "WIND",
    "any_of",
    "wind_letters",
]


def any_of(*texts: str) -> str:
    """Give a group that matches any of the texts, the longest first."""
    words = sorted({word for text in texts for word in text.split("|")}, key=len, reverse=True)
    return f"(?:{'|'.join(words)})"


# --- compass words --------------------------------------------------------------------------

_EN = "(?:north|south|east|west)"
_FR = "(?:nord|sud|ouest|est)"
_RU = r"(?:север|юг|юж|восто[кч]|запад)\w{0,6}"
_UK = r"(?:північ|півноч|півден|південь|схід|східн|сход|захід|західн|заход)\w{0,6}"
ARABIC_WIND: Final = "(?:ال)?(?:شمال|جنوب|شرق|غرب)(?:ية|ي|ى)?"

WIND: Final = (
    rf"(?:{_EN}(?:[ -]?{_EN}){{0,2}}(?:ern|erly|wards?)?|{_FR}(?:[ -]?{_FR}){{0,2}}"
    rf"|{_RU}(?:[ -]{_RU})?|{_UK}(?:[ -]{_UK})?|{ARABIC_WIND}(?: {ARABIC_WIND})?"
    r"|[NS](?:NE|NW|SE|SW|E|W)?|[EW](?:NE|NW|SE|SW)?)\b"
)
"""A compass direction; :func:`wind_letters` reads it."""

ARABIC_SIDE: Final = " ال(?:شمال|جنوب|شرق|غرب)ية?(?: ال(?:شرق|غرب)ية?)?"
"""A direction behind its noun: ريف حلب الشمالي."""

_STEMS: Final = {
    "N": "north|nord|север|північ|півноч|شمال",
    "S": "south|sud|юг|юж|півден|південь|جنوب",
    "W": "west|ouest|запад|захід|західн|заход|غرب",
    "E": "east|est|восто|схід|східн|сход|شرق",
}
_STEM: Final = "|".join(f"(?P<{letter}>{stems})" for letter, stems in _STEMS.items())


def wind_letters(words: str) -> str:
    """Give the letters of one of the 16 winds; empty if the words are none.

    Examples
    --------
    >>> wind_letters("north-west"), wind_letters("جنوب شرق"), wind_letters("північно-східніше")
    ('NW', 'SE', 'NE')
    >>> wind_letters("SSE"), wind_letters("north-south")
    ('SSE', '')
    """
    if re.fullmatch("[NSEW]{1,3}", words, re.IGNORECASE):
        letters = words
    else:
        found = re.finditer(_STEM, words, re.IGNORECASE)
        letters = "".join(match.lastgroup or "" for match in found)
    try:
        return compass_point(wind_azimuth_deg(letters), winds=16)
    except InputError:
        return ""


# --- distances ------------------------------------------------------------------------------

APPROXIMATELY: Final = any_of(
    "about|some|around|approximately|approx\\.?|roughly|nearly|almost|over|more than|at least|just"
    "|only|circa|ca\\.?|c\\.|~|≈|environ|quelque|près de|plus de|à peu près|примерно|около|более"
    "|близько|приблизно|понад|майже|حوالي|نحو|قرابة|ما يقارب|زهاء|أكثر من|بنحو|بحوالي|بمسافة"
)
UP_TO: Final = any_of(
    "within|up to|less than|under|no more than|not more than|inside|dans un rayon de|moins de"
    "|в пределах|менее|в радиусе|в межах|менше|у радіусі|в радіусі|أقل من|ضمن|في حدود"
)
"""Words after which a distance is the most it can be."""

_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_COUNTS = (
    "a few|few|several|a couple of|couple of|a dozen|dozens of|tens of|one|two|three|four|five|six"
    "|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|a hundred|half a"
    "|a|quelques|plusieurs|несколько|нескольких|кілька|декілька|кількох|عدة|بضعة"
)
_UNITS = (
    r"km|kms|kilometers?|kilometres?|kilomètres?|klicks?|mi|miles?|nm|nmi|nautical miles?"
    r"|m|meters?|metres?|mètres?|км|километр\w{0,2}|кілометр\w{0,2}|миль|мил[яиі]|миля|м|метр\w{0,2}"
    r"|كم|كلم|كيلومتر\w{0,2}|كيلو متر\w{0,2}|كيلو|ميل\w{0,2}|أميال|متر\w{0,2}"
)
AMOUNT: Final = (
    rf"(?:(?P<approx>{APPROXIMATELY}|{UP_TO}) ?)?"
    rf"(?:(?P<low>{_NUMBER})(?: ?(?:-|to|до|إلى|à) ?(?P<high>{_NUMBER}))?"
    rf"|(?P<count>{any_of(_COUNTS)}))"
    rf"(?: ?|-)(?P<unit>{any_of(_UNITS)})\b\.?(?: ?\([^()]{{1,40}}\))?"
)
"""A distance: a number, a range or a count word, a unit, the same in another unit in brackets."""

# --- relations ------------------------------------------------------------------------------

LEAD: Final = (
    "(?:"
    + any_of(
        "at|in|on|from|the|a|an|point|area|located|situated|place|village|town|location|position"
        "|somewhere|lying|about|по|в|у|за|на|на відстані|на расстоянии|в районі|à|في|على بعد"
        "|على مسافة|تقع|يقع|تبعد|يبعد|منطقة"
    )
    + " ){0,4}"
)
JUST: Final = any_of("just|immediately|slightly|directly|right|сразу|одразу|трохи|немного|مباشرة")
OF: Final = any_of("of|from|de la|des|de l'|de|du|d'|від|от|من|عن")
NEAR: Final = any_of(
    "near|near to|nearby|close to|next to|adjacent to|in the vicinity of|the vicinity of"
    "|vicinity of|around|not far from|in the immediate vicinity of|by|close by|opposite"
    "|près de la|près de|près d'|à proximité de|autour de|aux environs de|environs de|aux abords de"
    "|поблизу|поблизу від|неподалік від|неподалік|недалеко від|біля|під|коло|возле|около"
    "|вблизи|недалеко от|неподалеку от|под|рядом с|قرب|بالقرب من|على مقربة من|بجوار|بمحاذاة"
)
AREA_OF: Final = any_of(
    "in the area of|the area of|area of|in the areas of|areas of|the general area of"
    "|in the region of"
    "|в районі|у районі|в районе|محيط|في محيط|بمحيط|dans la région de|dans le secteur de"
)
OUTSKIRTS: Final = any_of(
    "outskirts|outskirt|edge|edges|periphery|suburbs|suburb|fringes|environs|approaches|entrance"
    "|banlieue|périphérie|faubourgs|околиці|околиця|околицях|околицями|околиць|передмістя"
    "|передмісті|окраина|окраине|окраины|окраинах|пригород|пригороде|пригороды|пригородах"
    "|أطراف|اطراف|ضواحي|ضاحية|مشارف|تخوم"
)
COUNTRYSIDE: Final = any_of(
    "countryside|rural areas|rural area|campagne|ريف|بريف|сельская местность"
)
ROAD: Final = any_of(
    "road|highway|route|motorway|main road|main highway|supply route|desert road|international road"
    "|railway|line|axis|expressway|way|autoroute|трасса|трассе|дорога|дороге|траса|трасі|дорозі"
    "|طريق|الطريق|بطريق|الطريق الدولي|طريق دولي|أوتوستراد"
)
BORDER: Final = any_of(
    "border|borders|frontier|frontière|кордон|кордону|кордоні|граница|границы|границе|границей"
    "|الحدود|حدود"
)
COAST: Final = any_of(
    "coast|coasts|coastline|shore|shores|côte|côtes|узбережжя|побережья|побережье|берегов"
    "|سواحل|ساحل|شواطئ|شاطئ"
)
