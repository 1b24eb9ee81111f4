"""A clock that stands still, and a town as a provider knows it."""

from __future__ import annotations

from gazetteer.online_places import Found


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0  # 2027-01-15 08:00:00 UTC
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


TOWN = Found(
    place_id="osm:N1",
    name="Taji",
    names=("Taji",),
    lon=44.26,
    lat=33.51,
    country="IQ",
    admin1="",
    feature_class="P",
    feature_code="PPL",
    population=0,
    precision="settlement",
    uncertainty_m=5_000.0,
)
