"""Ask an online geocoder for what the gazetteer does not know; only where the user wants it.

A row is never sent if any of its cells speaks of a sensitive place, or if it is
marked in a column ``sensitive``: a word too many keeps a name at home, a word
too few may harm somebody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gazetteer.online import OnlineQuestion, OnlineRun, plan_requests
from strikemap.geocoding import answer_cells
from strikemap.locating import split_relation
from strikemap.sensitive import sensitive_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.online import OnlineAnswer, Plan
    from gazetteer.online_providers import OnlineSettings

__all__ = ["ONLINE_COLUMNS", "geocode_online", "plan_online", "sensitive_rows"]

ONLINE_COLUMNS: Final = ("provider", "attribution", "retrieved_at")
"""What online geocoding adds; a column of the input with such a name is kept as ``NAME_input``."""

_NO: Final = frozenset({"", "0", "no", "n", "false", "f", "none"})


def sensitive_rows(table: pd.DataFrame) -> list[bool]:
    """Tell which rows of a table must never be sent to anybody.

    Examples
    --------
    >>> table = pd.DataFrame({"place": ["Taji", "Taji"], "target": ["airfield", "a clinic"]})
    >>> sensitive_rows(table)
    [False, True]
    """
    texts = table.select_dtypes(include=["str", "object"])
    known: dict[str, bool] = {}
    for cell in pd.unique(texts.to_numpy(dtype=object).ravel()):
        if isinstance(cell, str):
            known[cell] = sensitive_kind(cell) is not None
    marks = [name for name in table.columns if str(name).strip().lower() == "sensitive"]
    return [
        any(known.get(cell, False) for cell in row if isinstance(cell, str))
        or any(str(cell).strip().lower() not in _NO for cell in marked if not pd.isna(cell))
        for row, marked in zip(
            texts.itertuples(index=False, name=None),
            table[marks].itertuples(index=False, name=None) if marks else [()] * len(table),
            strict=True,
        )
    ]


def plan_online(
    table: pd.DataFrame,
    located: pd.DataFrame,
    settings: OnlineSettings,
    *,
    toponym: str,
    country: str | None = None,
) -> Plan:
    """Say exactly what :func:`geocode_online` would send; nothing is sent."""
    questions = _questions(table, located, toponym=toponym, country=country)
    return plan_requests(questions.values(), settings)


def geocode_online(
    table: pd.DataFrame,
    located: pd.DataFrame,
    settings: OnlineSettings,
    *,
    toponym: str,
    country: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> pd.DataFrame:
    """Ask for the rows that the gazetteer did not find.

    Parameters
    ----------
    table : pandas.DataFrame
        The table as it was read.
    located : pandas.DataFrame
        What :func:`strikemap.geocoding.geocode` made of it. Only its
        ``not_found`` rows are asked for.
    settings : OnlineSettings
        Whom to ask, and how.
    toponym, country : str
        Columns of ``table``.
    progress : callable, optional
        Called with ``(stage, done, total)``.

    Returns
    -------
    pandas.DataFrame
        As ``located``, with :data:`ONLINE_COLUMNS`, which are missing where the
        provider gave no answer. Statuses such as ``timeout`` and ``offline``
        say that there is no answer, ``blocked_sensitive`` that a row was not sent.

    Raises
    ------
    InputError
        There is no user agent, or no account where one is needed.
    GazetteerError
        The cache or the turns of requests cannot be kept.
    """
    questions = _questions(table, located, toponym=toponym, country=country)
    answers: dict[int, OnlineAnswer] = {}
    with OnlineRun(settings) as run:
        for done, (at, (name, hint, is_sensitive)) in enumerate(questions.items(), start=1):
            answers[at] = run.resolve(name, country=hint, sensitive=is_sensitive)
            if progress is not None:
                progress("asking", done, len(questions))
    asked = located.rename(
        columns={name: f"{name}_input" for name in located.columns if name in ONLINE_COLUMNS}
    )
    names = table[toponym].tolist()
    cells: dict[str, list[Any]] = {
        name: asked[name].tolist() for name in answer_cells(None, "") if name in asked
    }
    sources: dict[str, list[str | None]] = {name: [None] * len(asked) for name in ONLINE_COLUMNS}
    for at, answer in answers.items():
        for name, value in answer_cells(answer, split_relation(names[at])[1]).items():
            cells[name][at] = value
        for name in ONLINE_COLUMNS:
            sources[name][at] = (getattr(answer, name) or None) if answer.retrieved_at else None
    for name, values in cells.items():
        asked[name] = pd.Series(values, index=asked.index, dtype=asked[name].dtype)
    for name, texts in sources.items():
        asked[name] = pd.Series(texts, index=asked.index, dtype="str")
    return asked


def _questions(
    table: pd.DataFrame, located: pd.DataFrame, *, toponym: str, country: str | None
) -> dict[int, OnlineQuestion]:
    """Give the question of each row that was not found, by its position in the table."""
    statuses = located["location_status"].tolist()
    names = table[toponym].tolist()
    hints = table[country].tolist() if country is not None else [None] * len(table)
    return {
        at: OnlineQuestion(split_relation(names[at])[0], hints[at], sensitive=is_sensitive)
        for at, is_sensitive in enumerate(sensitive_rows(table))
        if statuses[at] == "not_found"
    }
