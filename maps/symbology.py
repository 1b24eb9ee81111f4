"""Symbols: shape and colour together, on a palette that colour-blind readers can tell apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ATTRIBUTIONS", "PALETTE", "SHAPES", "Shape", "Style", "StyleTable", "check_layer_name"]

Shape = Literal["triangle", "diamond", "square", "circle", "star", "cross", "hexagon", "plus"]

SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)

PALETTE: Final[Mapping[str, str]] = {
    "vermilion": "#B84A1B",
    "blue": "#1A78D6",
    "green": "#0B6B55",
    "ochre": "#B58102",
    "purple": "#6A1B96",
    "pink": "#E82A86",
    "ink": "#2D333A",
}
"""Seven hues that stay apart for readers with any of the three colour vision deficiencies.

Chosen by search: every pair differs by at least 14 in CIELAB (CIE 1976) for
normal vision and under full protanopia, deuteranopia and tritanopia as
simulated by G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
TVCG 15 (2009), https://doi.org/10.1109/TVCG.2009.113; each has a contrast of
at least 3:1 with the page's land tint (WCAG 2.2, success criterion 1.4.11).
In dark mode the page lightens the ones that need it.
"""

ATTRIBUTIONS: Final = ("claimed", "attributed", "contested", "denied", "unknown")
"""The words for which the page has a mark around the symbol, in the order of its legend."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LAYER_NAME = re.compile(r"[^\W_](?:[\w ,.:/()+–-]{0,78}[\w.)])?")


def check_layer_name(name: str) -> str:
    """Give a name back if it may stand in folium's layer control.

    folium writes layer names into a script and Leaflet writes them as markup,
    so only letters of any script, digits, spaces and ``, . : / ( ) + - –``
    pass: nothing with a meaning in HTML, JavaScript or Jinja.

    Raises
    ------
    InputError
        The name is empty, longer than 80 characters, or holds another sign.

    Examples
    --------
    >>> check_layer_name("Air/drone strike")
    'Air/drone strike'
    """
    if _LAYER_NAME.fullmatch(name) is None:
        raise InputError(
            f"{name[:100]!r} cannot be a layer name; use at most 80 letters, digits, spaces and "
            ", . : / ( ) + - from a closed vocabulary, and put text of the data into cards"
        )
    return name


@dataclass(frozen=True, slots=True)
class Style:
    """How one value looks.

    Attributes
    ----------
    label : str
        Text of the legend and the layer control; from a closed vocabulary,
        never from data (see :func:`check_layer_name`).
    shape : str
        One of ``SHAPES``.
    colour : str
        ``#rrggbb``; the page's own seven are in ``PALETTE``.
    said : str
        What legend, list and cards call it in place of the label; any text.

    Raises
    ------
    InputError
        A field is not one of those.

    Examples
    --------
    >>> Style("Air or drone strike", "triangle", PALETTE["vermilion"]).shape
    'triangle'
    """

    label: str
    shape: Shape
    colour: str
    said: str = ""

    def __post_init__(self) -> None:
        check_layer_name(self.label)
        if self.shape not in SHAPES:
            raise InputError(f"{self.shape!r} is no shape; use one of {', '.join(SHAPES)}")
        if _COLOUR.fullmatch(self.colour) is None:
            raise InputError(f"{self.colour!r} is no colour; write #rrggbb, such as #B84A1B")


StyleTable: TypeAlias = "Mapping[str, Style]"
"""Styles by data value, in the order of the legend; several values may share one style."""
