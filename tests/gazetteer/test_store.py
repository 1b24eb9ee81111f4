from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer.store import is_outdated, open_store, shared_store, store_path
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from gazetteer.store import Store


def test_the_store_lies_in_strikemap_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path))
    assert store_path() == tmp_path / "gazetteer.sqlite"


def test_without_strikemap_home_the_data_folder_of_the_platform_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("STRIKEMAP_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert store_path() == tmp_path / "strikemap" / "gazetteer.sqlite"


def test_a_missing_gazetteer_is_one_line_that_names_strikemap_home(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="STRIKEMAP_HOME") as caught:
        open_store(tmp_path / "gazetteer.sqlite")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_gazetteer_is_refused(small_path: Path, tmp_path: Path, share: float) -> None:
    path = tmp_path / "gazetteer.sqlite"
    whole = small_path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(GazetteerError, match="STRIKEMAP_HOME") as caught:
        open_store(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"not a database", b"\x00" * 8192])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="STRIKEMAP_HOME"):
        open_store(path)


@pytest.mark.parametrize(
    ("pragma", "says"), [("user_version", "version"), ("application_id", "no gazetteer")]
)
def test_a_gazetteer_of_another_layout_is_refused(
    small_path: Path, tmp_path: Path, pragma: str, says: str
) -> None:
    path = Path(shutil.copy(small_path, tmp_path))
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {pragma} = 99")
    connection.commit()
    connection.close()
    with pytest.raises(GazetteerError, match=says):
        open_store(path)


def test_pages_broken_in_the_middle_are_a_gazetteer_error(small_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(small_path, tmp_path))
    whole = bytearray(path.read_bytes())
    whole[8192:] = b"\xff" * (len(whole) - 8192)
    path.write_bytes(whole)

    def read_all() -> None:
        with open_store(path) as store:
            store.named(["ruko"])
            store.meta()

    with pytest.raises(GazetteerError, match="STRIKEMAP_HOME"):
        read_all()


def test_reading_leaves_no_file_beside_the_gazetteer(small_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(small_path, tmp_path))
    path.chmod(0o444)
    with open_store(path) as store:
        assert store.named(["ruko"])
    assert [entry.name for entry in tmp_path.iterdir()] == ["gazetteer.sqlite"]


def test_reading_works_with_home_unset(small_path: Path) -> None:
    code = "from gazetteer.search import resolve; print(resolve('Kale').status)"
    environment = {
        "STRIKEMAP_HOME": str(small_path.parent),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "matched", done.stderr


def test_the_shared_store_is_opened_again_when_the_file_is_new(
    small_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path))
    shutil.copy(small_path, tmp_path)
    first = shared_store()
    assert shared_store() is first
    shutil.copy(small_path, tmp_path / "next")
    (tmp_path / "next").replace(tmp_path / "gazetteer.sqlite")
    assert shared_store() is not first


def test_the_store_tells_where_it_comes_from(small_store: Store) -> None:
    assert [source["name"] for source in small_store.sources()] == [
        "naturalearth", "cited", "airfields", "towns",
    ]  # fmt: skip
    assert len(small_store.digest) == 64
    assert small_store.rejects() == []


def test_places_are_ordered_by_weight(small_store: Store) -> None:
    rows = small_store.named(["ruko"])
    assert [row.place.place_id for row in rows] == ["test:cited", "test:2", "test:1"]


def test_has_name_asks_many_keys_at_once(small_store: Store) -> None:
    keys = ["ruko", "kale", *(f"unknown {number}" for number in range(2_000))]
    assert small_store.has_name(keys) == {"ruko", "kale"}


def test_a_gazetteer_of_another_version_is_outdated_and_other_files_are_not(
    small_path: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(small_path, tmp_path))
    assert not is_outdated(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    assert is_outdated(path)
    other = tmp_path / "other"
    other.write_bytes(b"\x00" * 100)
    assert not is_outdated(other)
    assert not is_outdated(tmp_path / "none")
