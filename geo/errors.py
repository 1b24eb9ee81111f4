"""The errors of the whole project: one root, each child also the builtin it resembles.

Every message says what was wrong, shows the value, and names the next step.
The command line prints ``str(error)`` and exits with 2; nothing else of an
error reaches a user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AmbiguousPlaceError",
    "CoordinateError",
    "CrsError",
    "GazetteerError",
    "InputError",
    "InputFileNotFoundError",
    "MissingDependencyError",
    "PlaceNotFoundError",
    "PublicationError",
    "StrikemapError",
]


class StrikemapError(Exception):
    """Root of all errors that this project raises on purpose."""


class InputError(StrikemapError, ValueError):
    """A value, a table or an option cannot be used as it is."""


class CoordinateError(InputError):
    """A coordinate is out of range, not finite, or cannot be read."""


class CrsError(InputError):
    """A coordinate reference system is missing or is not the expected one."""


class PublicationError(InputError):
    """An output would break the publication policy."""


class InputFileNotFoundError(StrikemapError, FileNotFoundError):
    """A file that was named does not exist or cannot be opened."""


class MissingDependencyError(StrikemapError, ImportError):
    """An optional library is needed for what was asked."""


class GazetteerError(StrikemapError, OSError):
    """The gazetteer file is missing, broken, or its folder cannot be used."""


class PlaceNotFoundError(StrikemapError, LookupError):
    """No place has this name under the given hints."""


class AmbiguousPlaceError(StrikemapError, LookupError):
    """One place was needed and the name fits several.

    Parameters
    ----------
    message : str
        What was asked and what to do next.
    choices : sequence of str
        One readable line for each candidate, best first.
    """

    def __init__(self, message: str, choices: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.choices = tuple(choices)
