"""One file over HTTP for pooch: resumed where it broke off, judged before it is believed.

pooch names the file, checks its SHA-256 and puts it in place; its own
downloader begins again after every break. This one keeps what came in a
``.part`` file beside the target, with the server's ETag in ``.part.etag``, and
asks for the rest only (HTTP Range with If-Range, RFC 9110 sections 13.1.5 and
14.2), so that halves of two versions are never joined.
"""

from __future__ import annotations

import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import GazetteerError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

    Progress = Callable[[str, int, int], None]

__all__ = ["DownloadError", "ResumingDownloader", "checked_base"]

_CHUNK: Final = 1 << 16
_MOST_BYTES: Final = 2_000_000_000
_SIGNATURES: Final = {".zip": b"PK"}
_OK, _PARTIAL, _UNSATISFIABLE = 200, 206, 416
_MEANINGS: Final = {
    403: "it refuses (HTTP 403); wait a day, or get the file in a browser and add that",
    404: "it has no such file (HTTP 404); check the country code and --base-url",
    429: "it asks to be left alone (HTTP 429)",
}


class DownloadError(GazetteerError):
    """A download that did not arrive whole."""


class ResumingDownloader:
    """pooch's downloader protocol: ``downloader(url, output_file, pooch)``.

    Parameters
    ----------
    part : Path
        Where what has arrived is kept until it is whole.
    timeout_s : float
        Seconds to wait for a connection and for each piece.
    slowest_s : float
        Seconds in which at least 64 kB must come.
    progress : callable, optional
        Called with ``(stage, done, total)``, in bytes.
    """

    def __init__(
        self,
        part: Path,
        *,
        timeout_s: float = 30.0,
        slowest_s: float = 60.0,
        progress: Progress | None = None,
    ) -> None:
        self.part = part
        self._etag_path = part.with_name(f"{part.name}.etag")
        self._timeout_s = timeout_s
        self._slowest_s = slowest_s
        self._progress = progress
        self.resumed_at = 0

    def __call__(self, url: str, output_file: str, pooch: object) -> None:  # noqa: ARG002 - pooch's protocol
        """Get the file to ``output_file``.

        Raises
        ------
        DownloadError
            The host cannot be reached, refuses, is too slow, breaks off, or
            sends something else.
        """
        import requests  # noqa: PLC0415 - only for a download
        from urllib3.exceptions import HTTPError, ReadTimeoutError  # noqa: PLC0415

        try:
            self._get(url)
        except (requests.Timeout, ReadTimeoutError) as error:
            raise DownloadError(f"{_host(url)} did not answer in time; try again later") from error
        except (requests.ConnectionError, HTTPError) as error:
            raise DownloadError(
                f"{_host(url)} cannot be reached, or broke the connection off; check the network"
                " and run the command again: it goes on where it broke off"
            ) from error
        except requests.RequestException as error:
            raise DownloadError(
                f"{_host(url)} answered with no file ({type(error).__name__}); check --base-url"
            ) from error
        self.part.replace(output_file)
        self._etag_path.unlink(missing_ok=True)

    def _get(self, url: str) -> None:
        import requests  # noqa: PLC0415 - only for a download

        have = self.part.stat().st_size if self.part.exists() else 0
        etag = self._etag_path.read_text(encoding="ascii") if self._etag_path.exists() else ""
        headers = {
            "User-Agent": f"strikemap/{metadata.version('strikemap')} (offline gazetteer)",
            "Accept-Encoding": "identity",
        }
        if have and etag:
            headers |= {"Range": f"bytes={have}-", "If-Range": etag}
        with requests.get(
            url, headers=headers, stream=True, timeout=self._timeout_s, allow_redirects=False
        ) as answer:
            if answer.status_code == _UNSATISFIABLE:
                self._forget()
                raise DownloadError(f"{_host(url)} has changed the file; run the command again")
            if answer.status_code not in {_OK, _PARTIAL}:
                raise DownloadError(f"{_host(url)}: {_meaning(answer)}")
            begins_at = have if answer.status_code == _PARTIAL else 0
            if begins_at and not answer.headers.get("Content-Range", "").startswith(
                f"bytes {begins_at}-"
            ):
                self._forget()
                raise DownloadError(f"{_host(url)} sent another part than asked; run it again")
            self.resumed_at = begins_at
            self._write(url, answer, begins_at)

    def _write(self, url: str, answer: requests.Response, begins_at: int) -> None:
        """Append what comes to the part file; check that it is all, and what it should be."""
        announced = answer.headers.get("Content-Length", "")
        total = begins_at + int(announced) if announced.isdecimal() else 0
        if total > _MOST_BYTES:
            raise DownloadError(f"{_host(url)} announces {total:,} bytes; this is no place table")
        etag = answer.headers.get("ETag", "")
        if etag.isascii() and not etag.startswith("W/"):
            self._etag_path.write_text(etag, encoding="ascii")
        done, mark, mark_at = begins_at, begins_at, time.monotonic()
        with self.part.open("ab" if begins_at else "wb") as file:
            # requests' own iterator gives nothing of a piece that does not come whole.
            while piece := answer.raw.read1(_CHUNK, decode_content=False):
                if not done and not _fits(self.part.name, piece):
                    self._forget()
                    kind = answer.headers.get("Content-Type", "something else")[:40]
                    raise DownloadError(
                        f"{_host(url)} sent no {_suffix(self.part)} file but {kind}: a login or"
                        " error page? Open the address in a browser, or check --base-url"
                    )
                file.write(piece)
                done += len(piece)
                if done > _MOST_BYTES:
                    self._forget()
                    raise DownloadError(f"{_host(url)} sends without end; this is no place table")
                if done - mark >= _CHUNK:
                    mark, mark_at = done, time.monotonic()
                elif time.monotonic() - mark_at > self._slowest_s:
                    raise DownloadError(f"{_host(url)} is too slow; run the command again later")
                if self._progress:
                    self._progress(f"downloading {_file(url)}", done, total)
        if not done or (total and done < total):
            raise DownloadError(
                f"{_host(url)} broke off after {done:,} of {total:,} bytes; run the command again:"
                " it goes on where it broke off"
            )

    def _forget(self) -> None:
        self.part.unlink(missing_ok=True)
        self._etag_path.unlink(missing_ok=True)


def checked_base(base_url: str) -> str:
    """Give a base address without its last slash; only http and https are taken.

    Raises
    ------
    InputError
        It is another kind of address.
    """
    if not base_url.startswith(("https://", "http://")) or "@" in base_url:
        raise InputError(f"{base_url[:80]!r} is no address of a server (https://HOST/...)")
    return base_url.rstrip("/")


def _meaning(answer: requests.Response) -> str:
    code = answer.status_code
    wait = answer.headers.get("Retry-After", "")
    after = f"; wait {wait} s" if wait.isdecimal() else ""
    if answer.is_redirect:
        return "it sends us to another address; give that one with --base-url if you trust it"
    return _MEANINGS.get(code, f"it answered with HTTP {code}; try again later") + after


def _fits(name: str, start: bytes) -> bool:
    """Tell whether a file begins as its kind does: a zip file, or a table and no web page."""
    suffix = Path(name.removesuffix(".part")).suffix
    if suffix in _SIGNATURES:
        return start.startswith(_SIGNATURES[suffix])
    return start.lstrip()[:1] != b"<"


def _suffix(part: Path) -> str:
    return Path(part.name.removesuffix(".part")).suffix


def _host(url: str) -> str:
    return url.split("/")[2]


def _file(url: str) -> str:
    return url.rsplit("/", 1)[-1]
