"""Fixtures that several rooms share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gazetteer import build_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def gazetteer_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the real gazetteer once and make it the user's own for the whole session."""
    home = tmp_path_factory.mktemp("strikemap-home")
    before = os.environ.get("STRIKEMAP_HOME")
    os.environ["STRIKEMAP_HOME"] = str(home)
    build_store()
    yield home
    if before is None:
        del os.environ["STRIKEMAP_HOME"]
    else:
        os.environ["STRIKEMAP_HOME"] = before
