"""Claims as data, and the file they are read from."""

from __future__ import annotations

import math

import pytest

from geo.errors import InputError, InputFileNotFoundError
from strikemap.claim_file import CLAIM_COLUMNS, read_claims
from strikemap.claims import Claim, Part

HEADER = ",".join(CLAIM_COLUMNS)


def write(tmp_path, *lines, header=HEADER):
    path = tmp_path / "claims.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def test_parts_of_one_claim_are_joined_by_its_id(tmp_path):
    path = write(
        tmp_path,
        'a,Camp Taji lies north,someone,s1,,"Camp Taji, IQ",,,x|y,direction,Baghdad,,,,north',
        "a,,,,,,,,,distance,Baghdad,,miles,a few,",
        "b,near,someone,s1,inc,,possible,because,,within,Camp Taji,150,km,about,",
    )
    first, second = read_claims(path)
    assert [part.relation for part in first.parts] == ["direction", "distance"]
    assert first.places == ("Camp Taji, IQ",)
    assert first.missing == ("x", "y")
    assert first.subject_basis == "identified"
    assert math.isnan(first.parts[1].value)
    assert (second.incident_id, second.reading) == ("inc", "because")
    assert second.parts[0] == Part("within", "Camp Taji", 150.0, "km", "about")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("a,t,s,s,i,,,,,within,Camp Taji,150,,about,", "row 2.*unit"),
        ("a,t,s,s,i,,,,,within,Camp Taji,,km,about,", "row 2.*no number"),
        ("a,t,s,s,i,,,,,within,Camp Taji,150km,,,", "row 2, column value.*150km"),
        ("a,t,s,s,i,,,,,within,Camp Taji,-5,km,,", "row 2.*-5"),
        ("a,t,s,s,i,,,,,withn,Camp Taji,150,km,,", "row 2.*withn"),
        ("a,t,s,s,i,,,,,within,,150,km,,", "row 2, column object"),
        ("a,t,s,s,i,,,,,direction,Baghdad,,,,nrth", "row 2.*nrth"),
        ("a,t,s,s,i,,,,,near border,Syria,,,near,", "row 2.*SY/IQ"),
        ("a,t,s,s,i,,,,,within,Camp Taji,150,km,kind of,", "row 2.*kind of"),
        ("a,t,s,s,,,,,,within,Camp Taji,150,km,,", "one subject"),
        ("a,t,s,s,i,p,,,,within,Camp Taji,150,km,,", "one subject"),
        ("a,t,s,s,i,,possible,,,within,Camp Taji,150,km,,", "reading"),
        ("a,t,s,s,i,,perhaps,,,within,Camp Taji,150,km,,", "perhaps"),
        (",t,s,s,i,,,,,within,Camp Taji,150,km,,", "column claim_id"),
        ("a,t,s,s,i,,,,,inside,Iraq,150,km,,", "row 2.*no number"),
        ("a,t,s,s,i,,,,,between,Iraq,,,,", "row 2.*Baghdad/Kirkuk"),
        ("a,t,s,s,i,,,,,within,Camp Taji,150,km,at least,", "row 2.*upper limit"),
        ("a,t,s,s,i,,,,,within,Camp Taji,150,km,a few,", "row 2.*stands in place"),
        ("a,t,s,s,i,,,,,distance,Camp Taji,30,km,,,20", "row 2.*runs down"),
        ("a,Najaf is 150 from Taji,s,s,,,,,,,,,,,", "row 2.*without a unit"),
        ("a,Najaf is near Taji,s,s,i,,,,,,,,,,", "row 2, column incident_id.*in words"),
    ],
)
def test_a_claim_that_cannot_be_measured_is_refused_with_its_row(tmp_path, line, complaint):
    with pytest.raises(InputError, match=complaint):
        read_claims(write(tmp_path, line))


def test_two_rows_that_contradict_each_other_are_refused(tmp_path):
    path = write(
        tmp_path,
        "a,one text,s,s,i,,,,,within,Camp Taji,150,km,,",
        "a,another text,,,,,,,,within,Baghdad,50,km,,",
    )
    with pytest.raises(InputError, match="row 3, column text"):
        read_claims(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputFileNotFoundError, match=r"none\.csv"):
        read_claims(tmp_path / "none.csv")


def test_a_table_without_the_columns_of_claims_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no table of claims.*relation"):
        read_claims(write(tmp_path, "1,2", header="a,b"))


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_bytes(HEADER.encode() + b"\na,\xe9,,,i,,,,,within,x,1,km,,\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_claims(path)


def test_a_file_with_a_header_only_has_no_claims(tmp_path):
    assert read_claims(write(tmp_path)) == []


def test_a_claim_without_parts_is_refused():
    with pytest.raises(InputError, match="nothing to check"):
        Claim("a", "t", "s", "s", parts=(), incident_id="i")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part("within", "Camp Taji", 150, "km", "about"), "within about 150 km of Camp Taji"),
        (Part("distance", "Baghdad", unit="miles", hedge="a few"), "a few miles from Baghdad"),
        (Part("direction", "Baghdad", direction="north"), "north of Baghdad"),
        (Part("near border", "SY/IQ", hedge="near"), "near the border of SY and IQ"),
        (
            Part("near border", "SY/IQ", 10, "km"),
            "within 10 km of the border of SY and IQ",
        ),
        (Part("within", "Kirkuk", hedge="near"), "near Kirkuk"),
        (Part("between", "Baghdad/Kirkuk"), "between Baghdad and Kirkuk"),
        (Part("outside", "Iraq"), "outside Iraq"),
        (
            Part("border distance", "SY/IQ", 7, "km", "about"),
            "about 7 km from the border of SY and IQ",
        ),
        (Part("distance", "Najaf", 20, "km", value_to=30), "20 to 30 km from Najaf"),
    ],
)
def test_a_part_can_be_said_in_words(part, words):
    assert part.wording == words


def test_a_row_may_hold_its_claim_in_words(tmp_path):
    path = write(
        tmp_path, "a,Najaf is about 20 to 30 km from Camp Taji,someone,s1,,,,,why|who,,,,,,"
    )
    (claim,) = read_claims(path)
    assert claim.parts == (Part("distance", "Camp Taji", 20, "km", "about", value_to=30),)
    assert (claim.claim_id, claim.stated_by, claim.missing) == ("a", "someone", ("why", "who"))
