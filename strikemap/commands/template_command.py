"""``strikemap template``: a workbook with our columns, to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from strikemap.commands.options import output_option
from strikemap.terminal import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("template", short_help="Write a workbook with our columns, to fill in.")
@output_option(".xlsx", help_text="The workbook to write.", default="sheet.xlsx")
def command(*, output: Path) -> None:
    """Write a workbook with our columns, drop-downs and one example to fill in.

    \b
    Examples:
      strikemap template -o sheet.xlsx
      strikemap validate sheet.xlsx

    \b
    Exit codes: 0 written; 2 the file cannot be written.
    """
    from strikemap.sheet import write_template

    say(f"written to {write_template(output)}")
