"""Every row with a contradiction is looked at, and no other is needed."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from strikemap.readers.relations import COMPARED, row_faults, suspects

FIGURES = ("killed_min", "killed_best", "killed_max", "injured_min", "injured_best", "injured_max")
ROW = st.fixed_dictionaries(
    {
        **{axis: st.sampled_from([None, 0.0, 44.2]) for axis in ("lon", "lat")},
        **{name: st.sampled_from([None, 0, 1, 2]) for name in FIGURES},
        **{
            name: st.sampled_from([None, dt.date(2020, 3, 11), dt.date(2020, 3, 12)])
            for name in ("date_start", "date_end")
        },
    }
)


@given(ROW)
def test_a_row_is_suspect_exactly_if_it_has_a_fault(row):
    found = list(row_faults({**dict.fromkeys(COMPARED), **row}))
    numbers = {
        name: np.array([np.nan if row[name] is None else row[name]])
        for name in ("lon", "lat", *FIGURES)
    }
    days = {
        name: np.array([row[name]], dtype="datetime64[D]") for name in ("date_start", "date_end")
    }
    suspect = suspects(1, numbers, days).tolist() == [True]
    # min above max is one fault for a person only where best does not stand between them.
    assert suspect or not found
    assert found or not suspect
