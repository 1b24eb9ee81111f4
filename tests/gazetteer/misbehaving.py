"""A geocoding server on the loopback that does what it is told, also the worst."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    Behaviour = Callable[["Handler"], None]

# A made-up record in the form of Nominatim's documentation; position to 0.01 degree.
TAJI = {
    "osm_type": "node",
    "osm_id": 123,
    "lat": "33.51",
    "lon": "44.26",
    "class": "place",
    "type": "town",
    "name": "Taji",
    "display_name": "Taji, Baghdad Governorate, Iraq",
    "address": {"state": "Baghdad Governorate", "country": "Iraq", "country_code": "iq"},
    "namedetails": {"name": "التاجي", "name:en": "Taji"},
    "boundingbox": ["33.49", "33.53", "44.24", "44.28"],
}


class Seen(NamedTuple):
    """One request as it arrived."""

    at: float
    path: str
    query: dict[str, str]
    agent: str


class Handler(BaseHTTPRequestHandler):
    """Notes the request, then behaves as the next behaviour says."""

    server: MisbehavingServer

    def do_GET(self) -> None:
        at = time.monotonic()
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        self.server.seen.append(Seen(at, parts.path, query, self.headers.get("User-Agent", "")))
        with suppress(ConnectionError):
            self.server.next_behaviour()(self)

    def reply(
        self, code: int, body: bytes = b"", length: int | None = None, **headers: str
    ) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class MisbehavingServer(ThreadingHTTPServer):
    """Give each request the next behaviour; the last one stays."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []
        self.released = threading.Event()
        self._behaviours: list[Behaviour] = [answer([TAJI])]
        self._guard = threading.Lock()

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def asked(self) -> list[str]:
        """The place strings that arrived, in order."""
        return [seen.query.get("q", seen.query.get("singleLine", "")) for seen in self.seen]

    def will(self, *behaviours: Behaviour) -> None:
        self._behaviours = list(behaviours)

    def next_behaviour(self) -> Behaviour:
        with self._guard:
            if len(self._behaviours) > 1:
                return self._behaviours.pop(0)
            return self._behaviours[0]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


def answer(document: object) -> Behaviour:
    """Answer with a document."""
    body = json.dumps(document).encode()
    return lambda handler: handler.reply(200, body, Content_Type="application/json")


def status(code: int, **headers: str) -> Behaviour:
    """Answer with an HTTP status."""
    return lambda handler: handler.reply(code, b"no", **headers)


def text(body: bytes) -> Behaviour:
    """Answer with any bytes."""
    return lambda handler: handler.reply(200, body)


def half(handler: Handler) -> None:
    """Announce a body and break off in the middle of it."""
    body = json.dumps([TAJI]).encode()
    handler.reply(200, body[: len(body) // 2], length=len(body))
    handler.close_connection = True


def hang(handler: Handler) -> None:
    """Never answer."""
    handler.server.released.wait(20)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Send a blank every tenth of a second, without end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.released.wait(0.1):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def close(handler: Handler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def babble(handler: Handler) -> None:
    """Answer with something that is no HTTP."""
    handler.wfile.write(b"what?\r\n\r\n")
    handler.close_connection = True
