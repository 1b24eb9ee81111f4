"""Who is said to have done it: derived from the statements, never entered by hand.

Only statements about the field ``actor`` speak of responsibility, and of them
only the stances ``claims`` (the voice says it did it itself), ``attributes``
(the voice names another) and ``denies``. The rules are this project's own
convention; nothing here ever says "confirmed".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ACTOR_FIELD", "Attribution", "derive_attribution"]

Attribution = Literal["claimed", "attributed", "contested", "denied", "unknown"]

ACTOR_FIELD: Final = "actor"
"""The statement field that speaks of responsibility."""


def derive_attribution(statements: Iterable[Mapping[str, str | None]]) -> Attribution:
    """Derive the attribution of an event from what the voices say of its actor.

    The first rule that fits decides:

    1. nobody claims, attributes or denies: ``unknown``;
    2. there are denials only: ``denied``;
    3. a denial stands beside a claim or an attribution, or two voices name
       different actors (compared without case and outer spaces): ``contested``;
    4. a voice claims it for itself: ``claimed``;
    5. otherwise: ``attributed``.

    Parameters
    ----------
    statements : iterable of mapping
        The statements of one event, with the keys ``field``, ``value`` and
        ``stance``; a key that is absent or None says nothing.

    Returns
    -------
    str
        One of ``strikemap.schema.ATTRIBUTIONS``.

    Examples
    --------
    The rocket attack on Camp Taji of 11 March 2020:

    >>> derive_attribution([
    ...     {"field": "actor", "value": "Kataib Hezbollah", "stance": "attributes"},
    ...     {"field": "actor", "value": "Kataib Hezbollah", "stance": "denies"},
    ... ])
    'contested'
    """
    named: set[str] = set()
    claimed = denied = False
    for statement in statements:
        if statement.get("field") != ACTOR_FIELD:
            continue
        stance = statement.get("stance")
        if stance == "denies":
            denied = True
        elif stance in {"claims", "attributes"}:
            claimed = claimed or stance == "claims"
            named.add((statement.get("value") or "").strip().casefold())
    if not named:
        return "denied" if denied else "unknown"
    if denied or len(named) > 1:
        return "contested"
    return "claimed" if claimed else "attributed"
