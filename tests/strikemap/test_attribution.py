"""Attribution follows from the statements."""

from __future__ import annotations

import pytest

from strikemap.attribution import derive_attribution
from strikemap.schema import ATTRIBUTIONS


def says(stance: str, actor: str | None = "Group A", field: str = "actor") -> dict[str, str | None]:
    return {"field": field, "value": actor, "stance": stance}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([], "unknown"),
        ([says("reports")], "unknown"),
        ([says("denies", field="target"), says("claims", field="weapon")], "unknown"),
        ([says("denies")], "denied"),
        ([says("claims")], "claimed"),
        ([says("attributes")], "attributed"),
        ([says("claims"), says("attributes", " group a ")], "claimed"),
        ([says("attributes"), says("attributes", "Group B")], "contested"),
        ([says("claims"), says("claims", "Group B")], "contested"),
        ([says("attributes"), says("denies")], "contested"),
        ([says("claims"), says("denies", None)], "contested"),
    ],
)
def test_attribution_follows_the_documented_rules(statements, expected):
    assert derive_attribution(statements) == expected


def test_every_outcome_is_in_the_vocabulary_and_none_says_confirmed():
    outcomes = {
        derive_attribution(statements)
        for statements in ([], [says("denies")], [says("claims")], [says("attributes")])
    }
    assert outcomes <= set(ATTRIBUTIONS)
    assert "confirmed" not in ATTRIBUTIONS


def test_the_order_of_the_statements_changes_nothing():
    statements = [says("attributes"), says("denies"), says("claims", "Group B")]
    assert derive_attribution(statements) == derive_attribution(statements[::-1])
