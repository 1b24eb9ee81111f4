"""The pause between requests: kept by threads and processes, also after a crash."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from gazetteer.politeness import PostponedError, Turns
from geo.errors import GazetteerError
from tests.gazetteer.online_parts import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOLD = (
    "import sys, time\n"
    "from pathlib import Path\n"
    "from gazetteer.politeness import Turns\n"
    "turns = Turns(Path(sys.argv[1]), 'host', interval_s=0.5, longest_wait_s=9)\n"
    "with turns.turn():\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)\n"
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def turns_of(tmp_path: Path, clock: Clock) -> Callable[[str], Turns]:
    return partial(
        Turns, tmp_path, interval_s=1.0, longest_wait_s=60.0, clock=clock, sleep=clock.sleep
    )


def test_the_first_turn_waits_for_nothing_and_the_next_for_the_pause(
    turns_of: Callable[[str], Turns], clock: Clock
) -> None:
    for _ in range(3):
        with turns_of("host").turn():
            pass
    assert clock.slept == [1.0, 1.0]


def test_the_pause_counts_from_the_end_of_a_request(
    turns_of: Callable[[str], Turns], clock: Clock
) -> None:
    turns = turns_of("host")
    with turns.turn():
        clock.now += 7.0
    with turns.turn():
        assert clock.slept == [1.0]


def test_time_that_has_passed_is_not_waited_again(
    turns_of: Callable[[str], Turns], clock: Clock
) -> None:
    turns = turns_of("host")
    with turns.turn():
        pass
    clock.now += 0.75
    with turns.turn():
        assert clock.slept == [0.25]


def test_hosts_do_not_wait_for_each_other(turns_of: Callable[[str], Turns], clock: Clock) -> None:
    for host in ("one.example", "two.example", "../../three"):
        with turns_of(host).turn():
            assert clock.slept == []


def test_a_host_name_never_leaves_the_folder(
    turns_of: Callable[[str], Turns], tmp_path: Path
) -> None:
    with turns_of("../../[::1]:8080/x").turn():
        assert {path.parent for path in tmp_path.rglob("*")} == {tmp_path}


def test_a_longer_pause_that_the_host_asks_for_holds_for_all(
    turns_of: Callable[[str], Turns], clock: Clock
) -> None:
    with turns_of("host").turn() as turn:
        turn.postpone(30.0)
        turn.postpone(2.0)
    with turns_of("host").turn():
        assert clock.slept == [30.0]


def test_a_pause_longer_than_one_waits_is_an_error_at_once(
    turns_of: Callable[[str], Turns], clock: Clock
) -> None:
    turns = turns_of("host")
    with turns.turn() as turn:
        turn.postpone(61.0)
    with pytest.raises(PostponedError) as postponed, turns.turn():
        pass
    assert postponed.value.wait_s == pytest.approx(61.0)
    assert clock.slept == []


def test_a_clock_that_is_set_back_costs_one_pause_and_no_more(
    turns_of: Callable[[str], Turns], clock: Clock
) -> None:
    turns = turns_of("host")
    with turns.turn():
        pass
    clock.now -= 86_400.0
    with turns.turn():
        assert clock.slept == [1.0]


def test_a_request_that_fails_counts_too(turns_of: Callable[[str], Turns], clock: Clock) -> None:
    turns = turns_of("host")

    def fail() -> None:
        with turns.turn():
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail()
    with turns.turn():
        assert clock.slept == [1.0]


def test_threads_keep_the_pause(tmp_path: Path) -> None:
    spans: list[tuple[float, float]] = []

    def ask() -> None:
        with Turns(tmp_path, "host", interval_s=0.1, longest_wait_s=9).turn():
            begun = time.monotonic()
            time.sleep(0.02)
            spans.append((begun, time.monotonic()))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(spans) == 5
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(sorted(spans))]
    assert min(gaps) >= 0.1


def test_a_killed_process_blocks_nobody_and_its_pause_still_holds(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        held = time.monotonic()
        process.send_signal(signal.SIGKILL)
    with Turns(tmp_path, "host", interval_s=0.5, longest_wait_s=9).turn():
        waited_s = time.monotonic() - held
    assert 0.4 <= waited_s < 5


def test_a_broken_lock_file_is_said(turns_of: Callable[[str], Turns]) -> None:
    turns = turns_of("host")
    turns.path.write_bytes(b"no time at all")
    with pytest.raises(GazetteerError, match="remove that file"), turns.turn():
        pass
