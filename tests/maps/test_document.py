from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import folium
import pytest
from folium.plugins import MarkerCluster

from geo.errors import InputError, InputFileNotFoundError
from maps import MapPage, add_rings
from maps.tiles import BASEMAPS, needs_key
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd

    from tests.maps.pages import Opened


def policy(html: str) -> dict[str, list[str]]:
    text = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert text is not None
    rules = [rule.split() for rule in text[1].split(";")]
    return {name: values for name, *values in rules}


def test_the_policy_names_every_script_and_style_by_its_hash(small_page: MapPage) -> None:
    html = small_page.get_root().render()
    rules = policy(html)
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert inline
        for text in inline:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules[rule]
        assert len(rules[rule]) == len(set(inline))
    assert rules["default-src"] == rules["connect-src"] == ["'none'"]
    assert "'unsafe-inline'" not in str(rules)
    assert "'unsafe-eval'" not in str(rules)


def test_only_the_offered_tile_layers_may_send_images(outlines: gpd.GeoDataFrame) -> None:
    html = MapPage(outlines=outlines, basemaps=["OpenStreetMap.Mapnik"]).get_root().render()
    assert policy(html)["img-src"] == ["data:", "https://tile.openstreetmap.org"]
    html = MapPage(outlines=outlines, basemaps=[]).get_root().render()
    assert policy(html)["img-src"] == ["data:"]


def test_the_same_input_gives_the_same_bytes(outlines: gpd.GeoDataFrame) -> None:
    def make() -> str:
        page = fill(MapPage(title="Twice", outlines=outlines), table(), cards())
        add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000], label="Camp Taji")
        return page.get_root().render()

    first = make()
    assert make() == first
    assert (
        re.search(r"[0-9a-f]{32}", re.sub(r"sha256-\S+|<script type.*?</script>", "", first))
        is None
    )


def test_rendering_twice_gives_the_same_page(small_page: MapPage) -> None:
    assert small_page.get_root().render() == small_page.get_root().render()


def test_nothing_of_jquery_bootstrap_or_font_awesome_is_in_a_plain_page(
    small_page: MapPage,
) -> None:
    html = small_page.get_root().render()
    assert "Leaflet 1.9.3" in html  # the licence banner
    assert "sourceMappingURL" not in html
    for name in ("jquery", "bootstrap", "fontawesome", "cdn.jsdelivr", "cdnjs"):
        assert name not in html.lower()
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert re.search(r"""\b(?:src|href)=["']?https?:""", markup) is None
    assert "url(images" not in html


def test_a_page_that_fails_leaves_the_old_file(small_page: MapPage, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_text("old")
    small_page.provenance = {"bad": float("nan")}  # type: ignore[dict-item]
    with pytest.raises(InputError):
        small_page.save(target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_missing_folder_is_named(small_page: MapPage, tmp_path: Path) -> None:
    with pytest.raises(InputFileNotFoundError, match="no folder"):
        small_page.save(tmp_path / "nowhere" / "map.html")


def test_a_notebook_shows_the_page_in_a_frame(small_page: MapPage) -> None:
    shown = small_page._repr_html_()
    assert shown.count("<iframe") == 1
    assert "strikemap-data" in shown


@pytest.mark.parametrize("name", sorted(BASEMAPS))
def test_a_basemap_is_offered_and_off(outlines: gpd.GeoDataFrame, name: str) -> None:
    keys = {name: "abc-123"} if needs_key(name) else {}
    page = MapPage(outlines=outlines, basemaps=[name], api_keys=keys)
    tiles = [item for item in page._children.values() if isinstance(item, folium.TileLayer)]
    assert [(tile.layer_name, tile.show) for tile in tiles] == [(BASEMAPS[name], False)]


def test_a_basemap_that_wants_a_key_is_left_out_without_one(outlines: gpd.GeoDataFrame) -> None:
    html = MapPage(outlines=outlines).get_root().render()
    assert "cartocdn" not in html
    assert "openstreetmap" in html
    with pytest.raises(InputError, match="wants a key"):
        MapPage(outlines=outlines, basemaps=["CartoDB.Positron"])
    with pytest.raises(InputError, match="wants a key"):
        MapPage(basemaps=["CartoDB.Positron"], api_keys={"CartoDB.Positron": "{{7*7}}"})


def test_an_unknown_basemap_or_language_is_refused() -> None:
    with pytest.raises(InputError, match="no basemap"):
        MapPage(basemaps=["Nowhere.Tiles"])
    with pytest.raises(InputError, match="no language"):
        MapPage(language="xx")


@pytest.mark.page
def test_a_basemap_asks_its_server_only_after_the_click(
    small_page: MapPage, open_page: Callable[..., Opened]
) -> None:
    opened = open_page(small_page)
    opened.run(
        """() => [...document.querySelectorAll('.leaflet-control-layers-base input')][1].click()"""
    )
    opened.page.wait_for_timeout(200)
    asked = [url for url in opened.requests if not url.startswith("file:")]
    assert asked
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in asked)
    opened.requests[:] = opened.requests[:1]
    opened.errors.clear()  # the network is cut


@pytest.mark.page
def test_ordinary_folium_elements_work_beside_ours(
    small_page: MapPage, open_page: Callable[..., Opened]
) -> None:
    cluster = MarkerCluster(name="Own markers").add_to(small_page)
    folium.Marker([34.5, 43.0], popup="A popup", tooltip="A tip").add_to(cluster)
    folium.CircleMarker([34.0, 44.0], radius=5).add_to(small_page)
    folium.Marker([35.0, 42.0], icon=folium.Icon(color="red")).add_to(small_page)
    opened = open_page(small_page)
    assert opened.find(".leaflet-marker-icon").count() == 1
    assert opened.find(".awesome-marker-icon-red").count() == 1
    assert opened.drawn() == {"marks": 2, "areas": 1}
    opened.find(".leaflet-marker-icon").click()
    assert opened.find(".leaflet-popup").inner_text().startswith("A popup")


def test_hosts_of_foreign_assets_are_named_where_they_cannot_be_bundled(
    small_page: MapPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maps.assets.bundled_asset", lambda url: None)
    MarkerCluster().add_to(small_page)
    html = small_page.get_root().render()
    assert "https://cdnjs.cloudflare.com" in policy(html)["script-src"]
    assert '"hosts":["https://cdnjs.cloudflare.com"' in html
