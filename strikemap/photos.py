"""Photographs for the cards: local files, made small, without what a camera writes into them."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.errors import InputError, InputFileNotFoundError
from strikemap.phrasing import text_of

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

    import geopandas as gpd

    from maps.card_table import EventCards
    from maps.cards import Photo as CardPhoto

__all__ = ["CAPTION_COLUMN", "PHOTO_COLUMN", "add_photos", "read_photo"]

PHOTO_COLUMN: Final = "photo"
CAPTION_COLUMN: Final = "photo_caption"

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_MOST_BYTES: Final = 30_000_000
_MOST_PIXELS: Final = 80_000_000
_SIDE: Final = 720
_QUALITY: Final = 80
_MOST_TOTAL: Final = 30_000_000
"""Bytes of all photographs of one page, as they travel."""


class Photo(NamedTuple):
    """A photograph for the page: the address of its data, and its size in pixels."""

    data: str
    width: int
    height: int


def read_photo(path: str | os.PathLike[str]) -> Photo:
    """Read a photograph, turn it upright, and write it anew: at most 720 pixels, pixels only.

    Position, time, camera and maker's notes (EXIF, XMP, IPTC) do not survive:
    nothing but pixels is written.

    Parameters
    ----------
    path : path-like
        A JPEG, PNG or WebP file of at most 30 MB and 80 megapixels, told by its
        content and not by its name.

    Returns
    -------
    Photo
        As a JPEG in a ``data:`` address.

    Raises
    ------
    InputFileNotFoundError
        There is no such file.
    InputError
        The file is none of these, too large, or broken.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - only maps with photographs need it

    file = Path(path)
    if not file.is_file():
        raise InputFileNotFoundError(f"There is no photograph {file.name!r}; check the name")
    if file.stat().st_size > _MOST_BYTES:
        raise InputError(f"The photograph {file.name!r} is larger than 30 MB; make it smaller")
    try:
        with Image.open(file, formats=_FORMATS) as opened:
            _check_pixels(file.name, opened.width * opened.height)
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(
            f"{file.name!r} cannot be read as a JPEG, PNG or WebP picture: {error}"
        ) from error
    picture.thumbnail((_SIDE, _SIDE))
    plain = Image.new("RGB", picture.size)
    plain.paste(picture)  # a new picture has no metadata to hand on
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=_QUALITY, optimize=True)
    text = base64.b64encode(written.getvalue()).decode()
    return Photo(f"data:image/jpeg;base64,{text}", *plain.size)


def _check_pixels(name: str, pixels: int) -> None:
    if pixels > _MOST_PIXELS:
        raise InputError(f"The photograph {name!r} has more than 80 megapixels; make it smaller")


def add_photos(
    cards: EventCards,
    frame: gpd.GeoDataFrame,
    folder: str | os.PathLike[str] | None,
    *,
    exact: Collection[str],
) -> list[str]:
    """Put photographs into the cards of the events that may show them.

    Parameters
    ----------
    cards : EventCards
        One per row of the frame, changed in place.
    frame : geopandas.GeoDataFrame
        Published events; ``photo`` names a file in the folder, ``photo_caption``
        says what is to be seen.
    folder : path-like or None
        Where the files are; a name that leads out of it is refused. None adds none.
    exact : collection of str
        Ids of events whose position was not generalised: the others get none,
        because a photograph shows where it was taken.

    Returns
    -------
    list of str
        A line for each photograph that is left out, with the reason.

    Raises
    ------
    InputError
        The frame has no column ``photo``, or the photographs are too many for a page.
    InputFileNotFoundError
        There is no such folder.
    """
    if folder is None:
        return []
    home = Path(folder)
    if not home.is_dir():
        raise InputFileNotFoundError(f"There is no folder {str(folder)!r} of photographs")
    if PHOTO_COLUMN not in frame.columns:
        raise InputError(
            f"The events have no column {PHOTO_COLUMN!r} that names a file in {str(folder)!r}"
        )
    captions = frame[CAPTION_COLUMN] if CAPTION_COLUMN in frame.columns else [""] * len(frame)
    left_out: list[str] = []
    shown: list[CardPhoto | None] = [None] * len(frame)
    total = 0
    for row, (event, cell, caption) in enumerate(
        zip(frame["event_id"], frame[PHOTO_COLUMN], captions, strict=True)
    ):
        name = text_of(cell)
        if not name:
            continue
        if event not in exact:
            left_out.append(f"{event}: no photograph, because the position is generalised")
            continue
        try:
            photo = read_photo(_inside(home, name))
        except (InputError, InputFileNotFoundError) as error:
            left_out.append(f"{event}: {error}")
            continue
        total += len(photo.data)
        if total > _MOST_TOTAL:
            raise InputError(
                "The photographs are together larger than 30 MB, too large for one page; name "
                "fewer in the column 'photo'"
            )
        shown[row] = {
            "data": photo.data,
            "width": photo.width,
            "height": photo.height,
            "alt": text_of(caption),
        }
    cards.set_field("photo", shown)
    return left_out


def _inside(home: Path, name: str) -> Path:
    path = (home / name).resolve()
    if not path.is_relative_to(home.resolve()):
        raise InputError(f"{name!r} leads out of the folder of photographs; give a plain file name")
    return path
