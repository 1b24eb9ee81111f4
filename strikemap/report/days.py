"""Days as reports write them, against the day of publication."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Days", "read_days", "reporting_day"]

_WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT: Final = {name[:3]: number for name, number in _MONTHS.items()}
_COUNTS: Final = dict(
    zip(
        ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        strict=True,
    )
)
_MONTH: Final = r"(?P<month>(?:" + "|".join(_MONTHS) + r")|(?:" + "|".join(_SHORT) + r"|sept)\b\.?)"
_RULES: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("month and day", rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})\b(?!:)(?:,?\s+(?P<year>\d{{4}}))?"),
        ("day and month", rf"\b(?P<day>\d{{1,2}})\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?"),
        ("month and year", rf"\b{_MONTH}\s+(?P<year>\d{{4}})"),
        (
            "days later",
            r"\b(?P<count>\w+) (?P<unit>day|week)s? (?P<way>later|earlier|before|after)\b",
        ),
        ("late and early", r"\blate (?P<weekday>\w+day) and early (?P<second>\w+day)\b"),
        ("weekday", r"\b(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"),
        ("yesterday", r"\byesterday\b"),
        ("today", r"\b(?:today|this morning|overnight|tonight)\b"),
        ("last month", r"\blast month\b"),
        ("last week", r"\b(?:last week|earlier (?:in the|this) week|this week)\b"),
        ("month", rf"\b(?:in |this past |a |last |since )(?P<month>{'|'.join(_MONTHS)})\b"),
    )
)


@dataclass(frozen=True)
class Days:
    """An interval of days, both ends included, with how it was read."""

    start: dt.date
    end: dt.date
    precision: str
    basis: str
    rule: str
    at: int


_REPORTED: Final = re.compile(
    r"\b(?:said|says|told [\w-]+|indicated|reported|announced|acknowledged|"
    r"reports?|denied|condemned|"
    r"confirmed|statement)(?: (?:late|early|in a statement|earlier))*(?: on)? $",
    re.IGNORECASE,
)


def reporting_day(sentence: str, day: Days) -> bool:
    """Tell whether a day is that of the report and not of the event: "said on Sunday".

    Parameters
    ----------
    sentence : str
        Where the day was read.
    day : Days
        One of its days.

    Examples
    --------
    >>> text = "Two died on Saturday, he said on Sunday"
    >>> [reporting_day(text, one) for one in read_days(text, dt.date(2022, 10, 30))]
    [False, True]
    """
    return _REPORTED.search(sentence, 0, day.at) is not None


def read_days(text: str, published: dt.date | None, before: Days | None = None) -> tuple[Days, ...]:
    """Read every day of a sentence, in the order of the text.

    Parameters
    ----------
    text : str
        A sentence.
    published : datetime.date, optional
        Without it only days that name their year are read.
    before : Days, optional
        The day "five days later" counts from, where the sentence has none.

    Returns
    -------
    tuple of Days
        In the order of the text.

    Examples
    --------
    >>> read_days("late on Wednesday", dt.date(2020, 3, 13))[0].start
    datetime.date(2020, 3, 11)
    """
    found: list[Days] = []
    taken: list[tuple[int, int]] = []
    hits = sorted(
        (
            (hit.start(), order, name, hit)
            for order, (name, rule) in enumerate(_RULES)
            for hit in rule.finditer(text)
        ),
        key=lambda item: (item[1], item[0]),
    )
    for at, _, name, hit in hits:
        if any(at < stop and start < hit.end() for start, stop in taken):
            continue
        near = [one for one in found if one.at < at and one.precision == "day"]
        read = _read(name, hit, published, max(near, key=lambda one: one.at, default=before))
        if read is not None:
            taken.append(hit.span())
            found.append(read)
    return tuple(sorted(found, key=lambda one: one.at))


def _read(  # noqa: PLR0911 - one return a rule
    name: str, hit: re.Match[str], published: dt.date | None, anchor: Days | None
) -> Days | None:
    parts: dict[str, str | None] = hit.groupdict()
    at = hit.start()
    if name == "days later":
        count = _COUNTS.get(hit["count"].lower())
        if count is None or anchor is None:
            return None
        step = count * (7 if hit["unit"].lower() == "week" else 1)
        gap = dt.timedelta(days=step if hit["way"].lower() == "later" else -step)
        return Days(anchor.start + gap, anchor.end + gap, anchor.precision, "relative", name, at)
    if parts.get("month"):
        return _dated(name, parts, published, at)
    if published is None:
        return None
    if name == "last month":
        end = published.replace(day=1) - dt.timedelta(days=1)
        return Days(end.replace(day=1), end, "month", "relative", name, at)
    if name == "last week":
        return Days(published - dt.timedelta(days=7), published, "week", "relative", name, at)
    if name in {"yesterday", "today"}:
        day = published - dt.timedelta(days=name == "yesterday")
        return Days(day, day, "day", "relative", name, at)
    first = _weekday(hit["weekday"], published)
    if first is None:
        return None
    second = _weekday(hit["second"], published) if parts.get("second") else first
    return Days(first, max(first, second or first), "day", "relative", name, at)


def _weekday(word: str, published: dt.date) -> dt.date | None:
    number = _WEEKDAYS.get(word.lower())
    if number is None:
        return None
    return published - dt.timedelta(days=(published.weekday() - number) % 7)


def _dated(
    name: str, parts: dict[str, str | None], published: dt.date | None, at: int
) -> Days | None:
    month = _SHORT[(parts["month"] or "").lower()[:3]]
    year = int(parts["year"] or 0) if parts.get("year") else None
    first = int(parts.get("day") or 1)
    basis = "stated"
    if year is None:
        if published is None:
            return None
        year = published.year - ((month, first) > (published.month, published.day))
        basis = "stated" if parts.get("day") else "relative"
    try:
        start = dt.date(year, month, first)
    except ValueError:
        return None
    if parts.get("day"):
        return Days(start, start, "day", basis, name, at)
    end = start.replace(day=calendar.monthrange(year, month)[1])
    return Days(start, end, "month", basis, name, at)
