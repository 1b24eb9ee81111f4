"""Profiles of a publication: what may leave, in a TOML file that people read and sign."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from geo.errors import InputError, PublicationError
from strikemap.publishing import Policy
from strikemap.sensitive import SENSITIVE_KINDS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT_PROFILE", "Profile", "parse_profile", "read_profile"]

_GRIDS: Final = (0.001, 0.01, 0.1, 1)

DEFAULT_PROFILE: Final = f"""\
# What `strikemap publish` lets through. Every line may be left out: then this is what holds.

# Kinds of places whose exact position never leaves: {", ".join(SENSITIVE_KINDS)}.
sensitive_kinds = {list(SENSITIVE_KINDS)}

# Side of the fixed grid cell that such a place becomes, in degrees: 0.001, 0.01, 0.1 or 1.
# 0.1 degree is 11 km from south to north. A cell with one such place takes the next size.
grid_deg = 0.1

# Events of the last so many days are drawn at the level of the province.
hold_back_days = 3

# Names of victims and of persons who speak; quotes and titles, which may hold them.
keep_names = false

# Step of distances in metres (for --distance-to); they are measured from published positions.
distance_step_m = 1000

# The most decimals of a degree that any position keeps: 0 to 6; 3 decimals are 110 m.
decimals = 4
"""
"""The commented default, as ``--print-profile`` writes it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The settings of a publication; the meaning of each stands in ``DEFAULT_PROFILE``."""

    sensitive_kinds: tuple[str, ...] = SENSITIVE_KINDS
    grid_deg: float = 0.1
    hold_back_days: int = 3
    keep_names: bool = False
    distance_step_m: float = 1_000.0
    decimals: int = 4

    def settings(self) -> dict[str, object]:
        """Give the settings that are not those of the default, as the log keeps them."""
        default = Profile()
        return {
            item.name: list(value) if isinstance(value, tuple) else value
            for item in fields(self)
            if (value := getattr(self, item.name)) != getattr(default, item.name)
        }

    def policy(
        self, *, full_precision: bool = False, reason: str = "", permission: str = ""
    ) -> Policy:
        """Give the policy of the gate that this profile asks for."""
        return Policy(
            full_precision=full_precision,
            reason=reason,
            hold_back_days=self.hold_back_days,
            grid_deg=self.grid_deg,
            permission=permission,
            kinds=self.sensitive_kinds,
            merge_single=True,
            decimals=self.decimals,
            keep_names=self.keep_names,
        )


def read_profile(path: Path) -> Profile:
    """Read a profile from a TOML file.

    Raises
    ------
    InputError
        The file cannot be read, is no TOML, or a setting is unknown or unusable.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be read as a profile: {error.strerror}; "
            "'strikemap publish --print-profile' prints one"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no UTF-8 text; save the profile as UTF-8") from error
    return parse_profile(text)


def parse_profile(text: str) -> Profile:
    """Read a profile from TOML; what it leaves out has its default.

    Examples
    --------
    >>> parse_profile("grid_deg = 0.01").grid_deg
    0.01
    >>> parse_profile(DEFAULT_PROFILE) == Profile()
    True
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The profile is no TOML: {error}") from error
    known = {field.name: field.default for field in fields(Profile)}
    for name, value in given.items():
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]!r}? It has" if close else "use"
            raise InputError(f"{name!r} is no setting of a profile; {hint} {', '.join(known)}")
        _check_kind(name, value, known[name])
    if "sensitive_kinds" in given:
        given["sensitive_kinds"] = tuple(given["sensitive_kinds"])
    profile = Profile(**given)
    if profile.grid_deg not in _GRIDS:
        raise PublicationError(
            f"grid_deg is {profile.grid_deg}; use one of {', '.join(map(str, _GRIDS))}"
        )
    if profile.distance_step_m <= 0:
        raise PublicationError(f"distance_step_m is {profile.distance_step_m}; give metres above 0")
    profile.policy()
    return profile


def _check_kind(name: str, value: object, default: object) -> None:
    """Refuse a setting of the wrong kind: true is no number, a text no list."""
    if isinstance(default, tuple):
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
    elif isinstance(default, bool):
        fits = isinstance(value, bool)
    else:
        number = int if isinstance(default, int) else (int, float)
        fits = isinstance(value, number) and not isinstance(value, bool)
    if not fits:
        raise InputError(f"{name} is {value!r}; write it as in 'strikemap publish --print-profile'")
