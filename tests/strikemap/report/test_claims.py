"""Spatial claims of a report: in words that can be checked, with their offsets."""

from __future__ import annotations

import pytest

from strikemap.report.claims import draft_claims
from strikemap.report.model import Report

pytestmark = pytest.mark.usefixtures("gazetteer_home")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The five sites were within about 150\u00a0km of Camp Taji, he said.",
            "The places struck are within about 150 km of Camp Taji",
        ),
        (
            "It fell on Camp Taji, a few miles north of Baghdad, in Iraq.",
            "Camp Taji is a few miles north of Baghdad",
        ),
        (
            "Jets struck the city of Abu Kamal, near Syria’s border with Iraq.",
            "Abu Kamal is near the border between Syria and Iraq",
        ),
        (
            "Chernihiv, which lies about 150 km north of Kyiv, was hit.",
            "Chernihiv is about 150 km north of Kyiv",
        ),
        (
            "Gunmen ambushed a patrol some 20 km south of Goma.",
            "The places struck are some 20 km south of Goma",
        ),
        (
            "A drone hit Tower 22 in northeast Jordan, close to the border with Syria.",
            "Tower 22 is close to the border between Jordan and Syria",
        ),
    ],
)
def test_a_claim_has_a_subject_and_slices_the_text(text: str, claim: str) -> None:
    (found,) = draft_claims(Report(text, text, "", "report.txt"))
    assert (found.text, found.is_read) == (claim, True)
    assert text[found.start : found.end] == found.quote


def test_what_no_gazetteer_has_is_drafted_and_said_to_be_unchecked() -> None:
    text = "Rockets hit Barda, about 30 km from the front."
    (found,) = draft_claims(Report(text, text, "", "report.txt"))
    assert (found.text, found.is_read) == ("Barda is about 30 km from the front", False)


@pytest.mark.parametrize(
    "text",
    [
        "The missile has a range of 300 km.",
        "The convoy drove 40 km before it stopped.",
        "He ran the 10 km race in Berlin.",
    ],
)
def test_distances_to_nothing_are_no_claims(text: str) -> None:
    assert list(draft_claims(Report(text, text, "", "report.txt"))) == []
