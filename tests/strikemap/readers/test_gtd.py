"""GTD, 135 columns: zeros are unknown, every code has one meaning here."""

from __future__ import annotations

import itertools

import openpyxl
import pandas as pd
import pytest

import strikemap as sm
from geo.ladder import PRECISIONS
from strikemap.readers.gtd import date_of, event_type_of, level_of
from strikemap.schema import EVENT_TYPES

SPECIFICITIES = {"1": "settlement", "2": "admin2", "3": "admin2", "4": "admin1", "5": "unknown"}
SUBTYPES = [
    None,
    "Dynamite/TNT",
    "Grenade",
    "Landmine",
    "Letter Bomb",
    "Other Explosive Type",
    "Pipe Bomb",
    "Pressure Trigger",
    "Projectile (rockets, mortars, RPGs, etc.)",
    "Remote Trigger",
    "Sticky Bomb",
    "Suicide (carried bodily by human being)",
    "Time Fuse",
    "Unknown Explosive Type",
    "Vehicle",
]


def test_the_layout_is_as_wide_as_published(layouts):
    assert len(layouts.GTD_135) == 135


def test_the_layout_is_recognised_by_its_content(read, layouts):
    frame = read(layouts.GTD_135, layouts.GTD_ROW)
    summary = frame.attrs["summary"]
    assert (summary["format_name"], summary["mapped"]) == ("gtd", 1)
    row = frame.iloc[0]
    assert (row["event_id"], row["source_dataset"]) == ("GTD:190000000001", "GTD")
    assert (row["country"], str(row["date_start"].date())) == ("IQ", "1994-07-05")
    assert (row["killed_best"], row["injured_best"]) == (2, 0)
    assert (row["event_type"], row["actor"]) == ("remote explosive/landmine/IED", "Invented Group")


@pytest.mark.parametrize(
    ("known", "days", "precision"),
    [
        (("7", "5"), ("1994-07-05", "1994-07-05"), "day"),
        (("7", "0"), ("1994-07-01", "1994-07-31"), "month"),
        (("0", "0"), ("1994-01-01", "1994-12-31"), "year"),
        (("0", "5"), ("1994-01-01", "1994-12-31"), "year"),
    ],
)
def test_an_unknown_month_or_day_gives_the_whole_interval(read, layouts, known, days, precision):
    month, day = known
    row = read(layouts.GTD_135, {**layouts.GTD_ROW, "imonth": month, "iday": day}).iloc[0]
    assert (str(row["date_start"].date()), str(row["date_end"].date())) == days
    assert row["date_precision"] == precision


@pytest.mark.parametrize(
    ("specificity", "vicinity"), list(itertools.product(SPECIFICITIES, ["0", "1", "-9", None]))
)
def test_every_specificity_with_every_vicinity_is_one_level(specificity, vicinity):
    expected = SPECIFICITIES[specificity]
    if (specificity, vicinity) == ("1", "1"):
        expected = "near"
    assert level_of(specificity, vicinity) == expected
    assert expected in PRECISIONS


@pytest.mark.parametrize("attack", [str(number) for number in range(1, 10)])
@pytest.mark.parametrize("weapon", [None, *(str(number) for number in range(1, 14))])
@pytest.mark.parametrize("suicide", ["0", "1"])
def test_every_kind_of_attack_with_every_weapon_is_one_type(attack, weapon, suicide):
    for subtype in SUBTYPES:
        assert event_type_of(attack, weapon, subtype, suicide) in EVENT_TYPES


@pytest.mark.parametrize(
    ("attack", "weapon", "subtype", "suicide", "expected"),
    [
        ("3", "6", "Grenade", "0", "grenade"),
        (
            "3",
            "6",
            "Projectile (rockets, mortars, RPGs, etc.)",
            "0",
            "shelling/artillery/missile attack",
        ),
        ("3", "6", "Vehicle", "1", "suicide bomb"),
        ("3", "6", "Vehicle", "0", "remote explosive/landmine/IED"),
        ("2", "2", None, "0", "chemical weapon"),
        ("6", "5", None, "0", "abduction/forced disappearance"),
        ("2", "5", None, "1", "attack"),
    ],
)
def test_a_bombing_is_told_by_its_weapon(attack, weapon, subtype, suicide, expected):
    assert event_type_of(attack, weapon, subtype, suicide) == expected


def test_a_figure_that_was_shared_out_lies_between_two_whole_ones(read, layouts):
    row = read(layouts.GTD_135, {**layouts.GTD_ROW, "nkill": "2.5", "nwound": "-99"}).iloc[0]
    assert (row["killed_min"], row["killed_max"]) == (2, 3)
    assert pd.isna(row["killed_best"])
    assert pd.isna(row["injured_best"])
    assert row["nkill"] == "2.5"


def test_a_figure_that_is_no_number_is_rejected_and_listed(read, layouts):
    frame = read(layouts.GTD_135, {**layouts.GTD_ROW, "nkill": "many"})
    assert frame.attrs["summary"]["rejected"] == 1


@pytest.mark.parametrize(
    ("group", "claimed", "attribution"),
    [
        ("Invented Group", "1", "claimed"),
        ("Invented Group", "0", "attributed"),
        ("Unknown", "0", "unknown"),
    ],
)
def test_a_claim_is_told_from_an_attribution(read, layouts, group, claimed, attribution):
    row = {**layouts.GTD_ROW, "gname": group, "claimed": claimed}
    assert read(layouts.GTD_135, row)["attribution"].tolist() == [attribution]


def test_a_workbook_is_read_as_the_csv_is(tmp_path, read, layouts):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(layouts.GTD_135)
    numbers = {"eventid", "iyear", "imonth", "iday", "attacktype1", "specificity", "nkill"}
    sheet.append(
        [
            int(cell) if name in numbers and cell else cell or None
            for name, cell in ((name, layouts.GTD_ROW.get(name)) for name in layouts.GTD_135)
        ]
    )
    book.save(tmp_path / "gtd.xlsx")
    from_book = sm.read_events(tmp_path / "gtd.xlsx").iloc[0]
    from_text = read(layouts.GTD_135, layouts.GTD_ROW).iloc[0]
    for name in ("event_id", "date_start", "event_type", "killed_best", "location_precision"):
        assert from_book[name] == from_text[name]


def test_a_date_without_a_year_is_no_date():
    assert date_of(None, "7", "5") is None
