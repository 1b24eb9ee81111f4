"""Photographs in cards: local, small, and without what a camera writes into them."""

from __future__ import annotations

import base64
import datetime as dt
import io

import pytest
from PIL import Image

import strikemap as sm
from geo.errors import InputError, InputFileNotFoundError
from strikemap.photos import read_photo

AS_OF = dt.date(2026, 11, 20)
GPS_TAG, ORIENTATION, SOFTWARE = 0x8825, 0x0112, 0x0131


@pytest.fixture
def folder(tmp_path):
    picture = Image.new("RGB", (1600, 900), "navy")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[SOFTWARE] = "CamFirmware 33.5239 44.2567"
    exif.get_ifd(GPS_TAG)[1] = "N"
    exif.get_ifd(GPS_TAG)[2] = (33.0, 31.0, 26.0)
    picture.save(tmp_path / "street.jpg", exif=exif, comment=b"taken by A. Name")
    picture.save(tmp_path / "plain.png")
    picture.save(tmp_path / "new.webp")
    return tmp_path


def decoded(photo):
    return base64.b64decode(photo.data.removeprefix("data:image/jpeg;base64,"))


def test_a_photograph_is_upright_small_and_has_pixels_only(folder):
    photo = read_photo(folder / "street.jpg")
    assert (photo.width, photo.height) == (405, 720)  # the camera was held upright
    data = decoded(photo)
    for trace in (b"Exif", b"GPS", b"CamFirmware", b"A. Name", b"http://ns.adobe"):
        assert trace not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert not picture.getexif()
        assert picture.size == (405, 720)


@pytest.mark.parametrize("name", ["plain.png", "new.webp"])
def test_the_other_formats_are_read_too(folder, name):
    assert read_photo(folder / name).width == 720


def test_the_same_file_gives_the_same_bytes(folder):
    assert read_photo(folder / "street.jpg") == read_photo(folder / "street.jpg")


def test_what_is_no_photograph_is_refused_by_its_content(folder):
    (folder / "page.jpg").write_text("<svg onload=alert(1)>", "utf-8")
    (folder / "cut.jpg").write_bytes((folder / "street.jpg").read_bytes()[:900])
    Image.new("RGB", (10, 10)).save(folder / "old.gif")
    for name in ("page.jpg", "cut.jpg", "old.gif"):
        with pytest.raises(InputError, match="cannot be read as a JPEG, PNG or WebP"):
            read_photo(folder / name)
    with pytest.raises(InputFileNotFoundError, match=r"no photograph 'gone\.jpg'"):
        read_photo(folder / "gone.jpg")


def with_photos(*names, **columns):
    events = sm.locate(sm.demo_events())
    padded = [*names, *[None] * (len(events) - len(names))]
    return events.assign(photo=padded, photo_caption="A street", **columns)


def test_cards_carry_them_and_the_page_says_which_are_left_out(gazetteer_home, folder, tmp_path):
    events = with_photos("street.jpg", "gone.jpg", "../secret.jpg")
    page = sm.make_map(events, photos=folder, as_of=AS_OF)
    notes = " ".join(page.notes)
    assert "no photograph 'gone.jpg'" in notes
    assert "leads out of the folder" in notes
    texts = page.contents.events.texts
    assert "photo" in [section["name"] for section in texts.sections]


def test_a_generalised_position_shows_no_photograph(gazetteer_home, folder):
    events = with_photos("street.jpg", target="Al-Noor hospital")
    page = sm.make_map(events, photos=folder, as_of=AS_OF)
    assert "photo" not in [section["name"] for section in page.contents.events.texts.sections]


def test_a_folder_or_column_that_is_not_there_is_refused(gazetteer_home, folder):
    with pytest.raises(InputFileNotFoundError):
        sm.make_map(with_photos("street.jpg"), photos=folder / "none", as_of=AS_OF)
    with pytest.raises(InputError, match="no column 'photo'"):
        sm.make_map(sm.locate(sm.demo_events()), photos=folder, as_of=AS_OF)
