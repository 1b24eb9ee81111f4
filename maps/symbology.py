"""Symbols: shape and colour together, on a palette that colour-blind readers can tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SHAPES", "Shape", "Style", "StyleTable"]

Shape = Literal["triangle", "diamond", "square", "circle", "star", "cross", "hexagon", "plus"]


@dataclass(frozen=True, slots=True)
class Style:
    """How one value looks.

    Attributes
    ----------
    label : str
        Text of the legend and the layer control; from a closed vocabulary,
        never from data.
    shape : str
        One of ``SHAPES``.
    colour : str
        ``#rrggbb``.
    """

    label: str
    shape: Shape
    colour: str


SHAPES: tuple[Shape, ...] = (
    "triangle",
    "diamond",
    "square",
    "circle",
    "star",
    "cross",
    "hexagon",
    "plus",
)

StyleTable: TypeAlias = "Mapping[str, Style]"
"""Styles by data value, in the order of the legend."""
