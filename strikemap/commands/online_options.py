"""The options that let a command ask an online geocoder; off unless they are given."""

from __future__ import annotations

import os
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

import click

from strikemap.terminal import say, show_json, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.online import Plan
    from gazetteer.online_providers import OnlineSettings

__all__ = ["Online", "online_options", "show_plan", "tell_plan"]

_Command = TypeVar("_Command", bound="Callable[..., Any]")

_PROVIDERS: Final = ("nominatim", "photon", "geonames", "arcgis")


class Online(NamedTuple):
    """What the options mean: whom to ask, and whether to send nothing."""

    settings: OnlineSettings
    is_dry: bool


def online_options(command: _Command) -> Callable[..., Any]:
    """Add the options of online geocoding; the command takes them as one value ``online``.

    It is None where ``--online`` is not given.
    """

    @wraps(command)
    def folded(
        *,
        online: str | None,
        dry_run: bool,
        user_agent: str,
        online_server: str,
        online_user: str,
        **rest: Any,
    ) -> Any:
        wanted = None
        if online is not None:
            wanted = _wanted(online, user_agent, online_server, online_user, is_dry=dry_run)
        elif dry_run or online_server:
            raise click.UsageError("--dry-run and --online-server only go with --online PROVIDER")
        return command(online=wanted, **rest)

    for option in (
        click.option(
            "--online-user",
            metavar="NAME",
            default="",
            envvar="STRIKEMAP_ONLINE_USER",
            help="Account at the provider (GeoNames, ArcGIS). ArcGIS also wants "
            "STRIKEMAP_ONLINE_PASSWORD and STRIKEMAP_ONLINE_REFERER in the environment.",
        ),
        click.option(
            "--online-server",
            metavar="URL",
            default="",
            help="Your own server of this kind instead of the public one.",
        ),
        click.option(
            "--user-agent",
            metavar="TEXT",
            default="",
            envvar="STRIKEMAP_USER_AGENT",
            help="Who asks, with a way to reach you: 'our-archive/1.0 (name@our.org)'. "
            "Nothing is sent without it. Also STRIKEMAP_USER_AGENT.",
        ),
        click.option(
            "--dry-run", is_flag=True, help="With --online: show what would be sent, send nothing."
        ),
        click.option(
            "--online",
            type=click.Choice(_PROVIDERS),
            help="Also ask this geocoder. Only place name and country are sent, and are shown "
            "first; rows that speak of a sensitive place never are.",
        ),
    ):
        folded = option(folded)
    return folded


def _wanted(provider: str, user_agent: str, server: str, user: str, *, is_dry: bool) -> Online:
    from gazetteer.online_providers import OnlineSettings, check_ready

    parts = urlsplit(server if "://" in server or not server else f"https://{server}")
    settings = OnlineSettings(
        provider=provider,  # type: ignore[arg-type]  # click has checked the choice
        user_agent=user_agent,
        domain=f"{parts.netloc}{parts.path}",
        scheme=parts.scheme or "https",  # type: ignore[arg-type]  # checked by the settings
        username=user,
        password=os.environ.get("STRIKEMAP_ONLINE_PASSWORD", ""),
        referer=os.environ.get("STRIKEMAP_ONLINE_REFERER", ""),
    )
    if not is_dry:
        check_ready(settings)
    return Online(settings, is_dry)


def tell_plan(plan: Plan, online: Online) -> None:
    """Say on stderr what goes out, before it does."""
    warn(_heading(plan, online, "go"))
    for request in plan.requests:
        warn(f"  {_line(request.text, request.country)}")


def show_plan(plan: Plan, online: Online, *, in_json: bool = False) -> None:
    """Print what would go out: one line for each request, then its address."""
    settings = online.settings
    if in_json:
        show_json(
            {
                "provider": settings.provider,
                "host": settings.host,
                "user_agent": settings.user_agent or None,
                "requests": [request._asdict() for request in plan.requests],
                "kept": plan.kept,
                "blocked_sensitive": plan.blocked,
                "unsendable": plan.unsendable,
            }
        )
        return
    warn(_heading(plan, online, "would go"))
    for request in plan.requests:
        say(_line(request.text, request.country))
        say(f"    {request.url}")
    warn("Nothing was sent.")


def _line(text: str, country: str) -> str:
    return f"{text}  [country {country}]" if country else text


def _heading(plan: Plan, online: Online, verb: str) -> str:
    settings = online.settings
    rest = [
        (plan.kept, "already answered"),
        (plan.blocked, "sensitive, never sent"),
        (plan.unsendable, "no place name"),
    ]
    beside = "".join(f", {count} {words}" for count, words in rest if count)
    agent = f" as {settings.user_agent!r}" if settings.user_agent else ""
    return (
        f"To {settings.provider} ({settings.host}){agent} {verb} {len(plan.requests)} "
        f"requests{beside}:"
    )
