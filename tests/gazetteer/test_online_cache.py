"""Answers that are kept: for good, for their owner only, and never in silence."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.normalise import written_form
from gazetteer.online_cache import AnswerCache, CacheKey, Kept, cache_folder
from gazetteer.online_places import Found
from geo.errors import GazetteerError
from tests.gazetteer.online_parts import TOWN

if TYPE_CHECKING:
    from pathlib import Path

KEY = CacheKey("nominatim", "nominatim.openstreetmap.org", "Taji", "IQ", 10)
KEPT = Kept((TOWN,), 0, "2027-01-15T08:00:00Z")


def test_an_answer_outlives_the_process(tmp_path: Path) -> None:
    path = tmp_path / "new" / "online.sqlite"
    with AnswerCache(path) as cache:
        assert cache.get(KEY) is None
        cache.put(KEY, KEPT)
    with AnswerCache(path) as cache:
        assert cache.get(KEY) == KEPT


@pytest.mark.parametrize(
    "other",
    [
        KEY._replace(provider="photon"),
        KEY._replace(host="our.server"),
        KEY._replace(text="taji"),
        KEY._replace(country=""),
        KEY._replace(limit=1),
    ],
)
def test_another_question_is_not_answered_by_it(tmp_path: Path, other: CacheKey) -> None:
    with AnswerCache(tmp_path / "online.sqlite") as cache:
        cache.put(KEY, KEPT)
        assert cache.get(other) is None


@settings(max_examples=25, deadline=None)
@given(names=st.lists(st.text(max_size=20), max_size=4))
def test_any_name_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    places = tuple(
        Found(*("", name, (name,), 0.0, 0.0, "", "", "", "", 0), "near", 25_000.0) for name in names
    )
    kept = Kept(places, 2, "2027-01-15T08:00:00Z")
    with AnswerCache(tmp_path_factory.getbasetemp() / "any.sqlite") as cache:
        key = KEY._replace(text=written_form("".join(names)))
        cache.put(key, kept)
        assert cache.get(key) == kept


def test_only_its_owner_reads_which_names_were_looked_up(tmp_path: Path) -> None:
    path = tmp_path / "online.sqlite"
    with AnswerCache(path) as cache:
        cache.put(KEY, KEPT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["online.sqlite"]  # no WAL beside it


def test_a_broken_file_is_said_and_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "online.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(GazetteerError, match="remove that file"):
        AnswerCache(path)


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="STRIKEMAP_HOME"):
        AnswerCache(tmp_path / "file" / "online.sqlite")


def test_threads_share_a_cache(tmp_path: Path) -> None:
    with AnswerCache(tmp_path / "online.sqlite") as cache:
        keys = [KEY._replace(text=f"Taji {number}") for number in range(20)]
        workers = [threading.Thread(target=cache.put, args=(key, KEPT)) for key in keys]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [cache.get(key) for key in keys] == [KEPT] * 20


def test_a_killed_process_loses_no_answer_that_it_had(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from gazetteer.online_cache import AnswerCache, CacheKey, Kept\n"
        "cache = AnswerCache(Path(sys.argv[1]))\n"
        "cache.put(CacheKey(*sys.argv[2:6], int(sys.argv[6])), Kept((), 0, 'then'))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    path = tmp_path / "online.sqlite"
    arguments = [sys.executable, "-c", code, str(path), *map(str, KEY)]
    assert subprocess.run(arguments, check=False).returncode == -9
    with AnswerCache(path) as cache:
        assert cache.get(KEY) == Kept((), 0, "then")


def test_the_cache_lives_where_the_platform_keeps_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STRIKEMAP_HOME", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert cache_folder() == tmp_path / "strikemap"
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home"
