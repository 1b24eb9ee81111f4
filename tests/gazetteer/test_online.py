"""Online geocoding against a loopback server that misbehaves in every way."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from dataclasses import replace
from email.utils import formatdate
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from gazetteer.frames import lookup
from gazetteer.online import OnlineQuestion, OnlineRun, plan_requests
from gazetteer.online_frames import lookup_online
from gazetteer.online_providers import OnlineSettings, Query, preview_url
from geo.errors import InputError
from tests.gazetteer import misbehaving as server_that
from tests.gazetteer.misbehaving import TAJI, MisbehavingServer
from tests.gazetteer.online_parts import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazetteer.store import Store

    Begin = Callable[[OnlineSettings], OnlineRun]

AGENT = "our-archive/1.0 (desk@archive.invalid)"


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(server: MisbehavingServer) -> OnlineSettings:
    return OnlineSettings(
        provider="nominatim",
        domain=server.domain,
        scheme="http",
        user_agent=AGENT,
    )


@pytest.fixture
def own_server(
    settings: OnlineSettings, server: MisbehavingServer
) -> tuple[OnlineSettings, MisbehavingServer]:
    return settings, server


@pytest.fixture
def run(settings: OnlineSettings, tmp_path: Path, clock: Clock) -> Iterator[OnlineRun]:
    with OnlineRun(settings, folder=tmp_path, clock=clock, sleep=clock.sleep) as going:
        yield going


@pytest.fixture
def begin(tmp_path: Path, clock: Clock) -> Begin:
    """Give what begins a run under other settings, in the same folder and time."""
    return partial(OnlineRun, folder=tmp_path, clock=clock, sleep=clock.sleep)


def test_an_answer_becomes_a_candidate_with_its_source(run: OnlineRun) -> None:
    found = run.resolve("Taji", country="Iraq")
    assert found.status == "matched"
    assert found.best is not None
    place = found.best.place
    assert (place.place_id, place.lat, place.lon) == ("osm:N123", 33.51, 44.26)
    assert (place.country, place.admin1) == ("IQ", "Baghdad Governorate")
    assert (place.location_precision, place.feature_code) == ("settlement", "PPL")
    assert place.uncertainty_m == 5000
    assert found.provider == "nominatim"
    assert "OpenStreetMap contributors" in found.attribution
    assert found.retrieved_at == "2027-01-15T08:00:00Z"


def test_only_the_place_and_the_country_go_out(run: OnlineRun, server: MisbehavingServer) -> None:
    run.resolve("  Camp\u202e  Taji ", country="العراق")
    (seen,) = server.seen
    assert seen.path == "/search"
    assert seen.query == {
        "q": "Camp Taji",
        "countrycodes": "IQ",
        "format": "json",
        "limit": "10",
        "addressdetails": "1",
        "namedetails": "1",
    }
    assert seen.agent == AGENT


def test_a_repeated_question_makes_no_call(run: OnlineRun, server: MisbehavingServer) -> None:
    first = run.resolve("Taji", country="IQ")
    again = run.resolve("Taji", country="IRQ")
    assert again == first
    assert len(server.seen) == 1


def test_no_such_place_is_an_answer_and_is_kept(
    settings: OnlineSettings, server: MisbehavingServer, begin: Begin
) -> None:
    server.will(server_that.answer([]))
    for _ in range(2):
        with begin(settings) as run:
            found = run.resolve("Qwxyzzyplatz")
        assert (found.status, found.candidates) == ("not_found", ())
        assert found.attribution
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        (server_that.status(403), "forbidden"),
        (server_that.status(401), "forbidden"),
        (server_that.status(402), "quota"),
        (server_that.status(408), "timeout"),
        (server_that.status(500), "bad_response"),
        (server_that.status(503), "bad_response"),
        (server_that.status(302, Location="http://127.0.0.1:9/elsewhere"), "bad_response"),
        (server_that.text(b"<html>maintenance</html>"), "bad_response"),
        (server_that.text(b"\xff\xfe\xfa"), "bad_response"),
        (server_that.text(b"[" * 100_000), "bad_response"),
        (server_that.text(b""), "bad_response"),
        (server_that.answer({}), "bad_response"),
        (server_that.answer(None), "bad_response"),
        (server_that.answer({"error": "overloaded"}), "bad_response"),
        (server_that.answer([{"lat": "33.5"}]), "bad_response"),
        (server_that.answer([TAJI | {"lat": "133.0"}]), "bad_response"),
        (server_that.answer([TAJI | {"lon": "244.26"}]), "bad_response"),
        (server_that.answer([TAJI | {"lat": "NaN"}]), "bad_response"),
        (server_that.half, "bad_response"),
        (server_that.babble, "bad_response"),
        (server_that.close, "offline"),
    ],
)
def test_an_outage_never_reads_as_no_such_place_and_is_not_kept(
    run: OnlineRun, server: MisbehavingServer, behaviour: server_that.Behaviour, expected: str
) -> None:
    server.will(behaviour, server_that.answer([TAJI]))
    failed = run.resolve("Taji")
    assert failed.status == expected
    assert failed.candidates == ()
    assert failed.note.startswith(f"{server.domain}: ")
    assert (failed.attribution, failed.retrieved_at) == ("", "")
    assert len(server.seen) == 1  # no second try behind one's back
    if not run.stopped:
        assert run.resolve("Taji").status == "matched"


@pytest.mark.parametrize("behaviour", [server_that.hang, server_that.drip])
def test_a_server_that_never_ends_is_a_timeout(
    own_server: tuple[OnlineSettings, MisbehavingServer],
    begin: Begin,
    behaviour: server_that.Behaviour,
) -> None:
    settings, server = own_server
    server.will(behaviour)
    with begin(replace(settings, timeout_s=0.4)) as run:
        begun = time.monotonic()
        assert run.resolve("Taji").status == "timeout"
    assert time.monotonic() - begun < 5


def test_no_server_is_offline(settings: OnlineSettings, begin: Begin) -> None:
    with MisbehavingServer() as gone:
        domain = gone.domain
    nobody = replace(settings, domain=domain)
    with begin(nobody) as run:
        assert run.resolve("Taji").status == "offline"


def test_a_refusal_ends_the_run(run: OnlineRun, server: MisbehavingServer) -> None:
    server.will(server_that.answer([TAJI]), server_that.status(403))
    statuses = [run.resolve(name).status for name in ("Taji", "Baiji", "Balad", "Taji")]
    assert statuses == ["matched", "forbidden", "forbidden", "matched"]
    assert server.asked == ["Taji", "Baiji"]
    assert "403" in run.stopped


def test_outages_in_a_row_end_the_run_with_their_own_status(
    settings: OnlineSettings, server: MisbehavingServer, begin: Begin
) -> None:
    server.will(server_that.status(500))
    patient = replace(settings, most_failures=2)
    with begin(patient) as run:
        statuses = [run.resolve(name).status for name in ("Taji", "Baiji", "Balad")]
    assert statuses == ["bad_response"] * 3
    assert server.asked == ["Taji", "Baiji"]


def test_retry_after_is_waited_out_and_the_question_asked_again(
    run: OnlineRun, server: MisbehavingServer, clock: Clock
) -> None:
    server.will(server_that.status(429, Retry_After="7"), server_that.answer([TAJI]))
    assert run.resolve("Taji").status == "matched"
    assert server.asked == ["Taji", "Taji"]
    assert sum(clock.slept) == pytest.approx(7)


def test_retry_after_may_be_a_date(run: OnlineRun, server: MisbehavingServer, clock: Clock) -> None:
    # the transport reads a date against the real clock, which is not ours to turn
    at = formatdate(time.time() + 30, usegmt=True)
    server.will(server_that.status(429, Retry_After=at), server_that.answer([TAJI]))
    assert run.resolve("Taji").status == "matched"
    assert sum(clock.slept) == pytest.approx(30, abs=5)


PROVIDERS = ["nominatim", "photon", "geonames", "arcgis"]
ELSEWHERE = "http://localhost:9/elsewhere"


def of_provider(settings: OnlineSettings, provider: str) -> OnlineSettings:
    username = "us" if provider == "geonames" else ""
    return replace(settings, provider=provider, username=username, timeout_s=0.5)


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        (server_that.status(401), "forbidden"),
        (server_that.status(402), "quota"),
        (server_that.status(403), "forbidden"),
        (server_that.status(408), "timeout"),
        (server_that.status(429, Retry_After="3600"), "rate_limited"),
        (server_that.status(500), "bad_response"),
        (server_that.status(503, Retry_After="3600"), "rate_limited"),
        (server_that.status(302, Location=ELSEWHERE), "bad_response"),
        (server_that.status(307, Location=ELSEWHERE), "bad_response"),
        (server_that.text(b"<html>maintenance</html>"), "bad_response"),
        (server_that.text(b'{"features": [{"geom'), "bad_response"),
        (server_that.text(b""), "bad_response"),
        (server_that.answer("a text"), "bad_response"),
        (server_that.answer([1, "two", None]), "bad_response"),
        (server_that.answer({}), "bad_response"),
        (server_that.answer({"features": 1, "geonames": "no", "candidates": {}}), "bad_response"),
        (server_that.half, "bad_response"),
        (server_that.babble, "bad_response"),
        (server_that.close, "offline"),
        (server_that.hang, "timeout"),
        (server_that.drip, "timeout"),
    ],
)
def test_every_provider_may_fail_in_every_way(
    own_server: tuple[OnlineSettings, MisbehavingServer],
    begin: Begin,
    provider: str,
    behaviour: server_that.Behaviour,
    expected: str,
) -> None:
    settings, server = own_server
    server.will(behaviour)
    with begin(of_provider(settings, provider)) as run:
        failed = run.resolve("Taji")
    assert (failed.status, failed.candidates) == (expected, ())
    assert len(server.seen) == 1  # no second try, and no redirect followed


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_may_be_out_of_reach(
    settings: OnlineSettings, begin: Begin, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MisbehavingServer() as gone:
        domain = gone.domain
    with begin(replace(of_provider(settings, provider), domain=domain)) as run:
        assert run.resolve("Taji").status == "offline"  # refused

    def no_address(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_address)
    with begin(replace(of_provider(settings, provider), domain="our.server.invalid")) as run:
        assert run.resolve("Taji").status == "offline"  # no name service


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_is_waited_for_and_stops_the_run_when_it_refuses(
    own_server: tuple[OnlineSettings, MisbehavingServer],
    begin: Begin,
    provider: str,
    clock: Clock,
) -> None:
    settings, server = own_server
    server.will(server_that.status(429, Retry_After="7"), server_that.status(403))
    with begin(of_provider(settings, provider)) as run:
        statuses = [run.resolve(name).status for name in ("Taji", "Baiji")]
        assert "403" in run.stopped
    assert statuses == ["forbidden", "forbidden"]
    assert len(server.seen) == 2
    assert sum(clock.slept) == pytest.approx(7)


def test_without_retry_after_the_waits_grow_and_the_tries_end(
    run: OnlineRun, server: MisbehavingServer, clock: Clock
) -> None:
    server.will(server_that.status(429))
    assert run.resolve("Taji").status == "rate_limited"
    assert server.asked == ["Taji"] * 3
    assert clock.slept == pytest.approx([5, 10])
    assert run.resolve("Baiji").status == "rate_limited"
    assert len(server.seen) == 3


def test_a_wait_longer_than_allowed_ends_the_run_for_every_process(
    settings: OnlineSettings, server: MisbehavingServer, begin: Begin, clock: Clock
) -> None:
    server.will(server_that.status(429, Retry_After="86400"))
    for name in ("Taji", "Baiji"):
        with begin(settings) as run:
            assert run.resolve(name).status == "rate_limited"
    assert server.asked == ["Taji"]
    assert clock.slept == []


def test_a_broken_run_resumes_without_repeating_calls(
    settings: OnlineSettings, server: MisbehavingServer, tmp_path: Path, clock: Clock
) -> None:
    names = ["Taji", "Baiji", "Balad"]
    server.will(server_that.answer([TAJI]), server_that.status(403))
    first = lookup_online(names, settings, folder=tmp_path, clock=clock, sleep=clock.sleep)
    assert first["status"].tolist() == ["matched", "forbidden", "forbidden"]
    server.will(server_that.answer([]))
    second = lookup_online(names, settings, folder=tmp_path, clock=clock, sleep=clock.sleep)
    assert second["status"].tolist() == ["matched", "not_found", "not_found"]
    assert server.asked == ["Taji", "Baiji", "Baiji", "Balad"]


def test_requests_keep_a_second_apart(
    run: OnlineRun, server: MisbehavingServer, clock: Clock
) -> None:
    for name in ("Taji", "Baiji", "Balad"):
        run.resolve(name)
    assert clock.slept == pytest.approx([1.0, 1.0])
    assert len(server.seen) == 3


def test_two_processes_keep_a_second_apart(
    server: MisbehavingServer, settings: OnlineSettings, tmp_path: Path
) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from gazetteer.online import OnlineRun\n"
        "from gazetteer.online_providers import OnlineSettings\n"
        "settings = OnlineSettings(provider='nominatim', domain=sys.argv[1], scheme='http',\n"
        f"    user_agent={AGENT!r}, timeout_s=5)\n"
        "with OnlineRun(settings, folder=Path(sys.argv[2])) as run:\n"
        "    for number in range(2):\n"
        "        assert run.resolve(f'{sys.argv[3]} {number}').status == 'not_found'\n"
    )
    server.will(server_that.answer([]))
    running = [
        subprocess.Popen([sys.executable, "-c", code, server.domain, str(tmp_path), name])
        for name in ("Taji", "Balad")
    ]
    assert [process.wait(30) for process in running] == [0, 0]
    times = [seen.at for seen in server.seen]
    assert len(times) == 4
    assert min(later - earlier for earlier, later in pairwise(times)) >= 1.0


def test_a_sensitive_row_is_never_sent_and_gets_no_kept_answer(
    settings: OnlineSettings, server: MisbehavingServer, tmp_path: Path, clock: Clock
) -> None:
    frame = lookup_online(
        ["Taji", "Taji", "Baiji"],
        settings,
        sensitive=[False, True, True],
        folder=tmp_path,
        clock=clock,
        sleep=clock.sleep,
    )
    assert frame["status"].tolist() == ["matched", "blocked_sensitive", "blocked_sensitive"]
    assert server.asked == ["Taji"]
    assert frame["lat"].notna().tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("33.5239N 44.2567E", "blocked_sensitive"),
        ("33.5239, 44.2567", "blocked_sensitive"),
        ("the house of a.witness@mail.example", "blocked_sensitive"),
        ("call +964 770 123 4567", "blocked_sensitive"),
        ("", "not_found"),
        ("?!", "not_found"),
        ("geonames:99226", "not_found"),
        ("He said that " * 20, "not_found"),
    ],
)
def test_what_is_no_place_name_is_not_sent(
    run: OnlineRun, server: MisbehavingServer, name: str, expected: str
) -> None:
    found = run.resolve(name)
    assert found.status == expected
    assert found.note.startswith("not sent")
    assert server.seen == []


def test_a_country_that_nobody_knows_is_said_and_nothing_sent(
    run: OnlineRun, server: MisbehavingServer
) -> None:
    found = run.resolve("Taji", country="Atlantis")
    assert found.status == "not_found"
    assert "Atlantis" in found.note
    assert server.seen == []


def test_an_answer_of_a_sensitive_kind_is_left_out(
    run: OnlineRun, server: MisbehavingServer
) -> None:
    server.will(server_that.answer([TAJI | {"class": "amenity", "type": "hospital"}]))
    found = run.resolve("Taji")
    assert (found.status, found.candidates) == ("blocked_sensitive", ())


def test_a_dry_run_gives_the_exact_strings_and_sends_none(
    settings: OnlineSettings, server: MisbehavingServer, tmp_path: Path
) -> None:
    questions = [
        OnlineQuestion("Camp Taji", "Iraq"),
        OnlineQuestion("Camp  Taji", "IQ"),
        OnlineQuestion("عين الأسد"),
        OnlineQuestion("Al-Noor Hospital", sensitive=True),
        OnlineQuestion(""),
    ]
    plan = plan_requests(questions, replace(settings, user_agent=""), folder=tmp_path)
    assert [request[:2] for request in plan.requests] == [("Camp Taji", "IQ"), ("عين الأسد", "")]
    assert (plan.kept, plan.blocked, plan.unsendable) == (1, 1, 1)
    assert server.seen == []


def test_what_is_sent_is_what_the_dry_run_said(
    settings: OnlineSettings, server: MisbehavingServer, begin: Begin, tmp_path: Path
) -> None:
    question = OnlineQuestion("Jurf as-Sakhr & more", "IQ")
    (planned,) = plan_requests([question], settings, folder=tmp_path).requests
    with begin(settings) as run:
        run.resolve(question.name, country=question.country)
    (seen,) = server.seen
    assert (seen.query["q"], seen.query["countrycodes"]) == planned[:2]
    assert planned.url.startswith(f"http://{server.domain}/search?")
    assert plan_requests([question], settings, folder=tmp_path).requests == ()


def test_the_frame_has_the_columns_of_lookup_and_the_source(
    own_server: tuple[OnlineSettings, MisbehavingServer],
    small_store: Store,
    tmp_path: Path,
    clock: Clock,
) -> None:
    settings, server = own_server
    server.will(server_that.answer([TAJI]), server_that.answer([]), server_that.status(500))
    frame = lookup_online(
        ["Taji", "Qwxyz", "Baiji", None],
        settings,
        country=["IQ", None, None, None],
        folder=tmp_path,
        clock=clock,
        sleep=clock.sleep,
    )
    offline = lookup(["Taji"], store=small_store)
    added = {"provider": "str", "attribution": "str", "retrieved_at": "str"}
    assert frame.dtypes.astype("str").to_dict() == offline.dtypes.astype("str").to_dict() | added
    assert frame["status"].tolist() == ["matched", "not_found", "bad_response", "not_found"]
    assert frame["attribution"].notna().tolist() == [True, True, False, False]
    assert frame["lat"].notna().tolist() == [True, False, False, False]
    assert set(frame.attrs["notes"]) == {1, 2, 3}


def test_as_many_marks_as_names_are_wanted(settings: OnlineSettings, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2 values of sensitive for 1 names"):
        lookup_online(["Taji"], settings, sensitive=[True, False], folder=tmp_path)


PHOTON = {
    "properties": {
        "osm_type": "N",
        "osm_id": 123,
        "osm_key": "place",
        "osm_value": "town",
        "name": "Taji",
        "countrycode": "IQ",
        "state": "Baghdad Governorate",
    },
    "geometry": {"type": "Point", "coordinates": [44.26, 33.51]},
}
GEONAMES = {
    "geonameId": 123,
    "name": "Taji",
    "toponymName": "At Tājī",
    "lat": "33.51",
    "lng": "44.26",
    "countryCode": "IQ",
    "adminName1": "Baghdad Governorate",
    "fcl": "P",
    "fcode": "PPL",
    "population": 0,
}
ARCGIS = {
    "address": "Taji, Baghdad Governorate",
    "location": {"x": 44.26, "y": 33.51},
    "score": 100,
    "attributes": {
        "Addr_type": "Locality",
        "Type": "City",
        "PlaceName": "Taji",
        "Country": "IRQ",
        "Region": "Baghdad Governorate",
    },
    "extent": {"xmin": 44.25, "ymin": 33.5, "xmax": 44.27, "ymax": 33.52},
}


@pytest.mark.parametrize(
    ("provider", "documents", "place_id"),
    [
        ("photon", {"features": [PHOTON]}, "osm:N123"),
        ("geonames", {"geonames": [GEONAMES]}, "geonames:123"),
        ("arcgis", {"candidates": [ARCGIS]}, ""),
    ],
)
def test_each_provider_is_asked_and_read(
    own_server: tuple[OnlineSettings, MisbehavingServer],
    begin: Begin,
    provider: str,
    documents: dict[str, list[object]],
    place_id: str,
) -> None:
    settings, server = own_server
    empty: dict[str, list[object]] = {name: [] for name in documents}
    server.will(*map(server_that.answer, (documents, empty, {})))
    other = replace(settings, provider=provider, username="us" if provider == "geonames" else "")
    with begin(other) as run:
        found, none, broken = (run.resolve(name, country="IQ") for name in ("Taji", "Bai", "Balad"))
    assert found.best is not None
    place = found.best.place
    assert (place.place_id, place.lat, place.lon) == (place_id, 33.51, 44.26)
    assert (place.country, place.admin1) == ("IQ", "Baghdad Governorate")
    assert place.location_precision == "settlement"
    assert (none.status, broken.status) == ("not_found", "bad_response")


@pytest.mark.parametrize(
    ("value", "expected"), [(10, "forbidden"), (19, "quota"), (22, "bad_response")]
)
def test_geonames_says_its_errors_inside_an_answer(
    own_server: tuple[OnlineSettings, MisbehavingServer], begin: Begin, value: int, expected: str
) -> None:
    settings, server = own_server
    server.will(server_that.answer({"status": {"message": "account us", "value": value}}))
    geonames = replace(settings, provider="geonames", username="us")
    with begin(geonames) as run:
        failed = run.resolve("Taji")
    assert failed.status == expected
    assert "account us" not in failed.note


@pytest.mark.parametrize(
    "agent", ["", "  ", "geopy/2.5.0", "Mozilla/5.0", "my_app/1", "us\r\nX: 1", "x" * 300]
)
def test_without_a_user_agent_no_run_starts(
    settings: OnlineSettings, server: MisbehavingServer, tmp_path: Path, agent: str
) -> None:
    with pytest.raises(InputError, match=r"[Uu]ser agent"):
        OnlineRun(replace(settings, user_agent=agent), folder=tmp_path)
    assert server.seen == []


def test_accounts_are_asked_for_where_they_are_needed(tmp_path: Path) -> None:
    for provider, word in (("geonames", "geonames.org/login"), ("arcgis", "Esri")):
        with pytest.raises(InputError, match=word):
            OnlineRun(OnlineSettings(provider=provider, user_agent=AGENT), folder=tmp_path)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"provider": "google"}, "nominatim, photon"),
        ({"interval_s": 0.5}, "too fast"),
        ({"interval_s": 0.5, "domain": "NOMINATIM.openstreetmap.org.:443"}, "too fast"),
        ({"interval_s": float("nan")}, "too fast"),
        ({"scheme": "http"}, "https only"),
        ({"domain": "https://own.server"}, "without https"),
        ({"domain": "own server"}, "is no server"),
        ({"timeout_s": 0}, "timeout_s"),
        ({"longest_wait_s": -1}, "longest_wait_s"),
    ],
)
def test_settings_that_no_run_could_use_are_refused(changed: dict[str, object], word: str) -> None:
    with pytest.raises(InputError, match=word):
        OnlineSettings(**{"provider": "nominatim", **changed})


def test_an_account_stands_neither_in_a_dry_run_nor_in_what_settings_print() -> None:
    settings = OnlineSettings(
        provider="arcgis", username="somebody", password="secret", referer="https://our.org"
    )
    url = preview_url(settings, Query("Camp Taji", "IQ"))
    assert "singleLine=Camp+Taji%2C+Iraq" in url
    assert "forStorage=true" in url
    for text in (url, repr(settings)):
        assert "secret" not in text
        assert "somebody" not in text


def test_nothing_is_loaded_until_it_is_asked_for() -> None:
    code = (
        "import sys, gazetteer, gazetteer.search, gazetteer.online, strikemap.cli\n"
        "print(*{'geopy', 'requests', 'urllib.request', 'pandas'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == ""
