"""Cards say what, when, where, who says what, and how well it is known."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from maps.cards import check_keys
from maps.speech import Speech
from strikemap.event_cards import event_cards
from strikemap.samples import demo_events
from strikemap.schema import conform


@pytest.fixture(scope="module")
def cards():
    events = demo_events()
    return dict(zip(events["event_id"], event_cards(events), strict=True))


def test_the_page_knows_every_field_of_every_card(cards):
    check_keys("event card", list(cards.values()))
    assert len(cards) == len(demo_events())


def test_voices_that_disagree_stand_side_by_side(cards):
    card = cards["camp-taji-2020-03-11"]
    voices = [voice for voice in card["voices"] if voice["topic"] == "Who did it"]
    assert {voice["stance"] for voice in voices} == {"attributes", "denies"}
    topics = [voice["topic"] for voice in card["voices"]]
    assert topics == sorted(topics, key=topics.index)
    assert all(
        topics.index(topic) + topics.count(topic) - 1 == len(topics) - 1 - topics[::-1].index(topic)
        for topic in topics
    ), "voices of one topic are not apart"
    assert card["attribution_note"] == "Voices disagree, or it is denied."


def test_an_open_figure_says_at_least(cards):
    harm = {figure["label"]: figure["value"] for figure in cards["camp-taji-2020-03-11"]["harm"]}
    assert harm["Killed"] == "3"
    assert "14" in harm["Injured"]
    notes = {figure["label"]: figure["note"] for figure in cards["camp-taji-2020-03-11"]["harm"]}
    assert notes["Killed"] == notes["Injured"] == "by Al-Monitor, Voice of America"


def test_a_figure_of_a_whole_operation_says_so_and_stands_once(cards):
    notes = [
        figure["note"]
        for name, card in cards.items()
        if name.startswith("us-strikes-2020-03-12")
        for figure in card.get("harm", [])
    ]
    assert notes == ["by Iraqi military; for the whole operation at 4 places, counted once"]


def test_what_is_unknown_is_left_out_and_never_zero(cards):
    harm = cards["al-asad-2020-01-08"].get("harm", [])
    assert [figure["label"] for figure in harm] == ["Injured"]


def test_a_month_is_said_as_a_month(cards):
    assert cards["kirkuk-2019-12"]["when"] == "December 2019"


def test_a_report_without_place_says_so(cards):
    assert cards["us-strikes-2019-12-2020-01"]["title"].endswith("place not reported")


def test_sources_say_which_fields_are_inferred(cards):
    sources = {source["id"]: source for source in cards["camp-taji-2020-03-11"]["sources"]}
    assert "publisher" in sources["report-004"]["note"]


def test_a_retracted_report_says_so_in_plain_view():
    frame = conform(
        gpd.GeoDataFrame(
            {"event_id": ["a"], "status": ["retracted"], "correction_note": ["told twice"]},
            geometry=[None],
            crs="EPSG:4326",
        )
    )
    (card,) = event_cards(frame)
    assert card["notes"] == ["This report is retracted.", "told twice"]
    assert card["title"] == "Report: place not reported"


def test_the_cards_of_many_rows_are_those_of_each_row_alone():
    many = pd.concat([demo_events()] * 3, ignore_index=True)
    many["event_id"] = many["incident_id"] = [f"event {number}" for number in range(len(many))]
    many.loc[0, ["killed_min", "weapon", "admin1"]] = [7, "rocket", "Nineveh"]
    many.loc[1, ["date_start", "uncertainty_m"]] = [pd.NaT, float("nan")]
    events = conform(many)
    alone = [event_cards(events.iloc[[at]])[0] for at in range(len(events))]
    assert list(event_cards(events)) == alone


def test_a_card_speaks_the_language_of_the_page_and_leaves_the_words_of_the_report():
    [card] = event_cards(
        conform(
            gpd.GeoDataFrame(
                {
                    "event_id": ["a"],
                    "event_type": ["air/drone strike"],
                    "toponym": ["near {n}"],
                    "country": ["IQ"],
                    "date_start": pd.to_datetime(["2020-03-12"]),
                    "date_end": pd.to_datetime(["2020-03-13"]),
                    "date_precision": ["day"],
                    "location_precision": ["settlement"],
                    "uncertainty_m": [5000.0],
                    "killed_min": pd.array([14], "Int64"),
                },
                geometry=[None],
                crs="EPSG:4326",
            )
        ),
        Speech("uk"),
    )
    assert card["title"] == "Авіаудар або удар дрона: near {n}"
    assert card["place"] == "near {n}, Ірак"
    assert card["when"] == "12-13 березня 2020 р."
    assert card["precision"] == "місто або село, у межах близько 5 км"
    assert card["harm"][0]["value"] == "щонайменше 14"
