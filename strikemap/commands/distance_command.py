"""``strikemap distance``: how far two places are apart, at least and at most."""

from __future__ import annotations

import click

from strikemap.commands.options import as_json_option
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import say, show_json

__all__ = ["command"]


@click.command("distance")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@as_json_option
def command(*, start: str, end: str, in_json: bool) -> None:
    """Measure the geodesic distance from place A to place B.

    A place has a radius inside which it truly lies, so the answer is a distance
    between the centres and an interval that contains the true one.

    \b
    Examples:
      strikemap distance "Camp Taji" Najaf
      strikemap distance "Camp Taji" "Alexandria, IQ" --json
      strikemap distance "33.5239N 44.2567E" geonames:98182

    \b
    Exit codes: 0 measured; 2 a place is unknown or ambiguous (its candidates
                are listed), or an option cannot be used.
    """
    from strikemap.measuring import Spot, measure
    from strikemap.places import describe, find_place, needs_gazetteer, place_record
    from strikemap.wording import kilometres

    if needs_gazetteer(start, end):
        have_gazetteer()
    left, right = find_place(start), find_place(end)
    measured = measure(Spot.of_place(right), Spot.of_place(left))
    interval = measured.interval
    if in_json:
        show_json(
            {
                "from": place_record(left),
                "to": place_record(right),
                "distance_m": round(measured.distance_m, 3),
                "azimuth_deg": round(measured.azimuth_deg, 6),
                "distance_min_m": round(interval.low, 3),
                "distance_max_m": round(interval.high, 3),
            }
        )
        return
    for label, place in (("from", left), ("to", right)):
        say(f"{label:>4}  {describe(place)}, known to {kilometres(place.uncertainty_m)}")
    say(
        f"      {kilometres(measured.distance_m)} between the centres, "
        f"azimuth {measured.azimuth_deg:.0f} degrees"
    )
    say(f"      {kilometres(interval.low)} at least, {kilometres(interval.high)} at most")
