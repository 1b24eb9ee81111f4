"""Ask an online geocoder: off unless asked for, one place at a time, politely.

Only the place string and the country go out, never a row that is marked
sensitive. An answer is asked for once and kept, "no such place" among them. An
outage has a status of its own and never reads as "no such place": geopy's
``RateLimiter`` would give None for both.
"""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Self

from gazetteer.normalise import written_form
from gazetteer.online_cache import AnswerCache, CacheKey, Kept
from gazetteer.online_judging import judge
from gazetteer.online_providers import (
    PROVIDERS,
    Query,
    check_ready,
    connect,
    preview_url,
    sent_strings,
)
from gazetteer.politeness import PostponedError, Turns
from gazetteer.store import store_folder
from geo.coordinates import parse_coordinates
from geo.countries import country_code
from geo.errors import CoordinateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gazetteer.model import Candidate
    from gazetteer.online_providers import OnlineSettings
    from gazetteer.online_transport import Failure

__all__ = [
    "OnlineAnswer",
    "OnlineQuestion",
    "OnlineRun",
    "OnlineStatus",
    "Plan",
    "PlannedRequest",
    "plan_requests",
]

OnlineStatus = Literal[
    "matched",
    "ambiguous",
    "not_found",
    "timeout",
    "rate_limited",
    "forbidden",
    "quota",
    "bad_response",
    "offline",
    "blocked_sensitive",
]

_MOST_LETTERS: Final = 120
"""A place name is not longer; a whole sentence may hold what must not go out."""

_CONTACT: Final = re.compile(r"@|://|www\.|\d[\d\s().-]{5,}\d")
_PLACE_ID: Final = re.compile(r"[a-z]{3,20}:\S+")
_SOFT_FAILURES: Final = frozenset({"timeout", "bad_response", "offline"})
_FIRST_WAIT_S: Final = 5.0
"""Where a provider says "too fast" and no time: wait 5 s, then 10, then 20."""


class OnlineQuestion(NamedTuple):
    """One row that asks: the name as written, a country hint, and whether it is sensitive."""

    name: str
    country: str | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class OnlineAnswer:
    """What became of one question.

    Attributes
    ----------
    toponym : str
        The name as it was written.
    status : str
        matched, ambiguous or not_found are the provider's answer;
        blocked_sensitive was not sent, or is of a sensitive kind; timeout,
        rate_limited, forbidden, quota, bad_response and offline say that there
        is no answer.
    candidates : tuple of Candidate
        Best first, as :func:`gazetteer.resolve` gives them.
    note : str
        Why it is not matched; else empty.
    provider, attribution : str
        Who answered, and the line to show beside it; the attribution is empty
        where nobody answered.
    retrieved_at : str
        When the provider answered, ISO 8601 in UTC; empty where it did not.
    """

    toponym: str
    status: OnlineStatus
    candidates: tuple[Candidate, ...]
    note: str
    provider: str
    attribution: str = ""
    retrieved_at: str = ""

    @property
    def best(self) -> Candidate | None:
        """The candidate that is meant; None unless the status is ``matched``."""
        return self.candidates[0] if self.status == "matched" else None


