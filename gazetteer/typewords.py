"""Words that say what kind of place a name speaks of: camp, air base, governorate, qaryat."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

__all__ = ["TYPE_WORDS", "Hint", "Kind", "is_of_kind", "split_type_words", "type_word_forms"]

Kind = Literal[
    "airfield", "camp", "port", "plant", "admin1", "admin2", "settlement", "quarter", "mountain",
    "water", "road", "area",
]  # fmt: skip

# Phrases are folded keys: no articles, no marks, unified letters.
_PHRASES: Final[dict[Kind, str]] = {
    "airfield": (
        "air base|airbase|air field|airfield|army air field|army airfield|army airport"
        "|military airport|military airbase|military airfield|military air base|airport"
        "|international airport|air force base|air station|aerodrome|airport of|air base of"
        "|base aerienne|aeroport|aeropuerto|flughafen|havaalani|havalimani|hava ussu|matar"
        "|مطار|دولي|عسكري|جويه|قاعده جويه|فرودگاه|پايگاه هوايي|پايگاه"
        "|аеродром|аеропорт|авиабаза|שדה תעופה|נמל תעופה"
    ),
    "camp": (
        "camp|camp of|military camp|military base|base|base of|base camp|army base|barracks"
        "|military barracks|garrison|forward operating base|fob|cop|joint security station"
        "|naval base|refugee camp|muaskar|mukhayyam|معسكر|قاعده|قاعده عسكريه"
        "|مخيم|ثكنه|پادگان|اردوگاه|военная база|מחנה|בסיס"
    ),
    "port": "port|port of|seaport|sea port|harbour|harbor|oil terminal|terminal|مينا|بندر",
    "plant": (
        "nuclear power plant|nuclear plant|nuclear power station|nuclear station|npp|power plant"
        "|power station|thermal power plant|oil refinery|refinery|gas plant|gas field|oil field"
        "|oilfield|gasfield|factory|chemical plant|محطه|مصفاه|حقل|аес|аэс|тес|тэс"
    ),
    "admin1": (
        "governorate|governorate of|province|province of|oblast|oblast of|region|region of"
        "|state|state of|emirate of|muhafazat|muhafaza|muhafazah|mohafazat|ostan|wilayat|wilaya"
        "|wilayah|gov|governate|prov|gouvernorat|gouvernorat de|محافظه|ولايه|استان"
        "|پاريزگا|област|מחוז"
    ),
    "admin2": (
        "district|district of|subdistrict|sub district|subdistrict of|qada|qadaa|nahiyat|nahiyah"
        "|nahia|nahiya|mintaqat|mantiqat|mudiriyat|mudiriyah|markaz|shahrestan|raion|raiony|rayon"
        "|county|municipality|hromada|urban hromada|cercle|locality"
        "|قضا|ناحيه|منطقه|مديريه|شهرستان|مركز|раион|громада"
    ),
    "settlement": (
        "city|city of|town|town of|village|village of|villages|vill|settlement|urban settlement"
        "|rural settlement|urban type settlement|hamlet|municipality of|qaryat|qaryah|qarya|karyat"
        "|qariyat|qariat|qaryet|qaryeh|kariat|madinat|madinah|madina|rustaye|selo|selyshche|smt"
        "|gorod|misto|ville de|village de|ville|localite"
        "|قريه|مدينه|بلده|شهر|روستاي|روستا|город|мисто|село|селище|поселок|смт|пгт|עיר|קיבוץ|מושב|kibbutz|moshav"
    ),
    "quarter": (
        "suburb|suburb of|neighborhood|neighborhood of|neighbourhood|neighbourhood of|quarter"
        "|quarter of|hayy|hay|harat|mahallat|mahalla|حي|محله|حاره|квартал|микрораион|שכונת"
    ),
    "mountain": (
        "mountain|mountains|mount|mt|hills|hill|range|mountain range|jabal|jebel|djebel|jibal|kuh"
        "|heights|جبل|جبال|كوه|гора|гори|הר"
    ),
    "water": (
        "river|nahr|lake|dam|wadi|valley|valley of|buhayrat|sadd|reservoir|island|islands|jazirat"
        "|strait|gulf of|gulf|نهر|بحيره|وادي|سد|جزيره|озеро|река|ричка|остров|острив|נחל"
    ),
    "road": (
        "road|highway|street|motorway|bridge|crossing|border crossing|border post|checkpoint"
        "|junction|intersection|crossroads|tunnel|jisr|manfadh|mabar|طريق|شارع|جسر|منفذ|معبر|حاجز"
    ),
    "area": (
        "area|areas|area of|countryside|surroundings|environs"
        "|front|frontline|front line|axis|sector|zone|desert|plain|plains|steppe|forest|farms|farm"
        "|orchards|badiyat|sahl|ريف|باديه|سهل|مزارع"
    ),
}
_KINDS: Final[dict[tuple[str, ...], Kind]] = {
    tuple(phrase.split()): kind for kind, text in _PHRASES.items() for phrase in text.split("|")
}
_COMMON: Final[frozenset[Kind]] = frozenset({"plant", "mountain", "water", "road", "area"})
"""Kinds whose words are also everyday words: in running text they show nothing alone."""

TYPE_WORDS: Final = frozenset(
    word for words, kind in _KINDS.items() if kind not in _COMMON for word in words
)
"""Every word of every phrase that shows a place in running text too."""

_LONGEST: Final = max(map(len, _KINDS))
_STARTS: Final = frozenset(words[0] for words in _KINDS)
_ENDS: Final = frozenset(words[-1] for words in _KINDS)

_STRONG: Final[frozenset[Kind]] = frozenset({"airfield", "admin1", "admin2", "plant"})
_NOUNS: Final = {
    "admin1": "first-order area", "admin2": "district", "plant": "power station, field or factory",
    "water": "river, lake or valley",
}  # fmt: skip
_LOW_GROUND: Final = frozenset({"ISL", "ISLS", "VAL", "PLN", "DSRT", "DAM"})
_CODES: Final[dict[Kind, frozenset[str]]] = {
    "airfield": frozenset({"AIRP", "AIRB", "AIRF", "AIRH", "AIRQ", "AIRS"}),
    "camp": frozenset({"STLMT", "PPLX"}),
    "port": frozenset({"PRT", "HBR", "MAR", "ANCH", "PRTM"}),
    "quarter": frozenset({"PPLX"}),
    "mountain": frozenset(),
    "water": _LOW_GROUND,
    "road": frozenset({"BDG", "PSTB", "CSTM", "CTRB"}),
    "area": _LOW_GROUND,
}
_CLASSES: Final[dict[Kind, str]] = {
    "camp": "SL", "mountain": "T", "water": "H", "road": "R", "area": "LV",
}  # fmt: skip
"""GeoNames feature codes and classes of each kind."""


class Hint(NamedTuple):
    """The kind of place that the words of a name ask for.

    Attributes
    ----------
    kind : str
        airfield, camp, port, admin1, admin2 or settlement.
    words : str
        The type words as folded text.
    """

    kind: Kind
    words: str

    @property
    def noun(self) -> str:
        """The kind in a reader's words."""
        return _NOUNS.get(self.kind, self.kind)

    @property
    def is_strong(self) -> bool:
        """True where a place of another kind is not what was meant."""
        return self.kind in _STRONG

    @property
    def is_vague(self) -> bool:
        """True where a town of the name only tells the neighbourhood: its hills, river or road."""
        return self.kind in _COMMON - _STRONG


