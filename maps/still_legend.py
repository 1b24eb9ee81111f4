"""The legend of a still: what stands on the map, in words, with counts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from maps.still_density import heat_colours
from maps.still_discs import HATCH
from maps.still_map import RING, VERDICTS
from maps.still_references import LINK
from maps.still_symbols import draw_attribution, draw_count, draw_symbol
from maps.still_terms import terms
from maps.still_text import INK, MUTED
from maps.still_words import RIGHT_TO_LEFT, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes

    from maps.canvas import MapPage
    from maps.contents import Events
    from maps.still_map import Drawn
    from maps.symbology import Shape

__all__ = ["Key", "Row", "labelled", "legend_blocks"]

Key: TypeAlias = "Callable[[Axes, float, float], object]"
"""What draws a legend's key with its middle at a place, in points of the sheet."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the legend: what draws its key at a place, and its text."""

    key: Key | None
    text: str
    bold: bool = False


def labelled(label: str, rest: str, *, language: str) -> str:
    r"""Join a name of any script and what is said of it, in the direction of the language.

    Examples
    --------
    >>> labelled("Camp Taji", "50 km", language="en")
    'Camp Taji: 50 km'
    >>> ascii(labelled("Camp Taji", "50", language="ar"))
    "'\\u200f\\u2068Camp Taji\\u2069: 50'"
    """
    mirrored = language in RIGHT_TO_LEFT
    colon = f"{WORDS[language]['colon']} "
    other = {"L"} if mirrored else {"R", "AL"}
    if not any(unicodedata.bidirectional(sign) in other for sign in label):
        return f"{label}{colon}{rest}"
    mark = "\N{RIGHT-TO-LEFT MARK}" if mirrored else "\N{LEFT-TO-RIGHT MARK}"
    isolated = f"\N{FIRST STRONG ISOLATE}{label}\N{POP DIRECTIONAL ISOLATE}"
    return f"{mark}{isolated}{colon}{rest}"


def legend_blocks(page: MapPage, drawn: Drawn) -> list[list[Row]]:
    """Give the blocks of the legend that have something to say, each with its heading first.

    Parameters
    ----------
    page : MapPage
        Its layers, its language, and whether it has a legend at all.
    drawn : Drawn
        What the panel drew for the reports.
    """
    if not page.legend:
        return []
    legend = _Legend(page, drawn)
    return [block for block in legend.blocks() if len(block) > 1]


class _Legend:
    def __init__(self, page: MapPage, drawn: Drawn) -> None:
        self.page = page
        self.drawn = drawn
        self.words = WORDS[page.language]
        self.terms = terms(page.language)

    def blocks(self) -> Iterator[list[Row]]:
        words = self.words
        contents: Any = self.page.contents  # rings, lines and claims are JSON to be
        if contents.events is not None:
            yield from self._event_blocks(contents.events)
        rows = [Row(None, words["distances"], bold=True)]
        comma = words["comma"]
        for entry in contents.rings:
            radii = comma.join(
                words["km"].format(n=f"{ring['radius'] / 1000:,g}") for ring in entry["rings"]
            )
            key = _stroke(color=RING, linestyle=(0, (4, 2.4)))
            rows.append(Row(key, self._labelled(entry["label"], radii)))
        yield [*rows, *self._lines()]
        yield from self._reference_blocks()
        claims = [Row(None, words["claims"], bold=True)]
        for claim in contents.claims:
            verdict = words.get(str(claim.get("verdict")), str(claim.get("verdict")))
            claims.append(Row(None, self._labelled(str(claim.get("text", "")), verdict)))
        yield claims

    def _labelled(self, label: object, rest: str) -> str:
        return labelled(str(label), rest, language=self.page.language)

    def _term(self, text: str) -> str:
        return self.terms.get(text, text)

    def _lines(self) -> Iterator[Row]:
        """Explain lines by verdict; an outline that is no claim's is called by its own name."""
        contents: Any = self.page.contents
        claimed = {str(claim.get("text", "")) for claim in contents.claims}
        used: dict[str, str] = {}
        for entry in contents.lines:
            for line in entry["lines"]:
                verdict = line["verdict"]
                unclaimed = verdict == "limit" and claimed and entry["label"] not in claimed
                own = entry.get("own") or unclaimed
                used[str(entry["label"]) if own else self.words[verdict]] = verdict
        for verdict in VERDICTS:
            for text, kind in used.items():
                if kind == verdict:
                    yield Row(_stroke(**VERDICTS[verdict]), text)

    def _reference_blocks(self) -> Iterator[list[Row]]:
        contents: Any = self.page.contents
        for entry in contents.areas:
            unit = self.words["reports"] if entry["unit"] == "reports" else entry["unit"]
            title = self.words["comma"].join(filter(None, (entry["label"], unit)))
            rows = [Row(None, title, bold=True)]
            rows += [
                Row(_patch(one["colour"]), one.get("said") or _span(one["low"], one["high"]))
                for one in entry["classes"]
            ]
            if any(shape["class"] is None for shape in entry["shapes"]):
                rows.append(Row(_patch("none", dashed=True), self.words["no_figure"]))
            if entry["note"]:
                rows.append(Row(None, str(entry["note"])))
            yield rows
        signs = [Row(_place, entry["label"]) for entry in contents.sites]
        dashes = _stroke(color=LINK, linestyle=(0, (2, 2)))
        signs += [
            Row(dashes, self._labelled(entry["label"], f"{len(entry['links']):,}"))
            for entry in contents.links
        ]
        yield [Row(None, self.words["other_layers"], bold=True), *signs]

    def _event_blocks(self, events: Events) -> Iterator[list[Row]]:
        words, marks = self.words, events.marks
        shown = len(self.drawn.spots) > 0
        types = [Row(None, self.page.styled_by or words["types"], bold=True)]
        for number, style in enumerate(events.styles):
            n = int((marks.style == number).sum())
            if n:
                said = self._term(style.said or style.label)
                key = _symbol(style.shape, style.colour) if shown else None
                types.append(Row(key, self._labelled(said, f"{n:,}")))
        yield types
        yield from self._summaries()
        if events.sizes is not None and shown:
            most = f"{float(str(events.sizes['most'])):,g}"
            yield [
                Row(None, self._term(str(events.sizes["said"])), bold=True),
                Row(None, words["sized"].format(most=most)),
            ]
        yield self._precisions(events)
        voices = [Row(None, words["attribution"], bold=True)]
        for number, word in enumerate(events.attributions):
            n = int((marks.attribution == number).sum())
            if word and n:
                key = _attribution(word) if shown else None
                voices.append(Row(key, self._labelled(words[word], f"{n:,}")))
        yield voices

    def _precisions(self, events: Events) -> list[Row]:
        words, drawn = self.words, self.drawn
        at_point = events.marks.at_point
        rows = [Row(None, words["precision"], bold=True)]
        points, areas = int(at_point.sum()), int((~at_point).sum())
        if points:
            text = words["point"] if drawn.rings else words["point_plain"]
            key = _symbol("circle", MUTED) if drawn.spots else None
            rows.append(Row(key, self._labelled(text, f"{points:,}")))
        if areas and drawn.merged:
            rows.append(Row(_hatched, self._labelled(words["area_merged"], f"{areas:,}")))
        elif areas:
            key = _symbol("circle", MUTED, hollow=True)
            rows.append(Row(key, self._labelled(words["area"], f"{areas:,}")))
        if any(len(spot.rows) > 1 for spot in drawn.spots):
            rows.append(Row(_several, words["several"]))
        return rows

    def _summaries(self) -> Iterator[list[Row]]:
        words, heat, hexagons = self.words, self.drawn.heat, self.drawn.hexagons
        if heat is not None:
            peak = max(round(heat.peak), 1)
            yield [
                Row(None, words["heat"], bold=True),
                Row(_ramp, words["heat_means"].format(n=f"{peak:,}")),
            ]
        if hexagons is not None:
            area = words["km2"].format(n=f"{float(f'{hexagons.area_km2:.2g}'):,g}")
            rows = [Row(None, words["hexagons"], bold=True)]
            rows += [Row(_hexagon(c), _span(low, high)) for low, high, c in hexagons.classes]
            yield [*rows, Row(None, words["hexagons_mean"].format(area=area))]


