"""A file is looked at, and each save is answered once."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from strikemap.watching import on_each_save

if TYPE_CHECKING:
    from pathlib import Path


def test_each_save_is_answered_once_until_an_interrupt(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("a", encoding="utf-8")
    seen: list[str] = []

    def redraw() -> None:
        seen.append(path.read_text(encoding="utf-8"))
        if len(seen) == 3:
            raise KeyboardInterrupt
        path.write_text("a" * (len(seen) + 1), encoding="utf-8")

    on_each_save(path, redraw, pause_s=0.01)
    assert seen[0] == "a"
    assert len(seen) == 3


_AS_IN_A_TERMINAL = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell leaves it ignored
from strikemap.cli import main
sys.exit(main())
"""


def _waited(log: Path, words: str, times: int) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        said = log.read_text("utf-8")
        if said.count(words) >= times:
            return said
        time.sleep(0.1)
    raise AssertionError(f"{words!r} was not said {times} times: {log.read_text('utf-8')}")


def test_a_map_is_drawn_again_at_each_save_and_ctrl_c_ends_cleanly(
    gazetteer_home: Path, events_file: Path, tmp_path: Path
) -> None:
    table, log = tmp_path / f"events{events_file.suffix}", tmp_path / "said.txt"
    for beside in events_file.parent.glob(f"{events_file.stem}*"):
        shutil.copy(beside, tmp_path / beside.name.replace(events_file.stem, "events", 1))
    with log.open("w", encoding="utf-8") as said:
        watch = subprocess.Popen(
            [sys.executable, "-c", _AS_IN_A_TERMINAL, "map", str(table), "--watch"],
            stdout=said,
            stderr=said,
            cwd=tmp_path,
        )
        try:
            _waited(log, "Ctrl-C ends", 1)
            table.write_bytes(table.read_bytes() + b"\n")
            _waited(log, "Ctrl-C ends", 2)
            watch.send_signal(signal.SIGINT)
            assert watch.wait(timeout=30) == 0
        finally:
            watch.kill()
    assert "The watch has ended" in log.read_text("utf-8")
    assert (tmp_path / "map.html").stat().st_size > 0
