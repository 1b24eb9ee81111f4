"""Fixtures that several rooms share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer import build_store
from gazetteer.store import open_store
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def gazetteer_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the real gazetteer once and make it the user's own for the whole session.

    While working on one room, set STRIKEMAP_TEST_HOME to a folder that keeps
    the gazetteer from one run to the next; delete it when the gazetteer changes.
    """
    kept = os.environ.get("STRIKEMAP_TEST_HOME")
    home = Path(kept) if kept else tmp_path_factory.mktemp("strikemap-home")
    before = os.environ.get("STRIKEMAP_HOME")
    os.environ["STRIKEMAP_HOME"] = str(home)
    try:
        open_store().close()
    except GazetteerError:  # none yet, or of an older layout
        build_store()
    yield home
    if before is None:
        del os.environ["STRIKEMAP_HOME"]
    else:
        os.environ["STRIKEMAP_HOME"] = before
