from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from gazetteer.build import write_store
from gazetteer.sources.record import Record
from gazetteer.store import open_store
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import geopandas as gpd

    from gazetteer.sources.record import Source


class Failing:
    """A source that fails after its first record."""

    name = "failing"
    licence = "test"

    def version(self) -> str:
        return "0"

    def sha256(self) -> str:
        return ""

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        yield Record("test:x", "Xeno", 0.0, 0.0, "AA", "P", "PPL")
        raise GazetteerError("the source is broken")


def test_a_build_reports_its_stages(
    small_sources: list[Source], areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], tmp_path: Path
) -> None:
    stages: list[str] = []
    write_store(
        tmp_path / "gazetteer.sqlite",
        small_sources,
        areas=areas,
        progress=lambda stage, _done, _total: stages.append(stage),
    )
    assert list(dict.fromkeys(stages)) == [
        "naturalearth", "cited", "airfields", "towns", "areas", "sorting",
    ]  # fmt: skip


def test_two_builds_give_the_same_bytes(
    small_sources: list[Source], areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], tmp_path: Path
) -> None:
    paths = [write_store(tmp_path / name, small_sources, areas=areas) for name in ("a", "b")]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_failed_build_leaves_the_old_gazetteer(
    small_path: Path, areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]
) -> None:
    before = small_path.read_bytes()
    with pytest.raises(GazetteerError, match="broken"):
        write_store(small_path, [Failing()], areas=areas)
    assert small_path.read_bytes() == before
    assert not list(small_path.parent.glob("*.building*"))


def test_a_build_removes_what_a_killed_one_left(
    small_sources: list[Source], areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], tmp_path: Path
) -> None:
    orphan = tmp_path / ".gazetteer.sqlite.4242.building"
    orphan.write_bytes(b"half")
    write_store(tmp_path / "gazetteer.sqlite", small_sources, areas=areas)
    assert not orphan.exists()


def test_a_folder_that_is_a_file_is_one_clear_line(
    small_sources: list[Source], areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(GazetteerError, match="STRIKEMAP_HOME") as caught:
        write_store(tmp_path / "file" / "gazetteer.sqlite", small_sources, areas=areas)
    assert "\n" not in str(caught.value)


def test_a_second_build_waits_and_takes_the_first_ones_file(
    small_sources: list[Source], areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], tmp_path: Path
) -> None:
    ready = write_store(tmp_path / "ready" / "gazetteer.sqlite", small_sources, areas=areas)
    path = tmp_path / "gazetteer.sqlite"
    lock = sqlite3.connect(tmp_path / ".gazetteer.sqlite.lock", check_same_thread=False)
    lock.execute("BEGIN EXCLUSIVE")
    waiting = threading.Event()
    stages: list[str] = []

    def progress(stage: str, _done: int, _total: int) -> None:
        stages.append(stage)
        if stage == "waiting for another build":
            waiting.set()

    def finish_first() -> None:
        assert waiting.wait(10)
        path.write_bytes(ready.read_bytes())
        lock.rollback()
        lock.close()

    other = threading.Thread(target=finish_first)
    other.start()
    write_store(path, small_sources, areas=areas, progress=progress)
    other.join()
    assert set(stages) == {"waiting for another build"}
    assert path.read_bytes() == ready.read_bytes()


_BUILD = """
import sys
from pathlib import Path
from gazetteer import build_store
def progress(stage, done, total):
    print(stage, flush=True)
build_store(Path(sys.argv[1]), progress=progress)
"""


@pytest.mark.parametrize("stage", ["naturalearth", "airportsdata", "geonames"])
def test_a_killed_build_leaves_the_old_gazetteer_and_is_cleaned_up(
    stage: str,
    small_path: Path,
    small_sources: list[Source],
    areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
    tmp_path: Path,
) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(small_path.read_bytes())
    build = subprocess.Popen(
        [sys.executable, "-c", _BUILD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert build.stdout is not None
    assert any(line.strip() == stage for line in build.stdout)
    build.send_signal(signal.SIGKILL)
    build.stdout.close()
    build.wait()
    with open_store(path) as store:
        assert store.named(["ruko"])
    assert list(tmp_path.glob(".*.building"))
    write_store(path, small_sources, areas=areas)
    assert not list(tmp_path.glob(".*.building*"))


def test_a_full_disk_leaves_no_gazetteer_and_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    code = """
import sys
from pathlib import Path
from gazetteer.build import write_store
from gazetteer.sources.airfields import PackagedAirports
from geo import read_areas
from geo.errors import GazetteerError
areas = read_areas("country"), read_areas("admin1", country="IQ")
try:
    write_store(Path(sys.argv[1]), [PackagedAirports()], areas=areas)
except GazetteerError as error:
    print(error)
"""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert "STRIKEMAP_HOME" in done.stdout, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert not path.exists()
    assert not list(tmp_path.glob("*.building*"))


def test_the_real_gazetteer_is_small_and_has_every_source(gazetteer_home: Path) -> None:
    path = gazetteer_home / "gazetteer.sqlite"
    assert path.stat().st_size < 150_000_000
    with open_store(path) as store:
        counts = {source["name"]: source["places"] for source in store.sources()}
        assert counts["geonames"] > 200_000
        assert counts["airportsdata"] > 25_000
        assert counts["naturalearth"] > 4_000
        assert counts["ourairports"] > 1_000
        assert store.rejects() == []
