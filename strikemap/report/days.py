"""Days as reports write them, against the day of publication."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["SINCE", "SINCE_WHEN", "Days", "read_days", "reporting_day"]

_WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT: Final = {name[:3]: number for name, number in _MONTHS.items()}
_COUNTS: Final = {
    word: number
    for number, words in enumerate(
        ["", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve"]
    )
    for word in words.split()
}  # fmt: skip
_MONTH: Final = (
    r"(?P<month>(?:"
    + "|".join(_MONTHS)
    + r")\b|(?:"
    + "|".join(one for one in _SHORT if one != "may")
    + r"|sept)\b\.?)"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO: Final = r"\s*(?:-|–|—|to|and|through|until)\s*"
_UNTIL: Final = r"(?:until|to|till|through) (?:[^,;.]{0,15}?\bon )?"
_YEAR: Final = r"(?:,?\s+(?P<year>(?:19|20)\d{2})\b)?"
_DATE: Final = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:"
    + "|".join(_SHORT)
    + r")|(?:"
    + "|"
    r"".join(_SHORT)
    + r")[a-z.]*\s+\d)"
)
"""A date beside which its weekday says nothing more."""
_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_COUNT: Final = r"(?P<count>\d{1,3}|" + "|".join(_COUNTS) + ")"
_OF_MONTH: Final = "in |this past |a |an |last |of |during |early |late |mid-|since |until "
_EVENT: Final = (
    r"\s+(?:that|this|it|an?|another|similar|two|three|four|five|six|several|gunmen|militants|"
    r"rebels|rockets|missiles|drones|\d+|the (?:\w+ ){0,3}?(?:attack|strike|bombing|blast|raid|"
    r"shelling|explosion|killing|assault|massacre|shooting))|\s*[.,;:]|$"
)
"""What follows "a day before" where it counts to or from an attack."""
_WAY: Final = rf"later|earlier|(?:before|after)(?={_EVENT})"
_RULES: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("day as a number", r"\b(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2})\b"),
        ("from day to day", rf"\b{_MONTH}\s+{_DAY}{_TO}(?P<last>\d{{1,2}})\b(?!:){_YEAR}"),
        ("from day to day", rf"\b{_DAY}{_TO}(?P<last>\d{{1,2}})\s+{_MONTH}{_YEAR}"),
        (
            "from day to day",
            rf"\b{_DAY}\s+{_MONTH} {_UNTIL}(?P<last>\d{{1,2}})\s+(?P=month){_YEAR}",
        ),
        ("month and day", rf"\b{_MONTH}\s+{_DAY}\b(?![:.]\d|\s*(?:km|people)){_YEAR}"),
        ("day and month", rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}"),
        ("month and year", rf"\b{_MONTH}(?:\s+of)?,?\s+(?P<year>(?:19|20)\d{{2}})\b"),
        (
            "days later",
            rf"\b{_COUNT} (?P<unit>day|week|month|year)s? (?P<way>{_WAY})\b",
        ),
        ("the next day", r"\b(?:the )?(?P<way>following|next|previous) (?P<unit>day|week|month)\b"),
        ("the next day", r"\bthe (?P<unit>day|week) (?P<way>before|after)\b"),
        (
            "the same day",
            r"\b(?:(?:that|the same) (?:day|morning|evening|night)|(?:earlier|later) in the day)\b",
        ),
        ("some days ago", rf"\b{_COUNT} (?P<unit>day|week|month|year)s? ago\b"),
        (
            "late and early",
            rf"\blate (?P<weekday>{_WEEKDAY}) (?:and|to|into|or) early (?P<second>{_WEEKDAY})\b",
        ),
        ("from weekday to weekday", rf"\b(?P<weekday>{_WEEKDAY}){_TO}(?P<second>{_WEEKDAY})\b"),
        (
            "night to a weekday",
            rf"\bovernight (?:in)?to (?P<weekday>{_WEEKDAY})\b",
        ),
        ("overnight", r"\b(?:overnight|during the night|in the night)\b(?! (?:of|on|to|from))"),
        ("weekday of last week", rf"\b(?P<weekday>{_WEEKDAY}) (?:of )?last week\b"),
        ("last weekday", rf"\blast (?P<weekday>{_WEEKDAY})\b"),
        ("weekday", rf"\b(?P<weekday>{_WEEKDAY})\b(?!,?\s+(?:the\s+)?{_DATE})"),
        ("last night", r"\blast night\b"),
        ("yesterday", r"\byesterday\b"),
        (
            "today",
            r"\b(?:today|this (?:morning|afternoon|evening)|tonight|(?:hours|minutes) ago)\b",
        ),
        ("weekend", r"\b(?:at|over|on|during) the weekend\b|\bthis weekend\b"),
        ("this month", r"\b(?:earlier )?this month\b"),
        ("this year", r"\b(?:earlier )?this year\b"),
        ("last month", r"\blast month\b"),
        ("last year", r"\blast year\b"),
        (
            "last week",
            r"\b(?:(?:the )?(?:last|past) (?:week|seven days)|(?:earlier )?(?:in the|this) week)\b",
        ),
        (
            "month",
            rf"\b(?:{_OF_MONTH})(?P<month>{'|'.join(_MONTHS)})\b(?! \d)",
        ),
        ("year", r"\b(?:in|of|during|since|early|late|mid-|the) (?P<year>(?:19|20)\d{2})\b"),
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
    r"\b(?:said|says|told [\w-]+|indicated|reported|announced|acknowledged|reports?|denied|"
    r"condemned|released|published|confirmed|statement|tweet|briefing|interview|speech)"
    r"(?: (?:late|early|in a statement|earlier))*(?: on)? $",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\w+(?:,?\s+[\w'’.-]+){0,4}?\s+(?:den(?:y|ies|ied)|condemn\w*|called|reject\w*|mourn\w*)\b"
)
"""A verb of saying behind a day: "Earlier Thursday, the presidency condemned"."""
_SINCE: Final = re.compile(r"\bsince (?:(?:late|early|last|the night of) )*$", re.IGNORECASE)


_WHEN: Final = re.compile(r",?\s+when\b")
SINCE_WHEN: Final = "since the day when"
"""The rule of a day that belongs to what follows it: "the first since Friday, when ..."."""


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
    if _REPORTED.search(sentence, 0, day.at) is not None:
        return True
    return _DENIED.match(sentence, day.at) is not None


def read_days(text: str, published: dt.date | None, before: Days | None = None) -> tuple[Days, ...]:
    """Read every day of a sentence, in the order of the text.

    A weekday is the last one up to the day of publication; "last Friday" on a
    Friday is a week before. "Overnight" is the night before the publication,
    two days. A day without its year is the last one up to the publication.
    "Since" a day is the interval from it to the publication.

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
    >>> night = read_days("overnight", dt.date(2020, 3, 13))[0]
    >>> (night.start.day, night.end.day)
    (12, 13)
    """
    found: list[Days] = []
    taken: list[tuple[int, int]] = []
    hits = sorted(
        (
            (hit.start(), order, name, hit)
            for order, (name, rule) in enumerate(_RULES)
            for hit in rule.finditer(text)
        ),
        key=lambda item: (item[2] in _COUNTED_FROM, item[1], item[0]),
    )
    for at, _, name, hit in hits:
        if any(at < stop and start < hit.end() for start, stop in taken):
            continue
        near = [one for one in found if one.precision == "day"]
        anchor = max([one for one in near if one.at < at], key=lambda one: one.at, default=before)
        read = _read(name, hit, published, anchor)
        if read is not None:
            taken.append(hit.span())
            since = published is not None and _SINCE.search(text, 0, at) is not None
            if since and _WHEN.match(text, hit.end()):
                read = replace(read, rule=SINCE_WHEN)
            elif since and published is not None and read.start < published:
                read = _up_to(read, published)
            found.append(read)
    return tuple(sorted(found, key=lambda one: one.at))


def _up_to(day: Days, published: dt.date) -> Days:
    """Give the interval that "since" a day means."""
    rule = f"{SINCE} {day.rule}"
    return replace(day, end=published, precision=_span(day.start, published), rule=rule)


SINCE: Final = "since"
"""How the rule of an interval opens that ends on the day of publication."""


def _span(start: dt.date, end: dt.date) -> str:
    """Give the precision of an interval of days."""
    length = (end - start).days
    return (
        "day"
        if length < _DAYS
        else "week"
        if length <= _WEEK
        else "month"
        if length <= _MONTH_DAYS
        else "year"
    )


_DAYS: Final = 2
_WEEK: Final = 7
_MONTH_DAYS: Final = 31


def _read(  # noqa: PLR0911 - one return a kind of rule
    name: str, hit: re.Match[str], published: dt.date | None, anchor: Days | None
) -> Days | None:
    parts = hit.groupdict()
    at = hit.start()
    try:
        if parts.get("iso"):
            day = dt.date.fromisoformat(parts["iso"])
            return Days(day, day, "day", "stated", name, at)
        if parts.get("month"):
            return _dated(name, parts, published, at)
        if name == "year":
            year = int(parts["year"])
            return Days(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", "stated", name, at)
    except ValueError:
        return None
    if name == "the same day":
        return None if anchor is None else replace(anchor, basis="relative", rule=name, at=at)
    if name in _COUNTED_FROM:
        return None if anchor is None else _counted(name, parts, anchor, at)
    if published is None:
        return None
    if name == "some days ago":
        return _ago(parts, published, at)
    if parts.get("weekday"):
        return _weekdays(name, parts, published, at)
    start, end, precision = _NAMED[name](published)
    return Days(start, end, precision, "relative", name, at)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


_UNITS: Final = {"day": 1, "week": 7}
_COUNTED_FROM: Final = frozenset({"days later", "the next day", "the same day"})
"""Rules that count from another day: tried when the others are read."""


def _counted(name: str, parts: Mapping[str, str | None], anchor: Days, at: int) -> Days:
    unit, way = (str(parts[key]).lower() for key in ("unit", "way"))
    # "came three days after an attack" tells of the attack: that lies before
    later = {"later", "following", "next"} | ({"after"} if name == "the next day" else set())
    sign = 1 if way in later else -1
    count = _number(parts["count"] or "") if parts.get("count") else 1
    if unit in _UNITS:
        gap = dt.timedelta(days=sign * count * _UNITS[unit])
        return Days(anchor.start + gap, anchor.end + gap, anchor.precision, "relative", name, at)
    months = sign * count * (12 if unit == "year" else 1)
    return _whole(_shifted(anchor.start, months), "month" if unit == "month" else "year", name, at)


def _shifted(day: dt.date, months: int) -> dt.date:
    """Give the first day of the month so many months away."""
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def _whole(day: dt.date, unit: str, name: str, at: int) -> Days:
    start, end = (
        _month(day) if unit == "month" else (dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))
    )
    return Days(start, end, unit, "relative", name, at)


def _ago(parts: Mapping[str, str | None], published: dt.date, at: int) -> Days:
    unit, count = str(parts["unit"]).lower(), _number(parts["count"] or "")
    name = "some days ago"
    if unit == "day":
        day = published - dt.timedelta(days=count)
        return Days(day, day, "day", "relative", name, at)
    if unit == "week":
        day = published - dt.timedelta(days=7 * count)
        return Days(
            day - dt.timedelta(days=3), day + dt.timedelta(days=3), "week", "relative", name, at
        )
    return _whole(_shifted(published, -count * (12 if unit == "year" else 1)), unit, name, at)


def _weekdays(name: str, parts: Mapping[str, str | None], published: dt.date, at: int) -> Days:
    first = _weekday(parts["weekday"] or "", published)
    if name == "weekday of last week":
        monday = published - dt.timedelta(days=published.weekday() + 7)
        first = monday + dt.timedelta(days=_WEEKDAYS[(parts["weekday"] or "").lower()])
    elif name == "last weekday" and first == published:
        first -= dt.timedelta(days=7)
    elif name == "night to a weekday":
        return Days(first - dt.timedelta(days=1), first, "day", "relative", name, at)
    second = _weekday(parts["second"], published) if parts.get("second") else first
    if second < first:
        first -= dt.timedelta(days=7)
    return Days(first, second, _span(first, second), "relative", name, at)


def _weekday(word: str | None, published: dt.date) -> dt.date:
    number = _WEEKDAYS[(word or "").lower()]
    return published - dt.timedelta(days=(published.weekday() - number) % 7)


def _month(day: dt.date) -> tuple[dt.date, dt.date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _ending(published: dt.date, days: int) -> dt.date:
    return published - dt.timedelta(days=days)


_NAMED: Final[dict[str, Callable[[dt.date], tuple[dt.date, dt.date, str]]]] = {
    "overnight": lambda day: (_ending(day, 1), day, "day"),
    "last night": lambda day: (_ending(day, 1), _ending(day, 1), "day"),
    "yesterday": lambda day: (_ending(day, 1), _ending(day, 1), "day"),
    "today": lambda day: (day, day, "day"),
    "weekend": lambda day: (
        _ending(day, (day.weekday() - 5) % 7),
        min(_ending(day, (day.weekday() - 5) % 7) + dt.timedelta(days=1), day),
        "day",
    ),
    "this month": lambda day: (day.replace(day=1), day, "month"),
    "this year": lambda day: (day.replace(month=1, day=1), day, "year"),
    "last month": lambda day: (*_month(_ending(day.replace(day=1), 1)), "month"),
    "last year": lambda day: (dt.date(day.year - 1, 1, 1), dt.date(day.year - 1, 12, 31), "year"),
    "last week": lambda day: (_ending(day, 7), day, "week"),
}
"""First day, last day and precision, from the day of publication."""


def _dated(
    name: str, parts: Mapping[str, str | None], published: dt.date | None, at: int
) -> Days | None:
    month = _SHORT[(parts["month"] or "").lower()[:3]]
    first = int(parts.get("day") or 1)
    basis = "stated"
    if parts.get("year"):
        year = int(parts["year"] or 0)
    elif published is None:
        return None
    else:
        year = published.year - ((month, first) > (published.month, published.day))
        basis = "stated" if parts.get("day") else "relative"
    start = dt.date(year, month, first)
    if parts.get("last"):
        end = dt.date(year, month, int(parts["last"] or 0))
        return Days(start, end, _span(start, end), basis, name, at) if start <= end else None
    if parts.get("day"):
        return Days(start, start, "day", basis, name, at)
    return Days(*_month(start), "month", basis, name, at)
