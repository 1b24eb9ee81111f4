"""Names that are none: "village", "the hospital", "military base" say only a kind of place.

Some place on Earth bears each of these words as its name, or as one of its
names: an answer would be a pin on the wrong continent.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from gazetteer.normalise import exact_key, folded_key

__all__ = ["is_common_noun"]

_NOUNS: Final = (
    "airbase airfield airport aerodrome area army bakery barracks base bazaar beach border bridge"
    " building camp capital cemetery center centre checkpoint church city clinic coast compound"
    " convoy countryside county court crossing crossroads dam depot desert district downtown"
    " embassy factory farm farmland field forest front frontline garrison governorate hamlet"
    " harbor harbour headquarters highway hill home hospital house island junction lake locality"
    " market military mill mine mosque mountain municipality neighborhood neighbourhood office"
    " outpost outskirts palace park pipeline plant police port post power prison province quarter"
    " railway refinery refugee region residence river road rural school sector settlement shelter"
    " shop shrine square station street suburb synagogue temple terminal tower town tunnel"
    " university unknown urban valley village warehouse zone"
    " aéroport base camp hôpital école marché mosquée église pont prison quartier route village"
    " ville"
    " قرية مدينة بلدة مخيم معسكر مطار قاعدة ميناء سوق مستشفى مدرسة مسجد جسر طريق منطقة ريف سجن حدود"
    " село місто селище район область міст лікарня школа аеропорт порт завод ринок"
    " город посёлок поселок деревня мост больница аэропорт рынок"
)
_PLURAL: Final = "s"


@cache
def _folded_nouns() -> frozenset[str]:
    return frozenset(folded_key(exact_key(noun)) for noun in _NOUNS.split())


def is_common_noun(folded: str) -> bool:
    """Tell whether a folded name consists of nouns for kinds of places only.

    Examples
    --------
    >>> is_common_noun("military base"), is_common_noun("villages"), is_common_noun("taji camp")
    (True, True, False)
    """
    nouns = _folded_nouns()
    return all(word in nouns or word.removesuffix(_PLURAL) in nouns for word in folded.split())
