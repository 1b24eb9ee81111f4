"""The cards of an event table by field: lighter than a mapping per event, and as they travel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast, overload

from geo.errors import InputError
from maps.cards import EventCard, check_keys
from maps.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EventCards"]


class EventCards(Sequence[EventCard]):
    """Cards of many events, one per row of their table.

    Each item is a new :class:`maps.cards.EventCard`: to change cards, set a field.

    Parameters
    ----------
    rows : int
        How many.
    fields : mapping of str to sequence
        By key of a card, its value per row; None where the card has no such key. A
        :class:`maps.coded.Coded` saves the page the search for equal values.

    Raises
    ------
    InputError
        A key is unknown, or a field has another number of rows.

    Examples
    --------
    >>> cards = EventCards(2, {"title": ["Rocket attack", "Air strike"], "hint": [None, "Taji"]})
    >>> cards[0], cards[1]
    ({'title': 'Rocket attack'}, {'title': 'Air strike', 'hint': 'Taji'})
    """

    def __init__(self, rows: int, fields: Mapping[str, Sequence[object]] | None = None) -> None:
        self._rows = rows
        self._fields: dict[str, Sequence[object]] = {}
        for name, values in (fields or {}).items():
            self.set_field(name, values)

    @classmethod
    def of(cls, cards: Sequence[Mapping[str, object]]) -> EventCards:
        """Give cards by field.

        Raises
        ------
        InputError
            A card has an unknown key; the message names it and the card.
        """
        if isinstance(cards, cls):
            return cards
        check_keys("event card", cards)
        present = set().union(*cards)
        return cls(len(cards), {name: [card.get(name) for card in cards] for name in present})

    @property
    def fields(self) -> Mapping[str, Sequence[object]]:
        """The fields that any card has, in the order of a card."""
        known = EventCard.__annotations__
        return {name: self._fields[name] for name in known if name in self._fields}

    def set_field(self, name: str, values: Sequence[object]) -> None:
        """Set a key of all cards; None where a card has none."""
        check_keys("event card", [{name: values}])
        if len(values) != self._rows:
            raise InputError(f"{len(values)} values of {name!r} for {self._rows} cards")
        known = values.distinct if isinstance(values, Coded) else values
        if any(value is not None for value in known):
            self._fields[name] = values
        else:
            self._fields.pop(name, None)

    def field(self, name: str) -> Sequence[object]:
        """Give a key of all cards; None where a card has none."""
        return self._fields.get(name, [None] * self._rows)

    def taken(self, chosen: NDArray[np.bool_]) -> EventCards:
        """Keep the cards of some rows."""
        rows = chosen.nonzero()[0].tolist()
        return EventCards(
            len(rows),
            {
                name: values.taken(chosen)
                if isinstance(values, Coded)
                else [values[row] for row in rows]
                for name, values in self._fields.items()
            },
        )

    def __len__(self) -> int:
        """Give the number of cards."""
        return self._rows

    @overload
    def __getitem__(self, at: int) -> EventCard: ...

    @overload
    def __getitem__(self, at: slice) -> list[EventCard]: ...

    def __getitem__(self, at: int | slice) -> EventCard | list[EventCard]:
        """Give the card of a row."""
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(self._rows))]
        if not -self._rows <= at < self._rows:
            raise IndexError(at)
        card = {name: values[at] for name, values in self.fields.items()}
        return cast("EventCard", {key: value for key, value in card.items() if value is not None})
