"""The style that QGIS gives the layer of a GeoPackage by itself: pins and areas, as on the map.

QGIS looks for it in the table ``layer_styles``, by the name of the layer and of
its geometry column; the columns are those of the table that QGIS makes itself
(``QgsOgrProviderMetadata::saveStyle``). The style is QML with a rule-based
renderer: an event known to a place is a symbol, one known to "near" or coarser
the disc of its radius, in metres on the ground and never a pin, and a withdrawn
report is not drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from geo.ladder import BARE_PIN, PRECISIONS
from strikemap.schema import WITHDRAWN
from strikemap.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from maps.symbology import Style

__all__ = ["STYLE_TABLE", "qgis_style"]

STYLE_TABLE: Final = """
CREATE TABLE layer_styles (
 id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256),
 f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
 styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
 update_time DATETIME)
"""

_MARKERS: Final = {"plus": "cross", "cross": "cross2"}
"""Shapes that QGIS calls by another name than the map."""

_WHITE: Final = "255,255,255,255"
_EXPRESSION: Final = "3"
"""``QgsProperty::ExpressionBasedProperty``."""


def qgis_style() -> str:
    """Give the QGIS style of the layer.

    Returns
    -------
    str
        A QML document with a ``RuleRenderer``: two groups of rules, by
        ``location_precision``, and in each one rule for each class of types.
    """
    classes: dict[Style, list[str]] = {}
    for kind, style in STYLES.items():
        classes.setdefault(style, []).append(kind)
    root = ET.Element("qgis", version="3.28", styleCategories="Symbology")
    renderer = ET.SubElement(
        root,
        "renderer-v2",
        {"type": "RuleRenderer", "symbollevels": "0", "enableorderby": "0", "forceraster": "0"},
    )
    rules = ET.SubElement(renderer, "rules", key="events")
    symbols = ET.SubElement(renderer, "symbols")
    stands = f"coalesce(\"status\", 'active') NOT IN ({_listed(WITHDRAWN)})"
    areas = [level for level in PRECISIONS if level not in BARE_PIN]
    groups = (
        # Discs first: QGIS draws by the order of the rules, and pins should lie above them.
        ("areas", "Known to an area only", areas, _disc),
        ("places", "Known to a place", [*(one for one in PRECISIONS if one in BARE_PIN)], _pin),
    )
    for key, label, levels, draw in groups:
        condition = f'{stands} AND "location_precision" IN ({_listed(levels)})'
        group = ET.SubElement(rules, "rule", key=key, label=label, filter=condition)
        for number, (style, kinds) in enumerate(classes.items()):
            name = f"{key}-{number}"
            symbol = ET.SubElement(symbols, "symbol", type="marker", name=name, alpha="1")
            draw(symbol, style)
            ET.SubElement(
                group,
                "rule",
                key=name,
                label=style.label,
                filter=f'"event_type" IN ({_listed(kinds)})',
                symbol=name,
            )
    return ET.tostring(root, encoding="unicode")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _pin(symbol: ET.Element, style: Style) -> None:
    shape = _MARKERS.get(style.shape, style.shape)
    _marker(symbol, {"name": shape, "color": _rgba(style, 255), "outline_color": _WHITE})


def _disc(symbol: ET.Element, style: Style) -> None:
    colours = {"color": _rgba(style, 40), "outline_color": _rgba(style, 200)}
    layer = _marker(symbol, {"name": "circle", **colours, "size_unit": "RenderMetersInMapUnits"})
    defined = _map(ET.SubElement(layer, "data_defined_properties"))
    _option(defined, "name", "")
    size = _map(_map(defined, "properties"), "size")
    _option(size, "active", "true", "bool")
    _option(size, "expression", 'coalesce(2 * "uncertainty_m", 0)')
    _option(size, "type", _EXPRESSION, "int")
    _option(defined, "type", "collection")


def _marker(symbol: ET.Element, options: Mapping[str, str]) -> ET.Element:
    layer = ET.SubElement(symbol, "layer", {"class": "SimpleMarker", "enabled": "1"})
    group = _map(layer)
    for name, value in ({"size": "3", "size_unit": "MM"} | dict(options)).items():
        _option(group, name, value)
    return layer


def _map(parent: ET.Element, name: str = "") -> ET.Element:
    return ET.SubElement(parent, "Option", {"type": "Map"} | ({"name": name} if name else {}))


def _option(parent: ET.Element, name: str, value: str, kind: str = "QString") -> None:
    ET.SubElement(parent, "Option", name=name, value=value, type=kind)


def _rgba(style: Style, alpha: int) -> str:
    red, green, blue = (int(style.colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
