"""Words that say what kind of place a name speaks of: camp, air base, governorate, qaryat."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

__all__ = ["TYPE_WORDS", "Hint", "Kind", "is_of_kind", "split_type_words"]

Kind = Literal["airfield", "camp", "port", "admin1", "admin2", "settlement"]

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
        "|refugee camp|muaskar|mukhayyam|معسكر|قاعده|قاعده عسكريه|مخيم|ثكنه|پادگان|اردوگاه"
        "|военная база|מחנה|בסיס"
    ),
    "port": "port of|seaport|sea port|harbour|harbor|مينا|بندر",
    "admin1": (
        "governorate|governorate of|province|province of|oblast|oblast of|region|region of"
        "|state|state of|emirate of|muhafazat|muhafaza|muhafazah|mohafazat|ostan|wilayat|wilaya"
        "|wilayah|gouvernorat|gouvernorat de|محافظه|ولايه|استان|پاريزگا|област|מחוז"
    ),
    "admin2": (
        "district|district of|subdistrict|sub district|subdistrict of|qada|qadaa|nahiyat|nahiyah"
        "|nahia|nahiya|mintaqat|mantiqat|markaz|shahrestan|raion|rayon|cercle"
        "|قضا|ناحيه|منطقه|شهرستان|مركز|раион"
    ),
    "settlement": (
        "city|city of|town|town of|village|village of|settlement|hamlet|suburb|suburb of"
        "|neighborhood|neighborhood of|neighbourhood|neighbourhood of|qaryat|qaryah|qarya|karyat"
        "|madinat|madinah|madina|hayy|rustaye|selo|gorod|misto|ville de|village de"
        "|قريه|مدينه|بلده|حي|شهر|روستاي|روستا|город|мисто|село|селище|поселок|смт|пгт|עיר"
    ),
}
_KINDS: Final[dict[tuple[str, ...], Kind]] = {
    tuple(phrase.split()): kind for kind, text in _PHRASES.items() for phrase in text.split("|")
}
TYPE_WORDS: Final = frozenset(word for words in _KINDS for word in words)
"""Every word of every phrase."""

_LONGEST: Final = max(map(len, _KINDS))
_STARTS: Final = frozenset(words[0] for words in _KINDS)
_ENDS: Final = frozenset(words[-1] for words in _KINDS)

_STRONG: Final[frozenset[Kind]] = frozenset({"airfield", "admin1", "admin2"})
_AIRFIELDS: Final = frozenset({"AIRP", "AIRB", "AIRF", "AIRH", "AIRQ", "AIRS"})
_PORTS: Final = frozenset({"PRT", "HBR", "MAR", "ANCH", "PRTM"})


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
        return {"admin1": "first-order area", "admin2": "district"}.get(self.kind, self.kind)

    @property
    def is_strong(self) -> bool:
        """True where a place of another kind is not what was meant."""
        return self.kind in _STRONG


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
    if " " not in folded:
        return folded, None
    words = folded.split()
    if len(words) < 2 or (words[0] not in _STARTS and words[-1] not in _ENDS):
        return folded, None
    low, high = 0, len(words)
    kinds: list[Kind] = []
    taken: list[str] = []
    changed = True
    while changed:
        changed = False
        for size in range(min(_LONGEST, high - low - 1), 0, -1):
            head, tail = tuple(words[low : low + size]), tuple(words[high - size : high])
            if tail in _KINDS and tail[-1] != "of":
                kinds.append(_KINDS[tail])
                taken.append(" ".join(tail))
                high -= size
                changed = True
                break
            if head in _KINDS:
                kinds.append(_KINDS[head])
                taken.append(" ".join(head))
                low += size
                changed = True
                break
    if not kinds:
        return folded, None
    kind = next((found for found in kinds if found in _STRONG), kinds[0])
    return " ".join(words[low:high]), Hint(kind, " ".join(taken))


def is_of_kind(kind: Kind, feature_class: str, feature_code: str) -> bool:
    """Tell whether a GeoNames feature is of the kind that a hint asks for.

    Examples
    --------
    >>> is_of_kind("airfield", "S", "AIRB"), is_of_kind("admin1", "P", "PPLA")
    (True, False)
    """
    match kind:
        case "airfield":
            return feature_code in _AIRFIELDS
        case "camp":
            return feature_class in {"S", "L"} or feature_code in {"STLMT", "PPLX"}
        case "port":
            return feature_code in _PORTS
        case "admin1" | "admin2":
            return feature_code.startswith("ADM1" if kind == "admin1" else ("ADM2", "ADM3"))
    return feature_class == "P"
