"""The command line: every command parses options, calls one public function, prints."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line; errors become one line and exit code 2."""
    raise NotImplementedError
