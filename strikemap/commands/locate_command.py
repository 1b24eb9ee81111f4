"""``strikemap locate``: what a place name may mean."""

from __future__ import annotations

from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import click

from strikemap.commands.online_options import online_options, show_plan, tell_plan
from strikemap.commands.options import as_json_option, leave
from strikemap.commands.preparing import have_gazetteer
from strikemap.terminal import plain, show_json, warn

if TYPE_CHECKING:
    from gazetteer.model import Resolution
    from gazetteer.online import OnlineAnswer, OnlineQuestion
    from strikemap.commands.online_options import Online

__all__ = ["command"]

_STATUS_COLOURS: Final = {"matched": "green", "ambiguous": "yellow"}
_CLEAN: Final = frozenset({"matched", "ambiguous"})


@click.command("locate")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--country", metavar="CC", help="Only places of this country: ISO code or name.")
@click.option("--admin1", metavar="TEXT", help="Prefer places of this province or governorate.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="At most so many candidates for each name.",
)
@online_options
@as_json_option
def command(
    *,
    names: tuple[str, ...],
    country: str | None,
    admin1: str | None,
    limit: int,
    online: Online | None,
    in_json: bool,
) -> None:
    """Find what a place name may mean, with reasons, best first.

    An ambiguous name is shown as ambiguous: choose a candidate by its place id,
    or say the country. Each position has a radius: how well it is known. Words
    around a name ("30 km south of", "near the Syrian border", "between A and
    B"), two names in one ("Hawija, Kirkuk") and coordinates are read too; the
    reasons say how the position was made.

    \b
    Examples:
      strikemap locate "Camp Taji"
      strikemap locate Alexandria --country IQ
      strikemap locate "Alexandria, IQ" "عين الأسد" geonames:98182
      strikemap locate "30 km south of Baghdad" "Camp Taji (33.52 N, 44.25 E)"
      strikemap locate "Jurf al-Nasr" --json | jq '.[0].candidates[0]'
      strikemap locate "Jurf al-Nasr" --online nominatim --dry-run

    \b
    Exit codes: 0 every name has a candidate; 1 a name was not found, or the
                geocoder of --online gave no answer;
                2 an option or the gazetteer cannot be used.
    """
    questions = _questions(names, country) if online is not None else []
    if online is not None and online.is_dry:
        from gazetteer.online import plan_requests

        show_plan(plan_requests(questions, online.settings), online, in_json=in_json)
        return
    have_gazetteer()
    find = _find if len(names) == 1 else _find_or_say_why
    found = [find(name, country, admin1, limit) for name in names]
    answers = _asked(questions, online) if online is not None else []
    if in_json:
        records = [_record(resolution) for resolution in found]
        for record, answer in zip(records, answers, strict=False):
            record["online"] = _online_record(answer)
        show_json(records)
        notes = [(one.toponym, one.note) for one in found]
        notes += [(answer.toponym, answer.note) for answer in answers]
        for toponym, note in notes:
            if note:
                warn(f"{toponym}: {note}")
    else:
        width = get_terminal_size((120, 24)).columns
        for at, resolution in enumerate(found):
            _show(resolution, width)
            if answers:
                _show(answers[at], width)
                click.echo(f"  {plain(answers[at].attribution or answers[at].provider)}")
    leave(clean=_CLEAN.issuperset(one.status for one in answers or found))


def _find(name: str, country: str | None, admin1: str | None, limit: int) -> Resolution:
    from strikemap.places import resolve_place

    return resolve_place(name, country=country, admin1=admin1, limit=limit)


def _find_or_say_why(name: str, country: str | None, admin1: str | None, limit: int) -> Resolution:
    """Resolve one of several names: coordinates out of range spoil no other answer."""
    from gazetteer.model import Resolution
    from geo.errors import CoordinateError

    try:
        return _find(name, country, admin1, limit)
    except CoordinateError as error:
        return Resolution(name, "not_found", (), str(error))


def _questions(names: tuple[str, ...], country: str | None) -> list[OnlineQuestion]:
    from gazetteer.online import OnlineQuestion
    from geo.countries import country_code
    from strikemap.places import split_country
    from strikemap.sensitive import sensitive_kind

    questions = []
    for text in names:
        name, written = split_country(text)
        if written is None or country_code(written) is None:
            name, written = text, country
        is_sensitive = sensitive_kind(text) is not None
        questions.append(OnlineQuestion(name, written, sensitive=is_sensitive))
    return questions


def _asked(questions: list[OnlineQuestion], online: Online) -> list[OnlineAnswer]:
    from gazetteer.online import OnlineRun, plan_requests

    tell_plan(plan_requests(questions, online.settings), online)
    with OnlineRun(online.settings) as run:
        return [
            run.resolve(name, country=hint, sensitive=is_sensitive)
            for name, hint, is_sensitive in questions
        ]


def _online_record(answer: OnlineAnswer) -> dict[str, object]:
    return {
        **_record(answer),
        "note": answer.note or None,
        "provider": answer.provider,
        "attribution": answer.attribution or None,
        "retrieved_at": answer.retrieved_at or None,
    }


def _record(resolution: Resolution | OnlineAnswer) -> dict[str, object]:
    from strikemap.places import candidate_record

    return {
        "toponym": resolution.toponym,
        "status": resolution.status,
        "candidates": [
            {
                **candidate_record(candidate),
                "location_relation": candidate.location_relation or None,
                "location_basis": candidate.location_basis,
                "sources": list(candidate.place.sources),
                "same_as": list(candidate.place.same_as),
            }
            for candidate in resolution.candidates
        ],
    }


def _show(resolution: Resolution | OnlineAnswer, width: int) -> None:
    """Print each candidate in two parts: what and where, then how sure and why."""
    from geo.coordinates import format_coordinates
    from strikemap.wording import kilometres

    status = resolution.status.replace("_", " ")
    note = f": {resolution.note}" if resolution.note else ""
    click.echo(
        f"\n{click.style(plain(resolution.toponym), bold=True)}  "
        f"{click.style(status, fg=_STATUS_COLOURS.get(resolution.status, 'red'))}{plain(note)}"
    )
    for candidate in resolution.candidates:
        place = candidate.place
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        shown_id = place.place_id or "no place id"
        click.echo(f"  {plain(where)}  {click.style(shown_id, fg='cyan')}")
        facts = (
            format_coordinates(lon=place.lon, lat=place.lat),
            f"{place.location_precision}, within {kilometres(place.uncertainty_m)}",
            f"score {candidate.score:.2f}",
            *([f"relation {candidate.location_relation}"] if candidate.location_relation else []),
            *([f"position {basis}"] if (basis := candidate.location_basis) != "gazetteer" else []),
            *candidate.reasons,
        )
        for line in wrap(plain("; ".join(facts)), width - 4):
            click.echo(f"    {click.style(line, dim=True)}")
