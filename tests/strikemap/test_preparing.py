"""A gazetteer of another version is built again in sight, before anything else."""

from __future__ import annotations

import sqlite3

import pytest

from gazetteer.store import APPLICATION_ID, SCHEMA_VERSION, store_path
from strikemap.commands.preparing import have_gazetteer


@pytest.fixture
def builds(tmp_path, monkeypatch):
    """Keep the gazetteer in a folder of its own, and count the builds instead of doing them."""
    done = []
    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path))
    monkeypatch.setattr("gazetteer.build.build_store", lambda *_, **how: done.append(how))
    return done


@pytest.mark.parametrize(("version", "expected"), [(SCHEMA_VERSION, 0), (SCHEMA_VERSION - 1, 1)])
def test_only_the_layout_of_another_version_is_built_again(builds, version, expected):
    connection = sqlite3.connect(store_path())
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    have_gazetteer()
    assert len(builds) == expected


def test_what_is_no_gazetteer_is_left_for_its_owner(builds):
    store_path().write_bytes(b"something else, " * 20)
    have_gazetteer()
    assert builds == []
