"""Make ``country_names.csv``: countries in the pages' languages and their own, from CLDR.

    python -P maps/data/make_country_names.py

Run by hand, never part of CI; needs Babel 2.18.0 (CLDR 47) beside the project. Stills
and cards need it; the page itself asks the browser (``Intl.DisplayNames``).
"""

from __future__ import annotations

import csv
import importlib.metadata
import sys
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import get_global

from geo.areas import read_areas

VERSION: Final = "2.18.0"
SCRIPTS: Final = frozenset({"Arab", "Hebr", "Cyrl", "Grek"})
"""The scripts of ``place_names="local"``; Latin names stay as they are."""


def local_name(code: str) -> str:
    """Give a country's name in its own writing; blank where that is Latin or another one."""
    language, script, *_ = (get_global("likely_subtags").get(f"und_{code}") or "__").split("_")
    return Locale(language).territories.get(code, "") if script in SCRIPTS else ""


def main() -> None:
    """Write the table beside this file."""
    if importlib.metadata.version("babel") != VERSION:
        sys.exit(f"needs Babel {VERSION}")
    arabic, french, ukrainian = (Locale(name).territories for name in ("ar", "fr", "uk"))
    codes = sorted(set(read_areas("country")["country"].dropna()) & set(arabic))
    with Path(__file__).with_name("country_names.csv").open("w", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["country", "arabic", "local", "french", "ukrainian"])
        writer.writerows(
            [code, arabic[code], local_name(code), french[code], ukrainian[code]] for code in codes
        )


if __name__ == "__main__":
    main()
