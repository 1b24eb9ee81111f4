"""``strikemap map`` for frames of other pages and for two files."""

from __future__ import annotations

import pytest

EVENTS = """event_id,date_start,date_end,event_type,toponym,country
a,2020-03-11,2020-03-11,air/drone strike,Camp Taji,IQ
"""


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


def test_map_split_writes_the_data_beside_the_page_and_names_it(run, events, tmp_path):
    result = run("map", events, "-o", tmp_path / "map.html", "--split")
    assert result.exit_code == 0
    (script,) = tmp_path.glob("map.*.data.js")
    assert script.name in result.stdout.replace("\n", "")
    page = (tmp_path / "map.html").read_text("utf-8")
    assert script.name in page
    assert "strikemap-numbers" not in page


def test_map_embed_makes_a_page_that_tells_its_height(run, events, tmp_path):
    assert run("map", events, "-o", tmp_path / "map.html", "--embed").exit_code == 0
    assert '"embed":true' in (tmp_path / "map.html").read_text("utf-8")
    assert run("map", events, "-o", tmp_path / "map.html").exit_code == 0
    assert '"embed":false' in (tmp_path / "map.html").read_text("utf-8")


@pytest.mark.parametrize("option", ["--split", "--embed"])
def test_a_still_picture_is_not_split_or_embedded(run, events, tmp_path, option):
    result = run("map", events, "-o", tmp_path / "map.png", option)
    assert result.exit_code == 2
    assert "still picture" in result.stderr
    assert not (tmp_path / "map.png").exists()
