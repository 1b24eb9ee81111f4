"""The evidence card: everything that it must show, on a desk, on a phone and in Arabic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maps import MapPage, add_rings
from tests.maps.pages import TAJI, cards, fill, table

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from tests.maps.pages import Opened

    Open = Callable[..., Opened]

pytestmark = pytest.mark.page

SAID: dict[str, Any] = {
    "title": "Air strike: somewhere",
    "place": "Somewhere, Iraq",
    "precision": "a town or village, within about 5 km",
    "facts": [{"label": "Weapon", "value": "two rockets"}],
    "voices": [
        {"topic": "Who did it", "voice": "Ministry", "role": "official", "stance": "attributes",
         "text": "the group", "source": "s1", "date": "2020-03-12"},
        {"topic": "Who did it", "voice": "The group", "role": "party", "stance": "denies",
         "quote": "We had no hand in it.", "source": "s2"},
    ],
    "harm": [{"label": "Killed", "value": "4 (2 to 9)", "note": "by Ministry"}],
    "sources": [
        {"id": "s1", "publisher": "Paper", "title": "A report", "published": "2020-03-12",
         "url": "https://example.org/a", "archive_url": "https://archive.example/a"},
        {"id": "s2", "publisher": "Wire", "title": "Another", "published": "2020-03-13",
         "url": "javascript:alert(1)"},
    ],
    "verification": "two independent sources",
}  # fmt: skip
LOOKS: dict[str, dict[str, Any]] = {
    "desk": {},
    "phone": {"width": 375},
    "arabic": {"language": "ar"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_the_card_holds_all_of_the_evidence(
    outlines: gpd.GeoDataFrame, open_page: Open, look: str
) -> None:
    options = dict(LOOKS[look])
    said = cards()
    said[2] |= SAID
    frame = table(attribution=["claimed", "claimed", "contested", "claimed", "claimed"])
    page = fill(MapPage(outlines=outlines, language=options.pop("language", "en")), frame, said)
    add_rings(page, lon=TAJI[0], lat=TAJI[1], radii_m=[50_000], label="Camp Taji")
    opened = open_page(page, **options)
    opened.run("() => strikemap.openReports([2])")
    card = opened.find(".sm-card")
    assert opened.find(".sm-attribution-contested").is_visible()
    stances = opened.find(".sm-voices").first.locator(".sm-voice")
    assert stances.count() == 2
    left, right = (stances.nth(n).bounding_box() for n in (0, 1))
    assert left is not None
    assert right is not None
    assert abs(left["y"] - right["y"]) < 2  # side by side
    text = card.inner_text()
    for shown in (
        "Somewhere, Iraq", "within about 5 km", "two rockets", "Ministry", "The group",
        "We had no hand in it.", "4 (2 to 9)", "by Ministry", "Paper", "2020-03-12", "Camp Taji",
        "javascript:alert(1)",
    ):  # fmt: skip
        assert shown in text, shown
    assert opened.find(".sm-distance").count() == 1
    assert opened.find(".sm-sources a[href='https://example.org/a']").count() == 1
    assert opened.find(".sm-sources a[href='https://archive.example/a']").count() == 1
    assert opened.find(".sm-card a[href^='javascript']").count() == 0
    assert "We had no hand in it." in opened.find(".sm-sources li").nth(1).inner_text()
    copies = opened.find(".sm-copies button")
    assert copies.count() == 2
    kept: list[str] = opened.run(
        """async () => {
            const kept = [];
            document.execCommand = () => kept.push(document.activeElement.value);
            Object.defineProperty(navigator, 'clipboard', { value: {
                writeText: (text) => { kept.push(text); return Promise.resolve(); } } });
            for (const one of document.querySelectorAll('.sm-copies button')) one.click();
            await new Promise((done) => setTimeout(done, 400));
            return kept; }"""
    )
    link, citation = kept
    assert "#" in link
    assert "e=c" in link
    for part in ("Air strike: somewhere", "Paper", "https://example.org/a", "archive.example"):
        assert part in citation
