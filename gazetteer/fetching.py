"""Get place tables from their providers, when somebody asks for it, and keep them.

Only country codes go out, in the address. Files are kept in
``downloads/`` of the cache folder, each with its SHA-256 beside it
(``NAME.sha256``): recorded at the first download, since neither GeoNames nor
OurAirports publishes checksums, and verified at every later use.
"""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from gazetteer.downloading import DownloadError, ResumingDownloader, checked_base
from gazetteer.sources.checking import country_code
from gazetteer.sources.record import sha256_of
from gazetteer.store import store_folder
from geo.errors import GazetteerError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Progress = Callable[[str, int, int], None]

__all__ = ["PROVIDERS", "Fetched", "Order", "downloads_folder", "fetch", "orders"]

_SHA256: Final = re.compile("[0-9a-f]{64}")
_LOCK_WAIT_S: Final = 600


class Provider(NamedTuple):
    """Where tables are had.

    Attributes
    ----------
    base_url : str
        Address of its folder.
    setting : str
        Environment variable that overrides the address.
    path : str
        Path of a table, with ``{country}`` where there is one for each country.
    layout : str
        Layout of the tables (a key of :data:`gazetteer.sources.dumps.FORMATS`).
    """

    base_url: str
    setting: str
    path: str
    layout: str


PROVIDERS: Final[Mapping[str, Provider]] = {
    "geonames": Provider(
        "https://download.geonames.org/export/dump",
        "STRIKEMAP_GEONAMES_URL", "{country}.zip", "geonames",
    ),
    "geonames-alternate": Provider(
        "https://download.geonames.org/export/dump",
        "STRIKEMAP_GEONAMES_URL", "alternatenames/{country}.zip", "geonames-alternate",
    ),
    "ourairports": Provider(
        "https://davidmegginson.github.io/ourairports-data",
        "STRIKEMAP_OURAIRPORTS_URL", "airports.csv", "ourairports",
    ),
}  # fmt: skip
"""GeoNames: https://download.geonames.org/export/dump/readme.txt. OurAirports names its mirror at
https://ourairports.com/data/."""


class Order(NamedTuple):
    """One file to get: its address, the name of its file, what it is added as."""

    url: str
    file: str
    name: str
    layout: str

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is in the cache.

    Attributes
    ----------
    path : Path
        The file.
    sha256 : str
        Its SHA-256.
    status : str
        ``new``, ``cached`` (no request was made), ``unchanged`` or ``changed``.
    resumed_at : int
        Byte at which a broken download went on; 0 if it came in one piece.
    """

    path: Path
    sha256: str
    status: str
    resumed_at: int = 0


def orders(provider: str, countries: Sequence[str] = (), *, base_url: str = "") -> list[Order]:
    """Give the files to get, without getting them.

    Parameters
    ----------
    provider : str
        A key of :data:`PROVIDERS`.
    countries : sequence of str
        Codes or English names; none for a provider with one table for the world.
    base_url : str
        Overrides the provider's address and its environment variable.

    Raises
    ------
    InputError
        The provider or a country is not known, or no country is named.

    Examples
    --------
    >>> [order.url for order in orders("geonames", ["Iraq"])]
    ['https://download.geonames.org/export/dump/IQ.zip']
    """
    if provider not in PROVIDERS:
        raise InputError(f"{provider!r} is no provider; give one of {', '.join(PROVIDERS)}")
    known = PROVIDERS[provider]
    base = checked_base(base_url or os.environ.get(known.setting, "") or known.base_url)
    if "{country}" not in known.path:
        if countries:
            raise InputError(f"{provider} has one table for the world; name no country")
        return [Order(f"{base}/{known.path}", f"{provider}-{known.path}", provider, known.layout)]
    if not countries:
        raise InputError(f"Name the countries that {provider} shall give, such as IQ SY")
    found = []
    for country in countries:
        code = country_code(country)
        if not code:
            raise InputError(f"{country!r} is no country; give a code such as IQ")
        name = f"{provider}-{code}"
        url = f"{base}/{known.path.format(country=code)}"
        found.append(Order(url, f"{name}.zip", name, known.layout))
    return list(dict.fromkeys(found))


def downloads_folder() -> Path:
    """Give the folder of downloaded files: in ``STRIKEMAP_HOME``, else the platform's cache."""
    if os.environ.get("STRIKEMAP_HOME", "").strip():
        return store_folder() / "downloads"
    from platformdirs import user_cache_dir  # noqa: PLC0415 - not needed where the folder is named

    return Path(user_cache_dir("strikemap", appauthor=False)) / "downloads"


