"""Online geocoding over many names: frames in, frames out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gazetteer.frames import LOOKUP_TYPES, NO_PLACE
from gazetteer.online import OnlineQuestion, OnlineRun
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gazetteer.online import OnlineAnswer
    from gazetteer.online_providers import OnlineSettings

__all__ = ["lookup_online", "questions_of"]

_TYPES: Final = {
    **LOOKUP_TYPES,
    "provider": "str",
    "attribution": "str",
    "retrieved_at": "str",
}


def lookup_online(
    names: Iterable[str],
    settings: OnlineSettings,
    *,
    country: str | Sequence[str | None] | None = None,
    sensitive: bool | Sequence[bool] = False,
    folder: Path | None = None,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Look up many names online, one request at a time.

    Parameters
    ----------
    names : iterable of str
        The names; a missing one is not found.
    settings : OnlineSettings
        Whom to ask, and how.
    country : str or sequence of str, optional
        One hint for all names, or one for each.
    sensitive : bool or sequence of bool
        True for a row that must never go out.
    folder, clock, sleep
        As for :class:`gazetteer.online.OnlineRun`.
    progress : callable, optional
        Called with ``(done, total)`` after each name.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`gazetteer.lookup`, and ``provider``,
        ``attribution`` (the line to show beside a result; missing where nobody
        answered) and ``retrieved_at`` (ISO 8601 in UTC). ``status`` is one of
        :data:`gazetteer.online.OnlineStatus`; a name without candidates is one
        row with NaN position and the reason. ``attrs["notes"]`` tells by query
        index why a name is not matched.

    Raises
    ------
    InputError
        No user agent, no account where one is needed, or not as many hints or
        marks as names.
    GazetteerError
        The cache or the turns cannot be kept.

    Examples
    --------
    Nothing goes out without a user agent; here a server of one's own is asked:

    >>> from gazetteer import OnlineSettings, lookup_online
    >>> settings = OnlineSettings(
    ...     provider="nominatim",
    ...     user_agent="our-archive/1.0 (desk@archive.example)",
    ...     domain="nominatim.archive.example",
    ... )
    >>> frame = lookup_online(["Camp Taji"], settings, country="IQ")  # doctest: +SKIP

    What would be sent, without sending it:

    >>> import tempfile, pathlib
    >>> from gazetteer.online import OnlineQuestion, plan_requests
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     plan = plan_requests(
    ...         [OnlineQuestion("Camp Taji", "IQ"), OnlineQuestion("a house", sensitive=True)],
    ...         settings,
    ...         folder=pathlib.Path(folder),
    ...     )
    >>> [(one.text, one.country) for one in plan.requests], plan.blocked
    ([('Camp Taji', 'IQ')], 1)
    """
    questions = questions_of(names, country=country, sensitive=sensitive)
    answers = []
    with OnlineRun(settings, folder=folder, clock=clock, sleep=sleep) as run:
        for done, (name, hint, is_sensitive) in enumerate(questions, start=1):
            answers.append(run.resolve(name, country=hint, sensitive=is_sensitive))
            if progress is not None:
                progress(done, len(questions))
    rows = [row for at, answer in enumerate(answers) for row in _rows(at, answer)]
    frame = pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)
    frame.attrs["notes"] = {at: answer.note for at, answer in enumerate(answers) if answer.note}
    return frame


def questions_of(
    names: Iterable[str],
    *,
    country: str | Sequence[str | None] | None = None,
    sensitive: bool | Sequence[bool] = False,
) -> list[OnlineQuestion]:
    """Put names, hints and marks together, one question a row.

    Raises
    ------
    InputError
        There are not as many hints or marks as names.
    """
    cells: list[object] = list(names)  # a missing name is NaN in a column of text
    asked = [name if isinstance(name, str) else "" for name in cells]
    hints = [country] * len(asked) if country is None or isinstance(country, str) else [*country]
    marks = [sensitive] * len(asked) if isinstance(sensitive, bool) else [*sensitive]
    for given, word in ((hints, "country"), (marks, "sensitive")):
        if len(given) != len(asked):
            raise InputError(
                f"{len(given)} values of {word} for {len(asked)} names; give one, or one each"
            )
    return [
        OnlineQuestion(name, hint if isinstance(hint, str) else None, sensitive=bool(mark))
        for name, hint, mark in zip(asked, hints, marks, strict=True)
    ]


def _rows(at: int, answer: OnlineAnswer) -> list[tuple[Any, ...]]:
    head = (at, answer.toponym, answer.status)
    tail = (answer.provider, answer.attribution or None, answer.retrieved_at or None)
    if not answer.candidates:
        return [(*head, None, *NO_PLACE, [answer.note], *tail)]
    return [
        (
            *head,
            rank,
            candidate.place.place_id or None,
            candidate.place.name,
            candidate.place.lat,
            candidate.place.lon,
            candidate.place.country or None,
            candidate.place.admin1 or None,
            candidate.place.feature_code or None,
            candidate.place.location_precision,
            candidate.place.uncertainty_m,
            candidate.score,
            list(candidate.reasons),
            *tail,
        )
        for rank, candidate in enumerate(answer.candidates, start=1)
    ]
