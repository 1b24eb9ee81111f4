"""Saved web pages: what they show of the report itself, and where they were saved from."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputError
from strikemap.markup import blank_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["archived_page", "page_text", "saved_from"]

_FURNITURE: Final = ("nav", "footer", "aside", "form", "button", "select", "svg", "iframe", "menu")
"""Elements that hold no part of an article: menus, related stories, forms."""
_TAG: Final = re.compile(rf"<(?P<close>/?)(?P<name>{'|'.join(_FURNITURE)})\b[^<>]*>", re.IGNORECASE)
_NO_BREAK: Final = re.compile(r"&(?:nbsp|#160|#xa0);", re.IGNORECASE)
_SAVED: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://\S+?)\s*-->")
_CANONICAL: Final = re.compile(
    r"<link\b[^<>]*\brel=[\"']?canonical[\"']?[^<>]*\bhref=[\"'](?P<url>https?://[^\"'<>\s]+)",
    re.IGNORECASE,
)


def page_text(text: str) -> str:
    r"""Give a page with everything but its article blanked out, at the same length.

    Tags, scripts, menus, footers, asides and forms are blanks; so are the line
    breaks of the source, which mean nothing. An element that parts paragraphs
    leaves two line breaks.

    Parameters
    ----------
    text : str
        HTML.

    Returns
    -------
    str
        Of the same length.

    Examples
    --------
    >>> page_text("<nav>War</nav><p>Rockets\nhit it.</p>").strip()
    'Rockets hit it.'
    """
    joined = re.sub(r"[\r\n]", " ", text)
    parts, at = [], 0
    for start, end in _furniture(joined):
        parts += [joined[at:start], "<br" + " " * (end - start - 4) + ">"]
        at = end
    shown = blank_markup("".join([*parts, joined[at:]]))
    return _NO_BREAK.sub(lambda hit: " " * len(hit[0]), shown).replace("\n ", "\n\n")


def _furniture(text: str) -> Iterator[tuple[int, int]]:
    """Give the outermost elements that hold no article; one never closed holds nothing."""
    start, depth, name = 0, 0, ""
    for tag in _TAG.finditer(text):
        if depth and tag["name"].lower() != name:
            continue
        if not tag["close"]:
            if not depth:
                start, name = tag.start(), tag["name"].lower()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, tag.end()


def saved_from(text: str) -> str | None:
    """Give the address that a browser wrote into a page when it saved it, or the page's own.

    Parameters
    ----------
    text : str
        HTML.

    Examples
    --------
    >>> saved_from("<!-- saved from url=(0023)https://example.org/war -->")
    'https://example.org/war'
    """
    hit = _SAVED.search(text) or _CANONICAL.search(text)
    return hit["url"] if hit else None


def archived_page(data: bytes, name: str) -> tuple[str, str | None]:
    """Give the HTML inside a page that a browser saved as one file (MHTML), and its address.

    Parameters
    ----------
    data : bytes
        The file: a MIME message of type multipart/related.
    name : str
        Its name, for messages.

    Raises
    ------
    InputError
        It holds no HTML.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            address = part["Content-Location"] or message["Snapshot-Content-Location"]
            return str(part.get_content()), str(address) if address else None
    raise InputError(f"{name} holds no HTML; save the page as one HTML file or as text")
