"""Files of reports: what offsets count, in text, saved pages and PDF, in several encodings."""

from __future__ import annotations

import csv
import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from strikemap.report.documents import read_report
from strikemap.report.drafting import claims_path, text_path, write_drafts
from strikemap.report.extraction import extract_drafts
from strikemap.report.model import Report
from strikemap.report.pages import page_text, saved_from
from strikemap.report.plain import plain_report

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = dt.date(2020, 3, 13)
WRAPPED = (
    "Rockets hit the Iraqi town of\u00a0Ti\u00adkrit on Wed-\nnesday, o\ufb03cials said. "
    "\u201cSeven people died,\u201d\n"
    "the mayor\u2019s o\ufb03ce said.\n"
)


def tikrit(path: Path, encoding: str = "utf-8") -> Report:
    report = read_report(path, published=PUBLISHED, encoding=encoding)
    drafts = extract_drafts(report)
    assert [one.values["toponym"] for one in drafts] == ["Tikrit"]
    assert drafts[0].values["date_start"] == dt.date(2020, 3, 11)
    for quote in drafts[0].quotes:
        assert report.text[quote.start : quote.end] == quote.text
    return report


@pytest.mark.usefixtures("gazetteer_home")
def test_hidden_signs_and_wrapped_lines_hide_no_name(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(WRAPPED, encoding="utf-8")
    assert tikrit(path).text == WRAPPED


@pytest.mark.usefixtures("gazetteer_home")
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "latin-1"])
def test_offsets_count_characters_of_the_decoded_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    text = (
        "Officials in D\u00fcren spoke.\r\n\r\n"
        "Rockets hit\u00a0Tikrit in Iraq on Wednesday, killing two.\r\n"
    )
    path.write_bytes(text.encode(encoding))
    assert tikrit(path, encoding.removesuffix("-sig")).text == text


def test_a_wrong_encoding_is_named_and_never_guessed(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Die \u00c4mter in K\u00f6ln".encode("cp1252"))
    with pytest.raises(InputError, match="utf-8"):
        read_report(path)


@pytest.mark.usefixtures("gazetteer_home")
def test_a_saved_page_is_its_article_and_not_its_menus(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = (
        "<!DOCTYPE html>\n<!-- saved from url=(0027)https://news.example/tikrit -->\n<html><head>"
        "<title>x</title><script>var a='Rockets hit Mosul on Friday, killing 5.';</script></head>\n"
        "<body><nav><ul><li>Rockets hit Basra on Monday, killing 9</li></ul></nav>\n"
        "<article><h1>Rockets hit Tikrit</h1><p>Rockets hit the Iraqi town of&nbsp;"
        "<b>Tik&shy;rit</b>\n"
        "on Wednesday, killing two&#46; It rained&hellip;</p></article>\n"
        "<aside><p>Rockets hit Kirkuk on Tuesday, killing 3.</p></aside>"
        "<footer>Bombs in Paris killed 9 people</footer></body></html>\n"
    )
    path.write_text(page, encoding="utf-8")
    report = tikrit(path)
    assert report.url == "https://news.example/tikrit"
    quotes = [one.text for draft in extract_drafts(report) for one in draft.quotes]
    assert quotes[0] == "Rockets hit Tikrit"
    assert quotes[1].startswith("Rockets hit the Iraqi town of&nbsp;<b>Tik&shy;rit</b>")
    assert report.text == page


@pytest.mark.usefixtures("gazetteer_home")
def test_a_page_saved_as_one_file_is_read_from_its_html(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_text(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://news.example/a\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="XX"\n\n'
        "--XX\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        "Content-Location: https://news.example/a\n\n"
        "<p>Rockets hit the Iraqi town of=C2=A0Tikrit on Wednes=\nday, killing two.</p>\n--XX--\n",
        encoding="ascii",
    )
    report = tikrit(path)
    assert (report.url, report.extracted) == ("https://news.example/a", True)


def pdf(lines: list[str]) -> bytes:
    """One page of Helvetica in which the sign \\001 is the ligature of f and i."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 7 0 R >>",
        "<< /Font << /F1 5 0 R >> >>",
        "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi] >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 8\n0000000000 65535 f \n{table}trailer\n<< /Size 8 /Root 1 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("latin-1")


@pytest.mark.usefixtures("gazetteer_home")
def test_offsets_in_a_pdf_count_its_extracted_text_which_is_written_too(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    lines = [
        r"Rockets hit the Iraqi town of\240Tikrit on Wed-",
        "nesday, of\001cials said. The town is 150 km north of Bagh-",
        "dad, and two people were killed.",
    ]
    path.write_bytes(pdf(lines))
    report = tikrit(path)
    assert report.extracted
    assert "of\ufb01cials" in report.text
    drafts = extract_drafts(report)
    count, left = write_drafts(report, drafts, tmp_path / "draft.csv")
    assert (count, left) == (1, [])
    text = text_path(tmp_path / "draft.csv").read_bytes().decode("utf-8")
    assert text == report.text
    with claims_path(tmp_path / "draft.csv").open(encoding="utf-8", newline="") as rows:
        (claim,) = csv.DictReader(rows)
    assert text[int(claim["char_from"]) : int(claim["char_to"])] == claim["quote"]
    assert claim["text"].endswith("150 km north of Baghdad")


@given(st.text(alphabet="aB.,- \n\r\t\u00a0\u00ad\ufb01\u200b&amp;\u2019\u202f"))
def test_plain_text_knows_where_each_character_came_from(text: str) -> None:
    plain = plain_report(Report(text, text, "", ""))
    shown = plain.report.shown
    spans = [plain.span(at, at + 1) for at in range(len(shown))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= other[0] for one, other in pairwise(spans))
    kept = [text[start:end] for start, end in spans]
    assert all(
        raw == sign
        for raw, sign in zip(kept, shown, strict=True)
        if sign in "aB,.;" and "&" not in raw
    )


@given(st.text(alphabet="<>/pnav \nabr&;'\""))
def test_page_text_keeps_the_length(text: str) -> None:
    assert len(page_text(text)) == len(text)


def test_the_address_of_a_page_is_its_canonical_one_where_no_browser_wrote_any() -> None:
    head = '<link rel="canonical" href="https://news.example/b">'
    assert saved_from(head) == "https://news.example/b"
    assert saved_from("<p>no address</p>") is None
