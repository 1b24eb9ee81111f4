"""Characters that a workbook cannot hold as they are, written as ``_xHHHH_`` and restored.

``ST_Xstring`` of ECMA-376 part 1, section 22.9.2.19: control characters that
XML 1.0 forbids stand as their code in four hexadecimal digits; a text that looks
like such a code has its first underscore written as ``_x005F_``.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["escape_xstring", "unescape_xstring"]

_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_CODE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escape_xstring(text: str) -> str:
    r"""Write what XML cannot hold as a code; carriage returns too, which XML would lose.

    Examples
    --------
    >>> escape_xstring("a\x01b"), escape_xstring("_x0001_")
    ('a_x0001_b', '_x005F_x0001_')
    """
    return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape_xstring(text: str) -> str:
    r"""Give back the text of which ``escape_xstring`` or a spreadsheet wrote the codes.

    Examples
    --------
    >>> unescape_xstring("a_x0001_b"), unescape_xstring("_x005F_x0001_")
    ('a\x01b', '_x0001_')
    """
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text)
