"""A cell that ends with a map shows it, and what it shows is drawn."""

from __future__ import annotations

import html
import re

import nbclient
import nbformat
import pytest

CELLS = {
    "explore": """
import geopandas as gpd
import strikemap as sm
places = gpd.GeoDataFrame(
    {"name": ["a", "b", "c"], "kind": ["x", "y", "x"]},
    geometry=gpd.points_from_xy([44.0, 44.5, 45.0], [33.0, 33.5, 34.0]), crs="EPSG:4326")
sm.explore(places, "kind", tooltip="name", height=480)
""",
    "make_map": """
import strikemap as sm
sm.make_map(sm.locate(sm.demo_events()), rings=["Camp Taji:50km,150km"])
""",
}


@pytest.mark.parametrize("call", CELLS)
def test_a_cell_that_ends_with_a_map_shows_it_drawn(call, gazetteer_home, browser, tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELLS[call])])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    frame = re.search(r'srcdoc="([^"]*)"', output["data"]["text/html"])
    assert frame is not None
    page_file = tmp_path / "shown.html"
    page_file.write_text(html.unescape(frame[1]), "utf-8")
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(page_file.as_uri())
        page.wait_for_function("strikemap.drawn.view !== null && strikemap.store.texts !== null")
        assert page.evaluate("strikemap.drawn.marks.length") > 0
        assert errors == []
    finally:
        context.close()