class PlannedRequest(NamedTuple):
    """One request of a dry run: the two strings that would go out, and the whole address."""

    text: str
    country: str
    url: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do.

    Attributes
    ----------
    requests : tuple of PlannedRequest
        In order; each distinct question once.
    kept : int
        Rows that a kept answer, or an earlier row of the run, answers.
    blocked : int
        Rows that are never sent, because they are sensitive.
    unsendable : int
        Rows whose text is no place name.
    """

    requests: tuple[PlannedRequest, ...]
    kept: int
    blocked: int
    unsendable: int


class _Refused(NamedTuple):
    """Why a question is not sent."""

    status: OnlineStatus
    note: str


class OnlineRun:
    """A run of questions to one provider; use it as a context manager, or close it.

    Threads may share a run: it sends one request at a time.

    Parameters
    ----------
    settings : OnlineSettings
        Whom to ask, and how.
    folder : Path, optional
        Where the turns of requests are kept, and the cache with them; by
        default the store folder, and the platform's cache folder.
    clock, sleep : callable
        Seconds since the epoch, and how to wait.

    Raises
    ------
    InputError
        There is no user agent, or no account where one is needed.
    GazetteerError
        The cache or the turns cannot be kept.
    """

    def __init__(
        self,
        settings: OnlineSettings,
        *,
        folder: Path | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        check_ready(settings)
        self.settings = settings
        self._provider = PROVIDERS[settings.provider]
        self._clock = clock
        self._lock = threading.Lock()
        self._stopped: Failure | None = None
        self._failures = 0
        self._ask = connect(settings)
        self._turns = Turns(
            store_folder() if folder is None else folder,
            settings.host,
            interval_s=settings.interval_s,
            longest_wait_s=settings.longest_wait_s,
            clock=clock,
            sleep=sleep,
        )
        self._cache = _open_cache(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the cache; the run answers nothing afterwards."""
        self._cache.close()

    @property
    def stopped(self) -> str:
        """Why the run sends nothing any more; empty while it goes on."""
        return self._stopped.note if self._stopped else ""

    def resolve(
        self, name: str, *, country: str | None = None, sensitive: bool = False
    ) -> OnlineAnswer:
        """Find the places that a written name may mean, online.

        Parameters
        ----------
        name : str
            The name as written; it goes out without control characters and
            double blanks.
        country : str, optional
            ISO code or name of the country.
        sensitive : bool
            True for a row that must not go out; not even a kept answer is given.

        Returns
        -------
        OnlineAnswer
            Never raises for an outage: the status says it.

        Raises
        ------
        GazetteerError
            The cache or the turns cannot be kept.
        """
        query = _query(OnlineQuestion(name, country, sensitive))
        if isinstance(query, _Refused):
            return self._no_answer(name, query.status, query.note)
        with self._lock:
            kept = self._answer(query)
        if not isinstance(kept, Kept):
            return self._no_answer(name, kept.status, kept.note)
        status: OnlineStatus
        provider = self.settings.provider
        status, candidates, note = judge(query.text, query.country, kept.places, provider=provider)
        if status == "not_found" and kept.withheld:
            status = "blocked_sensitive"
            note = f"{provider} knows it as a private address or a sensitive kind, left out here"
        return OnlineAnswer(
            name,
            status,
            candidates,
            note,
            provider,
            self._provider.attribution,
            kept.retrieved_at,
        )

    def _no_answer(self, name: str, status: OnlineStatus, note: str) -> OnlineAnswer:
        return OnlineAnswer(name, status, (), note, self.settings.provider)

    def _answer(self, query: Query) -> Kept | Failure:
        """Give the kept answer, or ask for one and keep it."""
        key = _key(self.settings, query)
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        if self._stopped is not None:
            return self._stopped
        for attempt in range(self.settings.most_tries):
            result = self._asked_once(query, key, attempt)
            if isinstance(result, Kept):
                self._failures = 0
                return result
            failure = self._named(result)
            if self._is_over(failure):
                break
            if failure.status != "rate_limited":
                return failure
        self._stopped = self._named(failure, ending="; the run asks no more")
        return failure

    def _is_over(self, failure: Failure) -> bool:
        """Tell whether the run must stop: refused, out of quota, too long a wait, an outage."""
        self._failures += failure.status in _SOFT_FAILURES
        if failure.status in _SOFT_FAILURES:
            return self._failures >= self.settings.most_failures
        if failure.status == "rate_limited":
            return (failure.retry_after_s or 0.0) > self.settings.longest_wait_s
        return True

    def _asked_once(self, query: Query, key: CacheKey, attempt: int) -> Kept | Failure:
        """Take a turn and send one request, unless another process has meanwhile."""
        from gazetteer.online_transport import Failure  # noqa: PLC0415 - loads geopy

        try:
            with self._turns.turn() as turn:
                kept = self._cache.get(key)
                if kept is not None:
                    return kept
                result = self._sent(query)
                if isinstance(result, Kept):
                    self._cache.put(key, result)
                elif result.status == "rate_limited":
                    unsaid_s = _FIRST_WAIT_S * 2**attempt
                    asked_s = result.retry_after_s
                    turn.postpone(unsaid_s if asked_s is None else asked_s)
                return result
        except PostponedError as postponed:
            note = f"it may be asked again in {postponed.wait_s:.0f} s"
            return Failure("rate_limited", note, postponed.wait_s)

    def _sent(self, query: Query) -> Kept | Failure:
        from geopy.exc import GeopyError  # noqa: PLC0415 - only when asked for

        from gazetteer.online_transport import BROKEN_ANSWER, failure_of  # noqa: PLC0415 - geopy

        try:
            records = self._ask(query)
            places = [self._provider.read(record) for record in records]
        except (GeopyError, *BROKEN_ANSWER) as error:
            return failure_of(error)
        found = tuple(place for place in places if place is not None)
        moment = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Kept(found, len(places) - len(found), moment)

    def _named(self, failure: Failure, ending: str = "") -> Failure:
        """Give the failure with the host in its sentence."""
        from gazetteer.online_transport import Failure  # noqa: PLC0415 - loads geopy

        host = f"{self.settings.host}: "
        note = failure.note if failure.note.startswith(host) else host + failure.note
        return Failure(failure.status, note + ending, failure.retry_after_s)