def _span(low: float, high: float) -> str:
    return f"{low:,g}" if low == high else f"{low:,g} \N{EN DASH} {high:,g}"


def _symbol(shape: Shape, colour: str, *, hollow: bool = False) -> Key:
    return lambda axes, x, y: draw_symbol(axes, x, y, shape=shape, colour=colour, hollow=hollow)


def _attribution(word: str) -> Key:
    def key(axes: Axes, x: float, y: float) -> None:
        draw_symbol(axes, x, y, shape="circle", colour=MUTED)
        draw_attribution(axes, x, y, word)

    return key


def _stroke(**style: Any) -> Key:
    return lambda axes, x, y: axes.add_line(
        Line2D([x - 8.0, x + 7.0], [y, y], linewidth=1.3, **style)
    )


def _several(axes: Axes, x: float, y: float) -> None:
    draw_count(axes, x, y, n=12)


def _patch(colour: str, *, dashed: bool = False) -> Key:
    return lambda axes, x, y: axes.add_patch(
        Rectangle(
            (x - 7.0, y - 4.0),
            14.0,
            8.0,
            facecolor=colour,
            edgecolor=MUTED,
            linewidth=0.5,
            linestyle=(0, (3, 2)) if dashed else "solid",
        )
    )


def _hatched(axes: Axes, x: float, y: float) -> None:
    axes.add_patch(
        Rectangle(
            (x - 7.0, y - 4.0),
            14.0,
            8.0,
            facecolor=(MUTED, 0.05),
            edgecolor=(MUTED, 0.6),
            linewidth=0.5,
            linestyle=(0, (1, 1.6)),
            hatch=HATCH,
        )
    )


def _ramp(axes: Axes, x: float, y: float) -> None:
    colours = heat_colours()
    for step in range(6):
        axes.add_patch(
            Rectangle(
                (x - 9.0 + 3.0 * step, y - 4.0),
                3.0,
                8.0,
                facecolor=colours((step + 1) / 6),
                linewidth=0,
            )
        )


def _hexagon(colour: str) -> Key:
    return lambda axes, x, y: axes.add_line(
        Line2D(
            [x],
            [y],
            linestyle="none",
            marker="h",
            markersize=10.0,
            markerfacecolor=colour,
            markeredgecolor=MUTED,
            markeredgewidth=0.4,
        )
    )


def _place(axes: Axes, x: float, y: float) -> None:
    axes.add_line(
        Line2D([x], [y], marker="o", markersize=4.2, markerfacecolor="white", markeredgecolor=INK)
    )
