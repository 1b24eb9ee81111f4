"""The bundled events say what the two reports say, and nothing more."""

from __future__ import annotations

import pandas as pd
import pytest

from strikemap.samples import demo_claims, demo_events
from strikemap.validation import validate

TOPONYMS = [
    "Camp Taji",
    "Jurf al-Nasr",
    "al-Musayyib",
    "Najaf",
    "Alexandria",
    "Abu Kamal",
    "Kirkuk",
    "Baghdad International Airport",
    "al-Asad air base",
    "Makhmour",
]
STRIKES = "us-strikes-2020-03-12"


@pytest.fixture(scope="module")
def events():
    return demo_events().set_index("event_id", drop=False)


def said(events, event_id: str, field: str) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (item["value"], item["stance"], item["voice"])
        for item in events.loc[event_id, "statements"]
        if item["field"] == field
    ]


def test_the_samples_have_no_fault(events):
    assert validate(events.reset_index(drop=True)) == []
    assert demo_events().attrs["summary"]["rejected"] == 0


def test_the_toponyms_are_the_reports_own_and_one_row_has_no_place(events):
    assert events["toponym"].dropna().tolist() == TOPONYMS
    nowhere = events[events["toponym"].isna()]
    assert nowhere["event_id"].tolist() == ["us-strikes-2019-12-2020-01"]
    assert nowhere["country"].isna().all()


def test_no_position_is_invented(events):
    assert events.geometry.isna().all()
    assert events["uncertainty_m"].isna().all()


def test_four_areas_of_one_operation_and_nothing_for_a_fifth(events):
    rows = events[events["incident_id"] == STRIKES]
    assert len(rows) == 4
    assert set(rows["location_relation"]) == {"area of"}
    assert set(rows["harm_scope"]) == {"incident"}
    assert rows["killed_best"].dropna().tolist() == [5]
    assert (rows["date_start"].iloc[0], rows["date_end"].iloc[0]) == (
        pd.Timestamp(2020, 3, 12),
        pd.Timestamp(2020, 3, 13),
    )


def test_the_attack_on_camp_taji_is_contested_with_both_voices(events):
    event_id = "camp-taji-2020-03-11"
    assert events.loc[event_id, "attribution"] == "contested"
    actor = said(events, event_id, "actor")
    assert ("Kataib Hezbollah", "attributes", "US Central Command") in actor
    assert ("Kataib Hezbollah", "denies", "Kataib Hezbollah") in actor
    row = events.loc[event_id]
    assert [row["killed_min"], row["killed_best"], row["killed_max"]] == [3, 3, 3]
    assert [row["injured_min"], row["injured_best"]] == [14, 14]
    assert pd.isna(row["injured_max"])


def test_the_photograph_is_evidence_of_the_attack_and_no_event(events):
    (evidence,) = said(events, "camp-taji-2020-03-11", "evidence")
    assert "Rashidiya" in evidence[0]
    assert not events["toponym"].str.contains("Rashidiya").any()


def test_unknown_figures_are_blank_and_never_zero(events):
    figures = events[[name for name in events if name.startswith(("killed_", "injured_"))]]
    assert not (figures == 0).any(axis=None)
    assert pd.isna(events.loc["al-asad-2020-01-08", "killed_best"])
    airport = events.loc["baghdad-airport-2020-01-03"]
    assert airport["killed_min"] == 7
    assert pd.isna(airport["killed_max"])


def test_dates_are_intervals_with_their_basis(events):
    kirkuk = events.loc["kirkuk-2019-12"]
    assert (kirkuk["date_start"], kirkuk["date_end"]) == (
        pd.Timestamp(2019, 12, 1),
        pd.Timestamp(2019, 12, 31),
    )
    assert kirkuk["date_precision"] == "month"
    abu_kamal = events.loc["abu-kamal-2020-03"]
    assert abu_kamal["date_basis"] == "reported_on"
    assert abu_kamal["date_end"] == pd.Timestamp(2020, 3, 11)
    assert abu_kamal["date_start"] < abu_kamal["date_end"]


def test_the_airport_strike_belongs_to_the_series_after_kirkuk(events):
    series = events.loc["us-strikes-2019-12-2020-01", "incident_id"]
    assert events.loc["baghdad-airport-2020-01-03", "incident_id"] == series


def test_every_statement_names_a_source_of_its_event(events):
    for row in events.itertuples():
        known = {source["id"] for source in row.sources}
        assert row.statements
        assert {item["source"] for item in row.statements} <= known


def test_no_sentence_title_or_quote_is_carried(events):
    statements = [item for items in events["statements"] for item in items]
    assert {item["quote"] for item in statements} == {None}
    assert max(len(item["value"].split()) for item in statements) <= 15
    sources = [item for items in events["sources"] for item in items]
    assert {item["title"] for item in sources} == {None}


def test_what_the_files_do_not_carry_is_marked_inferred(events):
    sources = {item["id"]: item for items in events["sources"] for item in items}
    assert sources["report-000"]["inferred"] == "published"
    assert sources["report-004"]["inferred"] == "publisher|url|published"
    assert {len(sources[name]["sha256"]) for name in ("report-000", "report-004")} == {64}


def test_the_target_of_the_strikes_is_contested_and_the_voices_are_kept(events):
    targets = said(events, f"{STRIKES}-najaf", "target")
    assert {voice for _, _, voice in targets} >= {"US Central Command", "Iraqi military"}


def test_three_claims_with_their_own_missing_facts():
    claims = {claim.claim_id: claim for claim in demo_claims()}
    assert list(claims) == ["taji-150km", "taji-north-of-baghdad", "abu-kamal-border"]
    within = claims["taji-150km"]
    assert (within.subject_basis, within.incident_id, len(within.missing)) == (
        "possible",
        STRIKES,
        3,
    )
    assert [part.relation for part in claims["taji-north-of-baghdad"].parts] == [
        "direction",
        "distance",
    ]
