"""Numbers that stand for texts: equal texts have equal ones, so all different ones prove the rest.

A column of a million ids is proven to be free of repetitions without a table of
them. Different texts may share a number (about one chance in 2**64 a pair), so a
number that occurs twice is only a reason to look at the texts themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow.compute as pc

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["fingerprints", "repeated"]

_WORD_BYTES: Final = 8
_MOST_WORDS: Final = 16
"""Behind 128 bytes texts are not told apart here."""

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio: Knuth, The Art of Computer Programming, volume 3, 6.4."""

_MASKS: Final = np.array([(1 << 8 * kept) - 1 for kept in range(_WORD_BYTES + 1)], dtype=np.uint64)


def fingerprints(texts: pa.Array) -> NDArray[np.uint64]:
    """Give a number for each text, the same for the same text in any column.

    Parameters
    ----------
    texts : pyarrow.Array
        ``large_string`` without missing ones.

    Examples
    --------
    >>> import pyarrow as pa
    >>> one, two, three = fingerprints(pa.array(["e1", "e2", "e1"], pa.large_string()))
    >>> one == three, one == two
    (np.True_, np.False_)
    """
    lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    mixed: NDArray[np.uint64] = lengths.astype(np.uint64) * _FACTOR
    characters = texts.buffers()[2]
    if characters is None or not lengths.any():
        return mixed
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int64)
    begins = offsets[texts.offset : texts.offset + len(texts)]
    # Eight bytes from every byte on, so that a word can begin anywhere.
    padded = np.frombuffer(characters, dtype=np.uint8)
    padded = np.concatenate([padded, np.zeros(_WORD_BYTES, dtype=np.uint8)])
    words = np.ndarray(padded.size - _WORD_BYTES + 1, "<u8", padded.data, strides=(1,))
    for number in range(min(_MOST_WORDS, -(-int(lengths.max()) // _WORD_BYTES))):
        left = lengths - number * _WORD_BYTES
        # A text that has ended is not mixed on: its number is the same among longer ones.
        going = np.flatnonzero(left > 0)
        word = words[begins[going] + number * _WORD_BYTES]
        word = word & _MASKS[np.minimum(left[going], _WORD_BYTES)]
        turned = (mixed[going] ^ word) * _FACTOR
        mixed[going] = turned ^ (turned >> np.uint64(29))
    return mixed


def repeated(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Give the numbers that occur more than once, in order."""
    ordered = np.sort(numbers)
    found: NDArray[np.uint64] = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    return found
