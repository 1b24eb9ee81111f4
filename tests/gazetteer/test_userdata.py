from __future__ import annotations

import csv
import errno
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer import userdata
from gazetteer.build import places_folder, write_store
from gazetteer.search import resolve
from gazetteer.sources.geonames_dump import read_geonames_dump
from gazetteer.sources.record import Record, Reject
from gazetteer.sources.user import UserPlaces
from gazetteer.store import open_store, store_path
from gazetteer.userdata import add_places, list_places, remove_places
from geo.errors import GazetteerError, InputError, InputFileNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from gazetteer.sources.record import Source


def row(**cells: str) -> str:
    """Give one line in the layout of a GeoNames dump, of a made-up place."""
    place = {
        "id": "1", "name": "Tel Ruko", "ascii": "Tel Ruko", "others": "Tall Ruko,تل روكو",
        "lat": "5.0", "lon": "4.0", "class": "P", "code": "PPL", "country": "AA", "cc2": "",
        "admin1": "01", "admin2": "", "admin3": "", "admin4": "", "population": "1200",
        "elevation": "", "dem": "10", "timezone": "", "modified": "2020-01-01",
    } | cells  # fmt: skip
    return "\t".join(place.values())


GOOD = [
    row(),
    row(id="2", name="Kale", others="", lat="2.001", lon="2.001", population="0"),
    row(id="3", name="Kale Airport", others="XKAL,Old Kale field", lat="2.05", lon="2.2",
        **{"class": "S", "code": "AIRP"}),
    row(id="4", name="Westia", others="Westia Province", **{"class": "A", "code": "ADM1"}),
    row(id="5", name="Jabal Ruko", others="", lat="6.0", **{"class": "T", "code": "MT"}),
]  # fmt: skip
BAD = {
    "columns": "only\tthree\tcells",
    "latitude": row(lat="133.0"),
    "longitude": row(lon="nan"),
    "name": row(name="  "),
    "name with a control character": row(name="Tel\x00Ruko"),
    "geonameid": row(id="'; DROP TABLE place; --"),
    "feature class": row(**{"class": "?"}),
    "0, 0": row(lat="0", lon="0"),
    "too long": row(others="x" * 300_000),
}


