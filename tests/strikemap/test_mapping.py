"""The map is made from what may be published, and lists what it leaves out."""

from __future__ import annotations

import datetime as dt

import folium
import geopandas as gpd
import pytest

from geo.errors import InputError
from strikemap import locate
from strikemap.checking import check_claim
from strikemap.claim_cards import claims_table, held_back_items
from strikemap.exploring import explore
from strikemap.mapping import make_map, not_on_map, parse_ring
from strikemap.publishing import Policy, publishable
from strikemap.samples import demo_claims, demo_events
from strikemap.schema import EVENT_TYPES, conform
from strikemap.styles import STYLES

DAY = dt.date(2026, 1, 1)


@pytest.fixture(scope="module")
def events(gazetteer_home):
    return locate(demo_events())


@pytest.fixture(scope="module")
def results(events):
    return [check_claim(events, claim) for claim in demo_claims()]


def page_of(tmp_path, page):
    path = tmp_path / "map.html"
    page.save(path)
    return path.read_text(encoding="utf-8")


def test_every_event_type_has_a_style_and_no_other():
    assert set(STYLES) == set(EVENT_TYPES)


def test_classes_differ_in_shape_and_in_colour():
    classes = {style.label: style for style in STYLES.values()}
    assert len({style.shape for style in classes.values()}) == len(classes)
    assert len({style.colour for style in classes.values()}) == len(classes)


def test_weapons_found_and_other_are_never_strikes():
    assert STYLES["weapons found"] == STYLES["other"]
    assert STYLES["other"] != STYLES["air/drone strike"]


def test_the_demo_map_is_a_folium_map_in_one_file(events, results, tmp_path):
    page = make_map(
        events, title="A title", rings=["Camp Taji:50km,100km,150km"], claims=results, as_of=DAY
    )
    assert isinstance(page, folium.Map)
    html = page_of(tmp_path, page)
    assert "A title" in html
    assert "cannot be decided" in html


def test_hostile_text_of_an_event_is_data_and_never_markup(tmp_path):
    hostile = "</script><img src=x onerror=alert(1)>{{7*7}}"
    frame = conform(
        gpd.GeoDataFrame(
            {"event_id": ["a"], "toponym": [hostile], "actor": [hostile]},
            geometry=gpd.points_from_xy([44.0], [33.0]),
            crs="EPSG:4326",
        )
    )
    html = page_of(tmp_path, make_map(locate(frame), title=hostile, as_of=DAY))
    assert "<img src=x" not in html
    assert "{{7*7}}" not in html


def test_full_precision_is_marked_as_not_for_publication(events):
    policy = Policy(full_precision=True, reason="internal check")
    assert make_map(events, policy=policy, as_of=DAY).banner == (
        "Not for publication: internal check"
    )
    assert make_map(events, as_of=DAY).banner == ""


def test_what_is_not_drawn_is_listed_with_the_reason(events):
    left_out = not_on_map(events).set_index("event_id")["reason"]
    assert left_out["us-strikes-2019-12-2020-01"] == "no place is reported"


def test_superseded_rows_are_listed_and_not_drawn(events):
    frame = events.copy()
    frame["status"] = frame["status"].where(
        frame["event_id"] != "camp-taji-2020-03-11", "superseded"
    )
    left_out = not_on_map(frame).set_index("event_id")["reason"]
    assert left_out["camp-taji-2020-03-11"] == "the report is superseded"


def test_withdrawn_rows_leave_the_map_and_every_count_and_keep_their_reason(events):
    gone = events.assign(correction_note=None)
    gone.loc[gone.index[0], ["status", "correction_note"]] = ["retracted", "the agency withdrew it"]
    page = make_map(gone, as_of=dt.date(2026, 1, 1))
    assert page.contents.events.rows == len(events) - 1
    assert [(one["id"], one["standing"], one["reason"], one["kind"]) for one in page.withdrawn] == [
        (
            events["event_id"].iloc[0],
            "retracted",
            "the agency withdrew it",
            STYLES[events["event_type"].iloc[0]].label,
        )
    ]
    everything = make_map(events.assign(status="superseded"), as_of=dt.date(2026, 1, 1))
    assert everything.contents.events.rows == 0
    assert len(everything.withdrawn) == len(events)
    everything.get_root().render()


def test_rejected_rows_of_the_file_are_listed_on_the_page(events):
    frame = events.copy()
    frame.attrs = {
        "summary": {"problems": [{"row": 7, "reason": "no date", "severity": "rejected"}]}
    }
    assert make_map(frame, as_of=DAY).not_shown == [{"label": "row 7", "reason": "no date"}]


def test_a_page_offers_no_rows_of_a_restricted_data_set(events):
    restricted = events.assign(source_dataset="ACLED")
    assert make_map(events, as_of=DAY).downloads
    assert not make_map(restricted, as_of=DAY).downloads
    permitted = Policy(permission="by letter")
    assert not make_map(restricted, policy=permitted, as_of=DAY).downloads


def test_a_ring_has_a_place_and_distances():
    ring = parse_ring("33.5239N 44.2567E:100km,50km,50 km")
    assert (ring.place.lat, ring.radii_m) == (33.5239, [50_000, 100_000])


@pytest.mark.usefixtures("gazetteer_home")
def test_a_ring_may_name_its_place_by_id():
    ring = parse_ring("geonames:98182:10km")
    assert (ring.place.place_id, ring.label) == ("geonames:98182", "Baghdad")


@pytest.mark.usefixtures("gazetteer_home")
def test_a_ring_is_labelled_with_the_name_as_it_was_written():
    assert parse_ring("Camp Taji, IQ:10km").label == "Camp Taji"


@pytest.mark.parametrize("ring", ["Camp Taji", ":50km", "33N 44E:50", "33N 44E:", "33N 44E:-5km"])
def test_a_ring_that_cannot_be_read_is_refused(ring):
    with pytest.raises(InputError):
        parse_ring(ring)


def test_held_back_items_lose_their_numbers_in_tables_and_lines(events, results):
    published = publishable(events, as_of=dt.date(2020, 3, 13))
    held_back = held_back_items(events, published)
    assert "us-strikes-2020-03-12-najaf" in held_back
    table = claims_table(results, held_back=held_back)
    assert not table["item"].isin(held_back).any()
    assert "Najaf" not in set(table["toponym"])
    hidden = table[table["item"] == "(withheld)"]
    assert len(hidden) > 0
    assert hidden["distance_m"].isna().all()
    assert hidden["verdict"].isna().all()
    assert (hidden["turns"] == "").all()


def test_nothing_is_held_back_from_old_public_events(events):
    assert held_back_items(events, publishable(events, as_of=DAY)) == frozenset()


def test_the_claims_table_has_no_positions(results):
    table = claims_table(results)
    assert not {"lon", "lat"} & set(table.columns)
    assert table["claim_id"].nunique() == 3


@pytest.mark.usefixtures("gazetteer_home")
def test_explore_locates_and_draws():
    assert isinstance(explore(demo_events()), folium.Map)


def test_a_map_of_nothing_is_still_a_map(tmp_path):
    from strikemap.schema import empty_events

    assert "</html>" in page_of(tmp_path, make_map(empty_events(), as_of=DAY))


def test_a_page_is_made_in_a_language_and_an_unknown_one_is_an_error(events):
    assert make_map(events, language="ar", as_of=DAY).language == "ar"
    with pytest.raises(InputError, match="'xx' is no language of the page; use en, ar, fr, uk"):
        make_map(events, language="xx", as_of=DAY)
