"""The languages of a page, and the names of its layers in the layer control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "LAYER_NAMES", "plural_form"]

LANGUAGES: Final = ("en", "ar", "fr", "uk")
"""Languages of the page's own words."""


def plural_form(language: str, n: int) -> int:
    """Give which of a word's forms goes with a whole number (CLDR 47, cardinal rules).

    English and French have two forms (one, other), Ukrainian three (one, few,
    many), Arabic five (one, two, few, many, other; nought takes the last). The
    page's script asks ``Intl.PluralRules``.

    Parameters
    ----------
    language : str
        One of :data:`LANGUAGES`.
    n : int
        Nought or more.

    Examples
    --------
    >>> [plural_form("uk", n) for n in (1, 2, 5, 11, 21, 22)]
    [0, 1, 2, 2, 0, 1]
    >>> [plural_form("ar", n) for n in (0, 1, 2, 3, 11, 100, 103)]
    [4, 0, 1, 2, 3, 4, 2]
    """
    if language == "uk":
        if n % 10 == 1 and n % 100 != 11:
            return 0
        return 1 if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else 2
    if language == "ar":
        if n in {1, 2}:
            return n - 1
        if 3 <= n % 100 <= 10:
            return 2
        return 3 if n % 100 >= 11 else 4
    is_one = n in {0, 1} if language == "fr" else n == 1
    return 0 if is_one else 1


LAYER_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "rings": "Distance rings",
        "lines": "Distance lines",
        "outlines": "Outlines (offline)",
        "areas": "Areas",
        "sites": "Named places",
        "links": "Possible pairs",
        "heat": "Heat",
        "hexagons": "Hexagons",
    },
    "ar": {
        "rings": "دوائر المسافة",
        "lines": "خطوط المسافة",
        "outlines": "حدود (دون اتصال)",
        "areas": "مناطق",
        "sites": "أماكن مسماة",
        "links": "أزواج محتملة",
        "heat": "كثافة",
        "hexagons": "خلايا سداسية",
    },
    "fr": {
        "rings": "Cercles de distance",
        "lines": "Lignes de distance",
        "outlines": "Contours (hors ligne)",
        "areas": "Zones",
        "sites": "Lieux",
        "links": "Paires possibles",
        "heat": "Chaleur",
        "hexagons": "Hexagones",
    },
    "uk": {
        "rings": "Кола відстані",
        "lines": "Лінії відстані",
        "outlines": "Контури (офлайн)",
        "areas": "Області",
        "sites": "Місця",
        "links": "Можливі пари",
        "heat": "Густина",
        "hexagons": "Шестикутники",
    },
}
"""What folium's layer control shows: never a text of the data."""
