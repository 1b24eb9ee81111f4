"""Send one geocoding request and say plainly what became of it.

geopy builds the requests and reads the replies; this module is the adapter
below it. geopy's own adapters would follow a redirect to another host, try
again behind one's back (two more requests at once, against every rule of
politeness), wait without end for a server that sends one byte at a time, and
read an empty object as "no such place".
"""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
    getproxies,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, get_retry_after
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["BROKEN_ANSWER", "Failure", "PreviewedError", "failure_of", "preview", "transport"]

FailureStatus = Literal["timeout", "rate_limited", "forbidden", "quota", "bad_response", "offline"]

_MOST_BYTES: Final = 8_000_000
_CHUNK: Final = 65_536
_LOCAL_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})

BROKEN_ANSWER: Final = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading an answer of an unexpected form raises."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request brought no answer.

    Attributes
    ----------
    status : str
        timeout, rate_limited, forbidden, quota, bad_response or offline.
    note : str
        One sentence without addresses or accounts.
    retry_after_s : float or None
        How long the provider asks to wait, if it says so.
    """

    status: FailureStatus
    note: str
    retry_after_s: float | None = None


_STATUS_OF_CODE: Final[Mapping[int, FailureStatus]] = {
    401: "forbidden",
    402: "quota",
    403: "forbidden",
    407: "forbidden",
    408: "timeout",
    429: "rate_limited",
    451: "forbidden",
    504: "timeout",
    509: "quota",
}


def failure_of(error: Exception) -> Failure:
    """Say what a failed request means.

    Parameters
    ----------
    error : Exception
        What geopy, this module's adapter or the reading of an answer raised.

    Notes
    -----
    The text of the error is never shown: it may carry the whole address of the
    request, with an account in it.
    """
    cause = error.__cause__
    if isinstance(cause, AdapterHTTPError):
        return _failure_of_code(cause.status_code, _retry_after(cause.headers))
    if isinstance(error, GeocoderRateLimited):
        return Failure("rate_limited", "it asks to be asked more slowly", error.retry_after)
    if isinstance(error, GeocoderParseError):
        return Failure("bad_response", str(error))  # this module's own words
    for kind, status, note in _MEANINGS:
        if isinstance(error, kind):
            return Failure(status, note)
    return Failure("bad_response", "its answer has not the form that it should have")


_MEANINGS: Final[tuple[tuple[type[Exception], FailureStatus, str], ...]] = (
    (GeocoderQuotaExceeded, "quota", "the account's quota is used up"),
    (GeocoderAuthenticationFailure, "forbidden", "it does not accept the account"),
    (GeocoderInsufficientPrivileges, "forbidden", "it does not accept the account"),
    (GeocoderTimedOut, "timeout", "it did not answer in time"),
    (GeocoderUnavailable, "offline", "it cannot be reached, or broke the connection off"),
    (GeopyError, "bad_response", "it answered with an error"),
)


def _failure_of_code(code: int, retry_after_s: float | None) -> Failure:
    status = _STATUS_OF_CODE.get(code, "bad_response")
    if code == http.HTTPStatus.SERVICE_UNAVAILABLE and retry_after_s is not None:
        status = "rate_limited"
    return Failure(status, f"it answered with HTTP {code}", retry_after_s)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        seconds: float | None = get_retry_after(headers)
    except BROKEN_ANSWER:
        return None
    return seconds


class _NoRedirect(HTTPRedirectHandler):
    """A place name goes to the host that the user named, and to no other."""

    def redirect_request(self, *_: object) -> None:
        """Have urllib treat a redirect as the HTTP error that it then is."""


# geopy comes without types.
class _Transport(BaseSyncAdapter):  # type: ignore[misc]
    """The adapter: one GET, no redirect, no retry, a deadline, strict JSON of the right form."""

    def __init__(
        self,
        *,
        proxies: object,
        ssl_context: Any,
        has_form: Callable[[object], bool],
        extra: str,
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._has_form = has_form
        self._extra = extra
        self._direct = _opener({}, ssl_context)
        self._through_proxy = _opener(getproxies(), ssl_context)

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        """Give the document, which has the form that the provider documents."""
        body = self._body(with_extra(url, self._extra), timeout, headers)
        try:
            document = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("its answer is no JSON") from error
        if not self._has_form(document):
            raise GeocoderParseError("its answer has not the form that it should have")
        return document

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Give the body as text."""
        return self._body(url, timeout, headers).decode("utf-8", "replace")

    def _body(self, url: str, timeout: float, headers: Mapping[str, str]) -> bytes:
        request = Request(url, headers=dict(headers))  # noqa: S310 - the scheme is checked before
        is_local = urlsplit(url).hostname in _LOCAL_HOSTS
        opener = self._direct if is_local else self._through_proxy
        deadline = time.monotonic() + timeout
        try:
            with opener.open(request, timeout=timeout) as response:
                return _read(response, deadline)
        except HTTPError as error:
            with error:
                facts = {name.lower(): value for name, value in error.headers.items()}
                raise AdapterHTTPError(
                    f"HTTP {error.code}", status_code=error.code, headers=facts, text=None
                ) from None
        except TimeoutError as error:
            raise GeocoderTimedOut("no answer in time") from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeocoderTimedOut("no connection in time") from error
            raise GeocoderUnavailable("no connection") from error
        except http.client.IncompleteRead as error:
            raise GeocoderParseError("its answer broke off") from error
        except OSError as error:  # among them RemoteDisconnected: closed without an answer
            raise GeocoderUnavailable("the connection broke off") from error
        except http.client.HTTPException as error:
            raise GeocoderParseError("its answer is no HTTP") from error


