"""The log: whole, chained, and honest about what was changed."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
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
    broken = run.invoke(command, ["verify", str(events)])
    assert (broken.exit_code, "line 2" in broken.output) == (1, True)
