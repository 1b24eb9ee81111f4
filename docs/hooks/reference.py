"""Fail the build if a public name has no entry in the reference.

Public is what the four packages' facades promise (``PACKAGE/__init__.pyi``).
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

ENTRY: Final = re.compile(r'id="([\w.]+)"')
PACKAGES: Final = ("strikemap", "gazetteer", "geo", "maps")

_seen: dict[str, str] = {}


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Keep the reference of a package as it was built."""
    folder, _, package = page.file.src_uri.removesuffix(".md").partition("/")
    if folder == "reference":
        _seen[package] = output
    return output


def on_post_build(**_: object) -> None:
    """Look for every public name in what was built.

    Raises
    ------
    LookupError
        Names without an entry: one without a docstring, or of a module that no
        page of ``docs/reference/`` names.
    """
    missing = []
    for package in PACKAGES:
        facade = importlib.import_module(package)
        entries = set(ENTRY.findall(_seen[package]))
        for name in facade.__all__:
            home = getattr(getattr(facade, name), "__module__", "")
            # A constant and an alias of types say nothing of the module that defines them.
            if not any(
                entry == f"{home}.{name}"
                or (not home.startswith(package) and entry.endswith(f".{name}"))
                for entry in entries
            ):
                missing.append(f"{package}.{name}")
    if missing:
        raise LookupError(f"docs/reference/ has no entry for: {', '.join(missing)}")