def split_type_words(folded: str) -> tuple[str, Hint | None]:
    """Split a folded name into its core and the kind that its type words name.

    Type words are taken from both ends, the longest phrase first; the outermost
    strong one names the kind. A name of type words only keeps them.

    Examples
    --------
    >>> split_type_words("k 1 air base")
    ('k 1', Hint(kind='airfield', words='air base'))
    >>> split_type_words("najaf governorate")[0], split_type_words("camp")
    ('najaf', ('camp', None))
    """
    forms, hint = type_word_forms(folded)
    return forms[-1], hint


def type_word_forms(folded: str) -> tuple[tuple[str, ...], Hint | None]:
    """Give a folded name with all of its type words, with one less, ..., with none; and the kind.

    A name may keep a word that elsewhere only says what a place is: the village
    "Wadi Fukin village" is Wadi Fukin, and not Fukin.

    Examples
    --------
    >>> type_word_forms("wadi fukin village")[0]
    ('wadi fukin village', 'wadi fukin', 'fukin')
    """
    words = folded.split() if " " in folded else []
    if len(words) < 2 or (words[0] not in _STARTS and words[-1] not in _ENDS):
        return (folded,), None
    low, high = 0, len(words)
    kinds: list[Kind] = []
    taken: list[str] = []
    forms = [folded]
    while cut := _outermost(words, low, high):
        low, high, phrase = cut
        kinds.append(_KINDS[phrase])
        taken.append(" ".join(phrase))
        forms.append(" ".join(words[low:high]))
    if not kinds:
        return (folded,), None
    kind = next((found for found in kinds if found in _STRONG), kinds[0])
    return tuple(forms), Hint(kind, " ".join(taken))


def _outermost(words: list[str], low: int, high: int) -> tuple[int, int, tuple[str, ...]] | None:
    """Take the longest type phrase from the end of words[low:high], else from its start."""
    for size in range(min(_LONGEST, high - low - 1), 0, -1):
        head, tail = tuple(words[low : low + size]), tuple(words[high - size : high])
        if tail in _KINDS and tail[-1] != "of":
            return low, high - size, tail
        if head in _KINDS:
            return low + size, high, head
    return None


def is_of_kind(kind: Kind, feature_class: str, feature_code: str) -> bool:
    """Tell whether a GeoNames feature is of the kind that a hint asks for.

    Examples
    --------
    >>> is_of_kind("airfield", "S", "AIRB"), is_of_kind("admin1", "P", "PPLA")
    (True, False)
    """
    if kind in _CODES:
        return feature_code in _CODES[kind] or feature_class in _CLASSES.get(kind, "")
    if kind in {"admin1", "admin2"}:
        return feature_code.startswith("ADM1" if kind == "admin1" else ("ADM2", "ADM3"))
    if kind == "plant":
        return feature_class == "S" and feature_code not in _CODES["airfield"]
    return feature_class == "P"
