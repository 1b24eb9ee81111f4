"""Counts by area, named places and possible pairs on a map of events."""

from __future__ import annotations

import datetime as dt
import json

import pytest

import strikemap as sm
from geo.errors import InputError, PlaceNotFoundError
from strikemap.overlays import count_by_area

AS_OF = dt.date(2026, 11, 20)


def test_reports_are_counted_where_they_lie_and_none_is_lost(gazetteer_home):
    events = sm.locate(sm.demo_events())
    counts = count_by_area(events)
    by_name = counts.areas.set_index("area_id")["reports"]
    assert by_name["naturalearth:IRQ-3049"] == 1  # Kirkuk
    assert by_name.sum() + counts.left_out == len(events)
    assert set(counts.areas["country"]) == {"IQ", "SY"}


def test_a_report_known_only_to_a_country_counts_for_it_and_for_no_province(gazetteer_home):
    events = sm.locate(sm.demo_events())
    wide = events.assign(location_precision="country")
    assert count_by_area(wide).areas.empty
    assert count_by_area(wide, level="country").areas["reports"].sum() > 0


def test_an_unknown_level_is_refused(gazetteer_home):
    with pytest.raises(InputError, match="use admin1 or country"):
        count_by_area(sm.locate(sm.demo_events()), level="village")


def test_a_map_carries_what_was_asked_for(gazetteer_home):
    events = sm.locate(sm.demo_events())
    page = sm.make_map(
        events, areas="admin1", sites=["Camp Taji"], links=True, heat=True, hexagons=True,
        as_of=AS_OF,
    )  # fmt: skip
    contents = page.contents
    assert (len(contents.areas), len(contents.sites)) == (1, 1)
    assert contents.densities == ["heat", "hexagons"]
    joined = [one for entry in contents.links for one in entry["links"]]
    assert all("km" in one["text"] and "day" in one["text"] for one in joined)
    with pytest.raises(PlaceNotFoundError):
        sm.make_map(events, sites=["Qwxyzz"], as_of=AS_OF)


def test_a_held_back_position_joins_nothing(gazetteer_home):
    events = sm.locate(sm.demo_events())
    twice = events.iloc[[0, 0]].assign(event_id=["a", "b"], target="Al-Noor hospital")
    page = sm.make_map(twice, links=True, as_of=AS_OF)
    assert page.contents.links == []


def test_only_reports_known_to_a_place_and_still_standing_are_joined(gazetteer_home):
    events = sm.locate(sm.demo_events())
    at_place = events[events["location_precision"].isin(["site", "settlement"])]
    twice = at_place.iloc[[0, 0]].assign(event_id=["a", "b"])
    assert len(sm.make_map(twice, links=True, as_of=AS_OF).contents.links) == 1
    for changed in ({"location_precision": ["site", "near"]}, {"status": ["active", "retracted"]}):
        page = sm.make_map(twice.assign(**changed), links=True, as_of=AS_OF)
        assert page.contents.links == []


def test_the_command_line_has_the_layers(run, events_file, tmp_path):
    target = tmp_path / "map.html"
    result = run(
        "map", events_file, "-o", target, "--areas", "admin1", "--hexagons", "--site", "Camp Taji"
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    text = target.read_text("utf-8")
    start = text.index('"densities":')
    assert json.loads("{" + text[start : text.index("]", start) + 1] + "}") == {
        "densities": ["hexagons"]
    }


def test_symbols_are_as_large_as_the_figures_of_one_harm(gazetteer_home):
    events = sm.locate(sm.demo_events())
    page = sm.make_map(events, size_by="killed", as_of=AS_OF)
    assert page.contents.events.sizes["said"] == "People killed"
    assert page.contents.events.sizes["most"] == events[["killed_min", "killed_max"]].max().max()
    with pytest.raises(InputError, match="use killed or injured"):
        sm.make_map(events, size_by="weapon", as_of=AS_OF)


def test_areas_are_named_in_the_language_of_the_page(gazetteer_home):
    events = sm.locate(sm.demo_events())
    page = sm.make_map(events, areas="admin1", language="ar", as_of=AS_OF)
    names = {shape["name"] for shape in page.contents.areas[0]["shapes"]}
    assert "الأنبار" in names
    assert page.contents.areas[0]["label"] == "التقارير حسب المحافظة"
    countries = sm.make_map(events, areas="country", language="fr", as_of=AS_OF)
    assert "Irak" in {shape["name"] for shape in countries.contents.areas[0]["shapes"]}
