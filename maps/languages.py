"""The languages of a page, and the names of its layers in the layer control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "LAYER_NAMES"]

LANGUAGES: Final = ("en", "ar", "fr", "uk")
"""Languages of the page's own words."""

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