def fetch(
    order: Order,
    *,
    sha256: str = "",
    refresh: bool = False,
    timeout_s: float = 30.0,
    slowest_s: float = 60.0,
    progress: Progress | None = None,
) -> Fetched:
    """Get one file, or take it from the cache.

    Parameters
    ----------
    order : Order
        What to get (:func:`orders`).
    sha256 : str
        The SHA-256 that it must have; by default the recorded one, if it is
        in the cache.
    refresh : bool
        Ask again although the file is in the cache.
    timeout_s, slowest_s : float
        As :class:`gazetteer.downloading.ResumingDownloader`.
    progress : callable, optional
        Called with ``(stage, done, total)``, in bytes.

    Returns
    -------
    Fetched
        Where the file is, and its SHA-256.

    Raises
    ------
    DownloadError
        It did not arrive whole, or has another SHA-256.
    GazetteerError
        The cache folder cannot be written.
    """
    pinned = sha256.strip().lower()
    if pinned and not _SHA256.fullmatch(pinned):
        raise InputError(f"{sha256[:70]!r} is no SHA-256 (64 hexadecimal digits)")
    folder = downloads_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return _fetched(folder, order, pinned, refresh, timeout_s, slowest_s, progress)
    except (DownloadError, InputError):
        raise
    except Timeout as error:
        raise GazetteerError(f"Another process has been downloading to {folder}; wait") from error
    except OSError as error:
        raise GazetteerError(
            f"Nothing can be kept in {folder} ({error}); free some space, or set STRIKEMAP_HOME to"
            " a folder that can be written"
        ) from error


def _fetched(  # noqa: PLR0917 - the parameters of fetch, checked
    folder: Path,
    order: Order,
    pinned: str,
    refresh: bool,  # noqa: FBT001 - as above
    timeout_s: float,
    slowest_s: float,
    progress: Progress | None,
) -> Fetched:
    import pooch  # noqa: PLC0415 - only for a download

    target = folder / order.file
    record = folder / f"{order.file}.sha256"
    recorded = record.read_text(encoding="ascii").strip() if record.exists() else ""
    is_whole = target.exists() and sha256_of(target) == recorded
    if is_whole and not refresh and pinned in {"", recorded}:
        return Fetched(target, recorded, "cached")
    part = folder / f"{order.file}.part"
    downloader = ResumingDownloader(
        part, timeout_s=timeout_s, slowest_s=slowest_s, progress=progress
    )
    # The new file is judged under another name, so that a failure leaves the old one.
    incoming = f"{order.file}.incoming"
    pooch.get_logger().setLevel("WARNING")
    try:
        pooch.retrieve(
            order.url,
            known_hash=f"sha256:{pinned}" if pinned else None,
            fname=incoming,
            path=folder,
            downloader=downloader,
        )
    except ValueError as error:
        raise DownloadError(
            f"{order.url} does not have the SHA-256 {pinned}; the file was thrown away. Ask where"
            " the number comes from, or leave --sha256 out"
        ) from error
    found = sha256_of(folder / incoming)
    (folder / incoming).replace(target)
    record.write_text(f"{found}\n", encoding="ascii")
    status = "new" if not recorded else "unchanged" if found == recorded else "changed"
    return Fetched(target, found, status, downloader.resumed_at)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder; what pooch's temporary files left belongs to a process that was killed."""
    with FileLock(folder / ".lock", timeout=_LOCK_WAIT_S):
        for orphan in (*folder.glob("tmp*"), *folder.glob("*.incoming")):
            orphan.unlink(missing_ok=True)
        yield
