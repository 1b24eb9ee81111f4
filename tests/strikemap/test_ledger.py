"""The log: whole, chained, and honest about what was changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from strikemap.cli import group
from strikemap.commands.log_command import command
from strikemap.corrections import apply_log
from strikemap.figures import totals
from strikemap.ledger import (
    append_entry,
    content_head,
    log_path,
    read_log,
    root_digest,
    verify_log,
)
from strikemap.readers import read_events
from strikemap.samples import demo_events

NOON = dt.datetime(2020, 3, 14, 12, tzinfo=dt.UTC)
DIGEST = "ab" * 32
TABLE = "event_id,event_type,date_start,lon,lat\ne1,grenade,2020-03-11,44.25,33.52\n"


def three_entries(log: Path) -> Path:
    append_entry(log, "import", input_digest=DIGEST, who="ana", now=NOON)
    append_entry(
        log, "review", input_digest=DIGEST, who="بان", what={"event_id": "e1", "n": 1}, now=NOON
    )
    append_entry(log, "retraction", input_digest=DIGEST, who="ana", reason="withdrawn", now=NOON)
    return log


def test_a_whole_log_has_no_fault_and_knows_its_heads(tmp_path: Path) -> None:
    log = three_entries(tmp_path / "log")
    assert verify_log(log) is None
    assert all(verify_log(log, head=entry["digest"]) is None for entry in read_log(log))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_found_at_its_line(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        log = three_entries(Path(folder) / "log")
        content = bytearray(log.read_bytes())
        position = data.draw(st.integers(0, len(content) - 1))
        content[position] ^= data.draw(st.integers(1, 255))
        line = bytes(log.read_bytes()[:position]).count(b"\n") + 1
        log.write_bytes(content)
        fault = verify_log(log)
        assert fault is not None
        assert fault.line == line


def test_a_removed_or_added_byte_is_found(tmp_path: Path) -> None:
    log = three_entries(tmp_path / "log")
    content = log.read_bytes()
    for position in range(0, len(content), 7):
        log.write_bytes(content[:position] + content[position + 1 :])
        assert verify_log(log) is not None
        log.write_bytes(content[:position] + b" " + content[position:])
        assert verify_log(log) is not None


def test_a_cut_tail_is_found_when_the_head_is_known(tmp_path: Path) -> None:
    log = three_entries(tmp_path / "log")
    head = read_log(log)[-1]["digest"]
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2]))
    assert verify_log(log) is None
    fault = verify_log(log, head=head)
    assert fault is not None
    assert "cut off" in fault.reason


def test_several_writers_at_once_keep_one_chain(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: append_entry(log, "edit", input_digest=DIGEST), range(24)))
    assert verify_log(log) is None
    assert len(read_log(log)) == 24


def test_nothing_is_appended_to_a_broken_log(tmp_path: Path) -> None:
    log = three_entries(tmp_path / "log")
    log.write_bytes(log.read_bytes().replace(b"withdrawn", b"withdrawm"))
    with pytest.raises(InputError, match="line 3"):
        append_entry(log, "edit", input_digest=DIGEST)


def test_what_only_went_out_does_not_change_the_head_in_outputs(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert content_head(log, DIGEST) == root_digest(DIGEST)
    append_entry(log, "publish", input_digest=DIGEST)
    assert content_head(log, DIGEST) == root_digest(DIGEST)
    head = append_entry(log, "edit", input_digest=DIGEST)
    append_entry(log, "publish", input_digest=DIGEST)
    assert content_head(log, DIGEST) == head


def test_a_retraction_needs_a_reason(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="reason"):
        append_entry(tmp_path / "log", "retraction", input_digest=DIGEST)


def test_a_retracted_event_leaves_the_totals_and_keeps_its_row() -> None:
    events = demo_events()
    chosen = events["event_id"].iloc[0]
    entry = {"action": "retraction", "what": {"event_id": chosen}, "reason": "withdrawn"}
    after = apply_log(events, [entry])
    assert len(after) == len(events)
    assert after["status"].iloc[0] == "retracted"
    assert after["correction_note"].iloc[0] == "withdrawn"
    assert events["status"].iloc[0] == "active"
    assert not totals(after).equals(totals(events))


def test_a_correction_changes_one_value_and_says_why() -> None:
    events = demo_events()
    chosen = events["event_id"].iloc[0]
    what = {"event_id": chosen, "fields": {"killed_max": "9"}}
    after = apply_log(events, [{"action": "correction", "what": what, "reason": "later count"}])
    assert after["killed_max"].iloc[0] == 9
    what = {"event_id": chosen, "fields": {"event_type": "raid"}}
    with pytest.raises(InputError, match="no event_type"):
        apply_log(events, [{"action": "correction", "what": what, "reason": "x"}])


def test_the_command_retracts_and_verifies(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text(TABLE, encoding="utf-8")
    before = events.read_bytes()
    run = CliRunner()
    done = run.invoke(command, ["retract", str(events), "e1", "--reason", "withdrawn"])
    assert done.exit_code == 0, done.output
    assert events.read_bytes() == before
    assert "whole: 2 entries" in run.invoke(command, ["verify", str(events)]).output
    log = log_path(events)
    log.write_bytes(log.read_bytes().replace(b"withdrawn", b"withdrawm"))
    itself = run.invoke(command, ["verify", str(log)])
    assert (itself.exit_code, "line 2" in itself.output) == (1, True)
    broken = run.invoke(command, ["verify", str(events)])
    assert (broken.exit_code, "line 2" in broken.output) == (1, True)


def test_reading_and_reviewing_are_logged_beside_their_tables(tmp_path, gazetteer_home):
    report = tmp_path / "report.txt"
    report.write_text("A rocket struck Camp Taji in Iraq on 11 March 2020, killing two.\n", "utf-8")
    draft = tmp_path / "draft.csv"
    run = CliRunner()
    read = run.invoke(group, ["read", str(report), "--published", "2020-03-12", "-o", str(draft)])
    assert read.exit_code == 0, read.output
    (entry,) = read_log(log_path(draft))
    digest = hashlib.sha256(report.read_bytes()).hexdigest()
    assert (entry["action"], entry["what"]["from"]) == ("import", {"report.txt": digest})
    keys = "e\nkilled_best = 2\na\n"
    done = run.invoke(group, ["review", str(draft), "--reviewer", "Ban"], input=keys)
    assert done.exit_code == 0, done.output
    reviewed = read_log(log_path(tmp_path / "draft.reviewed.csv"))
    assert [item["action"] for item in reviewed] == ["import", "edit", "review"]
    assert list(reviewed[1]["what"]["fields"]) == ["killed_best"]
    assert reviewed[2]["who"] == "Ban"
    out = tmp_path / "out.geojson"
    words = ["export", str(tmp_path / "draft.reviewed.csv"), "-o", str(out)]
    assert run.invoke(group, words).exit_code == 0
    log = json.loads(out.read_text("utf-8"))["metadata"]["provenance"]["Log"]
    assert log == f"sha256 {reviewed[2]['digest']}"


def test_the_head_of_an_output_finds_a_log_whose_end_was_cut_off(tmp_path):
    events, out = tmp_path / "events.csv", tmp_path / "out.csv"
    events.write_text(TABLE, encoding="utf-8")
    run = CliRunner()
    changes = (
        ["add-correction", str(events), "e1", "killed_best", "4"],
        ["retract", str(events), "e1"],
    )
    for action in changes:
        assert run.invoke(group, ["log", *action, "--reason", "later report"]).exit_code == 0
    assert run.invoke(group, ["export", str(events), "-o", str(out)]).exit_code == 0
    about = json.loads((tmp_path / "out.csv-metadata.json").read_text("utf-8"))
    head = about["notes"][0]["provenance"]["Log"]
    verify = ["log", "verify", str(events), "--head", head]
    assert run.invoke(group, verify).exit_code == 0
    log = log_path(events)
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2]))
    assert "whole" in run.invoke(group, verify[:3]).output
    cut = run.invoke(group, verify)
    assert (cut.exit_code, "cut off" in cut.output) == (1, True)


def test_read_events_lays_the_log_over_the_table(tmp_path):
    events = tmp_path / "events.csv"
    events.write_text(TABLE, encoding="utf-8")
    what = {"event_id": "e1", "fields": {"killed_best": "4"}}
    digest = hashlib.sha256(events.read_bytes()).hexdigest()
    append_entry(log_path(events), "correction", input_digest=digest, what=what, reason="later")
    assert read_events(events)["killed_best"].tolist() == [4]
    append_entry(
        log_path(events), "retraction", input_digest=digest, what={"event_id": "e1"}, reason="x"
    )
    assert totals(read_events(events)).loc["killed", "best"] == 0


def test_a_withdrawn_event_is_struck_through_in_lists_and_measured_by_no_stream(tmp_path):
    events, sites = tmp_path / "events.csv", tmp_path / "sites.csv"
    events.write_text(TABLE, encoding="utf-8")
    sites.write_text("site,lon,lat\nb,44.25,33.52\n", encoding="utf-8")
    run = CliRunner()
    run.invoke(group, ["log", "retract", str(events), "e1", "--reason", "double"])
    listed = run.invoke(group, ["within", str(events), "--of", "33.5N 44.2E", "--km", "20"])
    assert "retracted" in listed.output
    assert "0 within" in listed.output
    words = ["within", str(events), "--sites", str(sites), "--km", "20", "--json"]
    summary = json.loads(run.invoke(group, words).stdout)["summary"]
    assert (summary["joined"], summary["left_out"]) == (0, 1)


def test_the_lock_is_gone_after_writing(tmp_path):
    three_entries(tmp_path / "log")
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "nothing.csv"], "no file"),
        (["verify", "EVENTS", "--head", "abc"], "no digest"),
        (["retract", "EVENTS", "e9", "--reason", "x"], "no event_id"),
        (["retract", "EVENTS", "e1", "--reason", " "], "reason"),
        (["add-correction", "EVENTS", "e1", "kiled_best", "4", "--reason", "x"], "killed_best"),
        (["add-correction", "EVENTS", "e1", "killed_best", "four", "--reason", "x"], "four"),
        (["add-correction", "EVENTS", "e1", "event_type", "raid", "--reason", "x"], "raid"),
        (["retrac", "EVENTS", "e1", "--reason", "x"], "retract"),
        (["retract", "EVENTS", "e1", "--resaon", "x"], "--reason"),
    ],
)
def test_a_typo_is_answered_with_what_is_meant(tmp_path, words, told):
    events = tmp_path / "events.csv"
    events.write_text(TABLE, encoding="utf-8")
    said = [str(events) if word == "EVENTS" else word for word in words]
    done = CliRunner().invoke(group, ["log", *said])
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output
    assert not log_path(events).exists()