def plan_requests(
    questions: Iterable[OnlineQuestion], settings: OnlineSettings, *, folder: Path | None = None
) -> Plan:
    """Say exactly what a run would send; nothing is sent (``--dry-run``).

    Parameters
    ----------
    questions : iterable of OnlineQuestion
        The rows, in order.
    settings : OnlineSettings
        As for the run; no user agent or account is needed.
    folder : Path, optional
        As for :class:`OnlineRun`.

    Returns
    -------
    Plan
        A kept answer saves its request, so the plan shrinks as a run goes on.
    """
    requests: dict[Query, PlannedRequest] = {}
    counts = {"kept": 0, "blocked_sensitive": 0, "not_found": 0}
    with _open_cache(folder) as cache:
        for question in questions:
            query = _query(question)
            if isinstance(query, _Refused):
                counts[query.status] += 1
            elif query in requests or cache.get(_key(settings, query)) is not None:
                counts["kept"] += 1
            else:
                strings = sent_strings(settings, query)
                requests[query] = PlannedRequest(*strings, preview_url(settings, query))
    return Plan(
        tuple(requests.values()),
        kept=counts["kept"],
        blocked=counts["blocked_sensitive"],
        unsendable=counts["not_found"],
    )


def _open_cache(folder: Path | None) -> AnswerCache:
    return AnswerCache(None if folder is None else folder / "online.sqlite")


def _key(settings: OnlineSettings, query: Query) -> CacheKey:
    return CacheKey(settings.provider, settings.address, *query, settings.limit)


def _query(question: OnlineQuestion) -> Query | _Refused:
    """Give what would go out for a row, or why nothing does."""
    if question.sensitive:
        return _Refused("blocked_sensitive", "the row is sensitive and was not sent")
    text = written_form(question.name)
    refused = _no_place_name(question.name, text)
    if refused is not None:
        return refused
    hint = (question.country or "").strip()
    code = country_code(hint) if hint else ""
    if code is None:
        note = f"not sent: country {hint[:60]!r} is not known; give its ISO code or its name"
        return _Refused("not_found", note)
    return Query(text, code)


def _no_place_name(name: str, text: str) -> _Refused | None:
    """Tell why a text is not sent to anybody; None if it may be a place name."""
    if len(name) > _MOST_LETTERS:
        return _Refused("not_found", f"not sent: {len(name)} characters are no place name")
    if not any(letter.isalnum() for letter in text):
        return _Refused("not_found", "not sent: there is no letter or digit in it")
    if _PLACE_ID.fullmatch(text):
        return _Refused("not_found", "not sent: it is a place id, not a name")
    if _is_position(text) or _CONTACT.search(text):
        note = "not sent: it looks like a position, an address or a number, not like a place name"
        return _Refused("blocked_sensitive", note)
    return None


def _is_position(text: str) -> bool:
    try:
        return parse_coordinates(text) is not None
    except CoordinateError:
        return True  # a position all the same, only a wrong one