def _opener(proxies: dict[str, str], ssl_context: Any) -> Any:
    return build_opener(
        HTTPHandler(), HTTPSHandler(context=ssl_context), ProxyHandler(proxies), _NoRedirect()
    )


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read a body to its end, up to a deadline and a size."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > _MOST_BYTES:
            raise GeocoderParseError("its answer is too large")
        if time.monotonic() > deadline:
            raise TimeoutError
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and size < int(announced):
        raise http.client.IncompleteRead(b"", int(announced) - size)
    return b"".join(parts)


def with_extra(url: str, extra: str) -> str:
    """Give the address with a parameter that geopy does not know."""
    return f"{url}&{extra}" if extra and "?" in url and "generateToken" not in url else url


def transport(has_form: Callable[[object], bool], extra: str = "") -> Callable[..., _Transport]:
    """Give geopy's ``adapter_factory``.

    Parameters
    ----------
    has_form : callable
        Tells whether a document has the form that the provider documents: an
        empty object must not pass for "no such place".
    extra : str
        ``name=value`` to add to each geocoding request.
    """
    return partial(_Transport, has_form=has_form, extra=extra)


class PreviewedError(Exception):
    """Carries the address that would have been asked; nothing was sent.

    Parameters
    ----------
    url : str
        The address, as it would go out.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class _Preview(BaseSyncAdapter):  # type: ignore[misc]  # geopy comes without types
    """The adapter of a dry run: it has no way to send anything."""

    def __init__(self, *, proxies: object, ssl_context: object, extra: str) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._extra = extra

    def get_json(self, url: str, **_: object) -> NoReturn:
        """Raise :class:`PreviewedError` with the address."""
        raise PreviewedError(with_extra(url, self._extra))

    def get_text(self, url: str, **_: object) -> NoReturn:
        """Raise :class:`PreviewedError` with the address."""
        raise PreviewedError(with_extra(url, self._extra))


def preview(extra: str = "") -> Callable[..., _Preview]:
    """Give the ``adapter_factory`` of a dry run; ``extra`` as in :func:`transport`."""
    return partial(_Preview, extra=extra)
