"""The four import names are ours, and the lazy facades keep what they promise."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

PACKAGES = ("geo", "gazetteer", "maps", "strikemap")
LIGHT = {
    "geo.errors": ("numpy", "pandas", "geopandas", "rich", "folium"),
    "geo.ladder": ("numpy", "pandas", "geopandas", "rich", "folium"),
    "geo.uncertainty": ("numpy", "pandas", "geopandas", "rich", "folium"),
    "gazetteer.search": ("numpy", "pandas", "geopandas", "rich", "folium", "rapidfuzz"),
    "strikemap.cli": ("numpy", "pandas", "geopandas", "rich", "folium"),
}


def promised(package: str) -> dict[str, str]:
    """Give the names that a package's stub promises, with the module each comes from."""
    stub = Path(importlib.import_module(package).__file__ or "").with_suffix(".pyi")
    return {
        alias.asname or alias.name: f"{package}.{node.module}"
        for node in ast.walk(ast.parse(stub.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def submodules(package: str) -> list[ModuleType]:
    """Import every submodule of a package, except the one that runs the program."""
    root = importlib.import_module(package)
    return [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(root.__path__, f"{package}.")
        if not found.name.endswith("__main__") and ".make_" not in found.name
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_facade_name_is_the_object_its_module_defines(package: str) -> None:
    submodules(package)
    facade = importlib.import_module(package)
    names = promised(package)
    assert set(facade.__all__) == set(names)
    for name, home in names.items():
        assert getattr(facade, name) is getattr(importlib.import_module(home), name)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_has_the_name_of_a_public_name_of_its_package(package: str) -> None:
    modules = {module.__name__.rsplit(".", 1)[1] for module in submodules(package)}
    assert modules.isdisjoint(promised(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_is_named_like_the_standard_library(package: str) -> None:
    modules = {module.__name__.rsplit(".", 1)[1] for module in submodules(package)}
    assert modules.isdisjoint(sys.stdlib_module_names)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_provides_our_import_names(package: str) -> None:
    owners = importlib.metadata.packages_distributions().get(package, [])
    assert set(owners) <= {"strikemap"}, f"{package} also comes from {owners}; use a fresh venv"
    homes = {
        Path(importlib.import_module(name).__file__ or "").parents[1]
        for name in (package, "strikemap")
    }
    assert len(homes) == 1


@pytest.mark.parametrize("module", sorted(LIGHT))
def test_light_modules_load_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*(set({LIGHT[module]!r}) & set(sys.modules)), end='')"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == ""