@pytest.fixture
def home(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    small_sources: list[Source],
    areas: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
) -> Path:
    """A store folder whose builds take the small sources and the user's own."""

    def build_small(*, progress: Callable[[str, int, int], None] | None = None) -> Path:
        path = store_path()
        own = [UserPlaces(file) for file in sorted(places_folder(path).glob("*.jsonl"))]
        return write_store(path, [*small_sources, *own], areas=areas, progress=progress)

    monkeypatch.setenv("STRIKEMAP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(userdata, "build_store", build_small)
    return tmp_path / "home"


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_added_places_are_found_and_listed(home: Path, tmp_path: Path) -> None:
    added = add_places(write(tmp_path / "AA.txt", GOOD))
    assert (added.read, added.places, added.rejected) == (5, 5, 0)
    with open_store() as store:
        best = resolve("Tall Ruko", country="AA", store=store).best
        assert best is not None
        assert best.place.place_id == "geonames:1"
        assert best.place.admin1 == "Westia"
    (listed,) = list_places()
    assert (listed["name"], listed["places"]) == ("AA", 5)
    assert len(str(listed["sha256"])) == 64


def test_read_is_places_plus_rejects_and_every_reject_is_listed(home: Path, tmp_path: Path) -> None:
    added = add_places(write(tmp_path / "AA.txt", [*GOOD, *BAD.values()]))
    assert added.read == added.places + added.rejected == len(GOOD) + len(BAD)
    with added.rejects_path.open(encoding="utf-8", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert [int(reject["row"]) for reject in rejects] == list(range(6, 6 + len(BAD)))
    assert all(reject["reason"] for reject in rejects)


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_row_is_a_reject_with_its_reason(tmp_path: Path, line: str) -> None:
    first, second = read_geonames_dump(write(tmp_path / "AA.txt", [line, row()]))
    assert isinstance(first, Reject)
    assert first.row == 1
    assert isinstance(second, Record)


def test_places_that_other_sources_have_are_joined_and_not_doubled(
    home: Path, tmp_path: Path
) -> None:
    add_places(write(tmp_path / "AA.txt", GOOD))
    with open_store() as store:
        town, airfield, area = (store.place(f"geonames:{number}") for number in (2, 3, 4))
        assert town is not None
        assert town.place_id == "test:3"
        assert town.population == 12_000
        assert area is not None
        assert area.place_id == "test:AA-1"
        assert airfield is not None
        assert resolve("Kale", store=store).status == "matched"
        assert resolve("Westia Province", store=store).status == "matched"


def test_a_mountain_does_not_make_a_town_ambiguous(home: Path, tmp_path: Path) -> None:
    mountain = row(id="9", name="Salem", lat="1.0", lon="1.0", **{"class": "T", "code": "MT"})
    add_places(write(tmp_path / "AA.txt", [mountain]))
    with open_store() as store:
        best = resolve("Salem", country="AA", store=store).best
        assert best is not None
        assert best.place.place_id == "test:4"


def test_a_zip_file_is_read_without_being_unpacked(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "AA.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("../../AA.txt", "\n".join(GOOD))
    assert add_places(path).places == len(GOOD)
    outside = [one.name for one in tmp_path.iterdir()]
    assert sorted(outside) == ["AA.zip", "home"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AA.txt", "0" * 50_000_000)
    with pytest.raises(InputError, match="would unpack to 50,000,000 bytes"):
        list(read_geonames_dump(path))


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"", InputError, "no place that can be read"),
        ("Tal‘at Ḥasan\t".encode()[:-3] + b"\xe9\n", InputError, "not UTF-8"),
        (b"\xff\xfeA\x00", InputError, "give --encoding utf-16"),
        (b"a,b,c\n1,2,3\n", InputError, "--map name=COLUMN --map lat=COLUMN"),
        (b"nothing at all\n", InputError, "no place that can be read"),
        (b"PK\x03\x04broken", InputError, "broken zip file"),
    ],
)
def test_a_file_that_is_no_dump_is_refused_and_changes_nothing(
    home: Path, tmp_path: Path, content: bytes, error: type[Exception], says: str
) -> None:
    path = tmp_path / "AA.txt"
    path.write_bytes(content)
    with pytest.raises(error, match=says):
        add_places(path)
    assert list_places() == []
    left = {one.name for one in home.rglob("*") if one.is_file()}
    assert left <= {".adding.lock"}


def test_a_missing_file_is_said(home: Path, tmp_path: Path) -> None:
    with pytest.raises(InputFileNotFoundError, match=r"missing\.txt"):
        add_places(tmp_path / "missing.txt")


@pytest.mark.parametrize("name", ["../evil", "", "a/b", ".hidden", "x" * 65, "a\x00"])
def test_a_name_that_could_leave_the_folder_is_refused(
    home: Path, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match="cannot name places"):
        add_places(write(tmp_path / "AA.txt", GOOD), name=name or "\n")
    with pytest.raises(InputError, match="cannot name places"):
        remove_places(name)


def test_removed_places_are_gone_and_an_unknown_name_is_said(home: Path, tmp_path: Path) -> None:
    add_places(write(tmp_path / "AA.txt", GOOD))
    remove_places("AA")
    assert list_places() == []
    with open_store() as store:
        assert resolve("Tall Ruko", store=store).best is None
    with pytest.raises(InputError, match="there is: nothing"):
        remove_places("AA")


def test_a_broken_file_of_added_places_is_one_clear_line(home: Path, tmp_path: Path) -> None:
    added = add_places(write(tmp_path / "AA.txt", GOOD))
    added.path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="remove and add them again"):
        list_places()


OWN = "name,names,lat,lon,country\n"


def own_table(path: Path, *rows: str) -> Path:
    path.write_text(OWN + "".join(f"{line}\n" for line in rows), encoding="utf-8")
    return path


def test_a_place_of_three_sources_is_one_place_with_all_names_and_sources(
    home: Path, tmp_path: Path
) -> None:
    add_places(write(tmp_path / "AA.txt", GOOD))
    mine = own_table(tmp_path / "mine.csv", "Kāle,Qal‘eh-ye Kale,2.004,2.004,", "Kale,,2.5,2.5,")
    add_places(mine, country="")
    listed = {one["name"]: one for one in list_places()}
    assert listed["mine"]["joined"] == 1
    with open_store() as store:
        place = store.place("mine:row-2")
        assert place is not None
        assert place.place_id == "test:3"
        assert place.sources == ("towns", "AA", "mine")
        assert place.same_as == ("geonames:2", "mine:row-2")
        assert resolve("Qaleh-ye Kale", store=store).candidates[0].place.place_id == "test:3"
        far = store.place("mine:row-3")  # 78 km away: a homonym
        assert far is not None
        assert far.place_id == "mine:row-3"


