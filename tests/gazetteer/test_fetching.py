from __future__ import annotations

import hashlib
import io
import threading
import zipfile
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from gazetteer import fetching
from gazetteer.fetching import fetch, orders
from geo.errors import GazetteerError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def zipped(text: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("IQ.txt", text)
    return body.getvalue()


BODY = zipped("".join(f"{number}\tplace\n" for number in range(20_000)))


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        with suppress(ConnectionError):
            steps = self.server.steps
            (steps.pop(0) if len(steps) > 1 else steps[0])(self)

    def reply(self, code: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.steps: list[Callable[[Handler], None]] = [whole]
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


def whole(handler: Handler) -> None:
    """Send the file, or the part of it that is asked for."""
    begins = handler.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0]
    if int(begins) and handler.headers.get("If-Range") == '"one"':
        said = f"bytes {begins}-{len(BODY) - 1}/{len(BODY)}"
        handler.reply(206, BODY[int(begins) :], ETag='"one"', Content_Range=said)
    else:
        handler.reply(200, BODY, ETag='"one"')


def half(handler: Handler) -> None:
    handler.reply(200, BODY[:100_000], Content_Length=str(len(BODY)), ETag='"one"')
    handler.close_connection = True


def page(handler: Handler) -> None:
    handler.reply(200, b"<html>log in</html>", Content_Type="text/html")


def hang(handler: Handler) -> None:
    handler.server.released.wait(20)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(BODY[:10])
    while not handler.server.released.wait(0.05):
        handler.wfile.write(b"x" * 10)


def status(code: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(code, b"no", **headers)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path / "home"))
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.released.set()
        running.shutdown()
        thread.join()


def get(server: Server, **options: object) -> fetching.Fetched:
    (order,) = orders("geonames", ["IQ"], base_url=server.url)
    return fetch(order, timeout_s=1.0, slowest_s=0.5, **options)  # type: ignore[arg-type]


def test_a_file_is_fetched_once_and_then_taken_from_the_cache(server: Server) -> None:
    steps: list[tuple[str, int, int]] = []
    first = get(server, progress=lambda *step: steps.append(step))
    assert first.path.read_bytes() == BODY
    assert first.sha256 == hashlib.sha256(BODY).hexdigest()
    assert steps[-1] == ("downloading IQ.zip", len(BODY), len(BODY))
    assert get(server).status == "cached"
    ((path, headers),) = server.asked
    assert path == "/IQ.zip"
    assert headers["User-Agent"].startswith("strikemap/")
    assert {name.lower() for name in headers} <= {
        "host", "user-agent", "accept", "accept-encoding", "connection",
    }  # fmt: skip


def test_a_broken_download_goes_on_where_it_broke_off(server: Server) -> None:
    server.steps = [half, whole]
    with pytest.raises(GazetteerError, match=r"it goes on where it broke off"):
        get(server)
    got = get(server)
    assert got.path.read_bytes() == BODY
    assert got.resumed_at == 100_000
    assert server.asked[1][1]["Range"] == "bytes=100000-"


def test_a_file_that_changed_in_between_is_never_joined_with_the_old_half(server: Server) -> None:
    server.steps = [half, lambda handler: handler.reply(200, BODY, ETag='"two"')]
    with pytest.raises(GazetteerError):
        get(server)
    got = get(server)
    assert got.path.read_bytes() == BODY
    assert got.resumed_at == 0


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (status(404), "no such file"),
        (status(403), "refuses"),
        (status(429, Retry_After="30"), "wait 30 s"),
        (status(500), "HTTP 500"),
        (status(302, Location="http://example.org/"), "another address"),
        (status(416), "run the command again"),
        (page, "text/html: a login or error page"),
        (lambda handler: handler.reply(200, b""), "broke off after 0"),
        (hang, "in time|cannot be reached"),
        (drip, "too slow|in time|cannot be reached"),
        (lambda handler: handler.reply(200, b"PK", Content_Length="9999999999"), "announces"),
        (lambda handler: handler.wfile.write(b"what?\r\n\r\n"), "cannot be reached"),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves_is_one_clear_line(
    server: Server, step: Callable[[Handler], None], says: str
) -> None:
    server.steps = [step]
    with pytest.raises(GazetteerError, match=says) as caught:
        get(server)
    assert "\n" not in str(caught.value)
    assert not [one for one in fetching.downloads_folder().iterdir() if one.suffix == ".zip"]


def test_no_server_at_all_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path))
    (order,) = orders("geonames", ["IQ"], base_url="http://127.0.0.1:9")
    with pytest.raises(GazetteerError, match="cannot be reached"):
        fetch(order, timeout_s=1.0)


def test_a_pinned_sum_is_checked_and_a_wrong_file_is_thrown_away(server: Server) -> None:
    with pytest.raises(GazetteerError, match="does not have the SHA-256"):
        get(server, sha256="0" * 64)
    assert not list(fetching.downloads_folder().glob("*.zip"))
    assert get(server, sha256=hashlib.sha256(BODY).hexdigest()).status == "new"
    with pytest.raises(InputError, match="no SHA-256"):
        get(server, sha256="abc")


def test_a_damaged_file_in_the_cache_is_fetched_again(server: Server) -> None:
    get(server).path.write_bytes(b"damaged")
    assert get(server).path.read_bytes() == BODY


def test_asking_again_says_whether_the_file_changed(server: Server) -> None:
    get(server)
    assert get(server, refresh=True).status == "unchanged"
    other = zipped("1\tother\n")
    server.steps = [lambda handler: handler.reply(200, other)]
    assert get(server, refresh=True).status == "changed"
    server.steps = [status(500)]
    with pytest.raises(GazetteerError):
        get(server, refresh=True)
    assert get(server).path.read_bytes() == other


def test_what_a_killed_download_left_is_swept(server: Server) -> None:
    folder = fetching.downloads_folder()
    folder.mkdir(parents=True)
    (folder / "tmpabc").write_bytes(b"half")
    get(server)
    assert not (folder / "tmpabc").exists()


@pytest.mark.parametrize(
    ("provider", "countries", "base_url", "says"),
    [
        ("geonames", ["Narnia"], "", "no country"),
        ("geonames", [], "", "Name the countries"),
        ("ourairports", ["IQ"], "", "one table for the world"),
        ("elsewhere", [], "", "no provider"),
        ("geonames", ["IQ"], "file:///etc", "no address"),
        ("geonames", ["../../etc"], "", "no country"),
    ],
)
def test_what_cannot_be_ordered_is_said_before_anything_is_sent(
    provider: str, countries: list[str], base_url: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        orders(provider, countries, base_url=base_url)


def test_the_address_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIKEMAP_GEONAMES_URL", "https://mirror.example/dump/")
    (order,) = orders("geonames-alternate", ["Syria"])
    assert order.url == "https://mirror.example/dump/alternatenames/SY.zip"
    assert order.host == "mirror.example"
