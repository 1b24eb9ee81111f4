from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import InputError
from maps.assets import frontend
from maps.symbology import ATTRIBUTIONS, PALETTE, SHAPES, Style

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Severity 1.0 matrices that Machado, Oliveira and Fernandes (2009) publish beside their paper,
# as the package colorspacious 1.1.2 carries them (colorspacious/cvd.py).
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.3039],
        ]
    ),
}
# IEC 61966-2-1 (sRGB, D65) to CIE XYZ.
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour: str) -> NDArray[np.float64]:
    share = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    share = TO_XYZ @ rgb / (TO_XYZ @ np.ones(3))
    f = np.where(share > 0.008856, np.cbrt(np.maximum(share, 1e-12)), 7.787 * share + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(first: str, second: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("vision", VISIONS)
def test_every_pair_of_the_palette_stays_apart(vision: str) -> None:
    seen = {
        name: lab(np.clip(VISIONS[vision] @ linear(colour), 0, 1))
        for name, colour in PALETTE.items()
    }
    assert len(seen) == 7
    for first, second in combinations(seen, 2):
        assert np.linalg.norm(seen[first] - seen[second]) >= 14, (first, second)


def test_every_colour_of_the_palette_stands_out_from_the_land() -> None:
    land = re.search(r"--sm-land: (#\w{6})", frontend("theme.css"))
    assert land is not None
    for colour in PALETTE.values():
        assert contrast(colour, land[1]) >= 3


def test_the_page_draws_every_shape_and_every_attribution() -> None:
    script = frontend("symbols.js")
    for word in (*SHAPES, *ATTRIBUTIONS):
        assert re.search(rf"^    {word}: ", script, re.MULTILINE), word


@pytest.mark.parametrize(
    ("label", "shape", "colour"),
    [("", "circle", "#000000"), ("x" * 81, "circle", "#000000"), ("a", "blob", "#000000"),
     ("a", "circle", "red"), ("a", "circle", "#00000g")],
)  # fmt: skip
def test_a_style_that_cannot_be_drawn_is_refused(label: str, shape: str, colour: str) -> None:
    with pytest.raises(InputError):
        Style(label, shape, colour)  # type: ignore[arg-type]


@pytest.mark.parametrize("label", ["Air/drone strike", "غارة جوية", "Обстріл", "A (b), c: d - e"])
def test_a_name_in_any_script_may_be_a_layer(label: str) -> None:
    assert Style(label, "circle", "#000000").label == label