def test_an_alias_joins_nothing_beyond_a_kilometre(home: Path, tmp_path: Path) -> None:
    add_places(own_table(tmp_path / "mine.csv", "Other Hill,Kale,2.012,2.012,"))
    with open_store() as store:
        place = store.place("mine:row-2")
        assert place is not None
        assert place.name == "Other Hill"


def test_adding_the_same_file_again_changes_nothing_and_says_so(home: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "AA.txt", GOOD)
    assert add_places(path).replaced == ""
    before = store_path().read_bytes()
    assert add_places(path).replaced == "same"
    assert store_path().read_bytes() == before
    assert add_places(write(path, GOOD[:3])).replaced == "other"
    assert [one["places"] for one in list_places()] == [3]


def test_removing_what_was_added_restores_the_gazetteer_byte_by_byte(
    home: Path, tmp_path: Path
) -> None:
    userdata.build_store()
    before = store_path().read_bytes()
    add_places(write(tmp_path / "AA.txt", GOOD))
    add_places(own_table(tmp_path / "mine.csv", "Kale,,2.004,2.004,"))
    remove_places("mine")
    remove_places("AA")
    assert store_path().read_bytes() == before


def test_alternate_names_reach_places_of_any_source_and_unknown_ids_are_counted(
    home: Path, tmp_path: Path
) -> None:
    names = write(
        tmp_path / "names.txt",
        [
            "1\t2\ten\tKalopolis\t\t\t\t1\t\t",
            "2\t2\tar\tكالي\t1\t\t\t\t\t",
            "3\t77\ten\tNowhere\t\t\t\t\t\t",
        ],
    )
    added = add_places(names, name="a-names")  # before the places themselves
    assert (added.read, added.used, added.places, added.names_for_others) == (3, 3, 0, 3)
    assert list_places()[0]["unknown"] == 3
    add_places(write(tmp_path / "b.txt", GOOD))
    assert list_places()[0]["unknown"] == 1
    with open_store() as store:
        for name in ("Kalopolis", "كالي"):
            assert resolve(name, store=store).candidates[0].place.place_id == "test:3"
        assert resolve("Kalapolus", store=store).status == "not_found"


def test_names_of_a_provider_cannot_be_taken(home: Path, tmp_path: Path) -> None:
    path = own_table(tmp_path / "geonames.csv", "Ruko Hill,,2.5,2.5,")
    with pytest.raises(InputError, match="name of a known provider"):
        add_places(path, source="gns")
    add_places(path)
    with open_store() as store:
        assert store.place("own-geonames:row-2") is not None


def test_a_reader_never_sees_half_a_gazetteer_while_places_are_added(
    home: Path, tmp_path: Path
) -> None:
    userdata.build_store()
    stop, seen, wrong = threading.Event(), [], []

    def ask() -> None:
        while not stop.is_set():
            try:
                with open_store() as store:
                    seen.append(len(store.named(["salem"])))
            except GazetteerError as error:
                wrong.append(error)

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        for number in range(3):
            rows = [row(id=str(number * 1000 + one), name=f"Tel {one}") for one in range(1, 500)]
            add_places(write(tmp_path / "AA.txt", rows))
    finally:
        stop.set()
        reader.join()
    assert not wrong
    assert set(seen) == {2}  # the town and the province
    assert len(seen) > 3


def test_a_full_disk_leaves_the_places_and_the_gazetteer_as_they_were(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_places(write(tmp_path / "AA.txt", GOOD))
    before = {one: one.read_bytes() for one in home.rglob("*") if one.is_file()}

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("gazetteer.userdata.os.fsync", full)
    with pytest.raises(GazetteerError, match=r"No space left .* free some space"):
        add_places(write(tmp_path / "AA.txt", GOOD[:2]))
    assert {one: one.read_bytes() for one in home.rglob("*") if one.is_file()} == before


def test_ten_kills_at_random_moments_leave_a_readable_gazetteer_and_no_orphans() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/kills.py", "--times", "10", "--seed", "3"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "none at the end" in done.stdout
