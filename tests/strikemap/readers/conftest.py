"""Fixtures for the readers of data sets."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import strikemap as sm

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    import geopandas as gpd


@pytest.fixture(scope="session")
def layouts() -> ModuleType:
    """Give the columns of the data sets and synthetic rows in them."""
    path = Path(__file__).with_name("layouts.py")
    spec = importlib.util.spec_from_file_location("reader_layouts", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def read(tmp_path: Path, layouts: ModuleType) -> Callable[..., gpd.GeoDataFrame]:
    """Write rows in a layout and read them as a user does."""

    def read_rows(
        header: list[str], *rows: dict[str, str], encoding: str = "utf-8", **options: object
    ) -> gpd.GeoDataFrame:
        path = tmp_path / "export.csv"
        path.write_text(layouts.text_of(header, *rows), encoding=encoding, newline="")
        return sm.read_events(path, encoding=encoding, **options)

    return read_rows
