"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["replace_files", "replaced_file"]


@contextlib.contextmanager
def replaced_file(path: Path) -> Iterator[Path]:
    """Give a path beside a file to write to; it becomes the file if nothing went wrong.

    Parameters
    ----------
    path : pathlib.Path
        The file. What stands there stays until the new one is whole.

    Raises
    ------
    InputError
        The file cannot be written: no such folder, no permission, disk full.
    """
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent
        )
    except OSError as error:
        raise _cannot_write(path, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def replace_files(texts: Mapping[Path, str]) -> None:
    """Write several UTF-8 files that belong together; none appears before all are written."""
    with contextlib.ExitStack() as stack:
        for path, text in texts.items():
            temporary = stack.enter_context(replaced_file(path))
            try:
                temporary.write_text(text, encoding="utf-8", newline="")
            except OSError as error:
                raise _cannot_write(path, error) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> InputError:
    return InputError(
        f"{path} cannot be written: {error.strerror}; give another file or folder with -o"
    )
