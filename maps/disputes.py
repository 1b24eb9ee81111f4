"""What a page says of the disputed areas whose borders it draws dashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.areas import read_disputed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["disputes"]


def disputes(
    area_ids: Collection[str] | None = None, *, names: Mapping[str, str] | None = None
) -> list[dict[str, object]]:
    """Say who claims and who administers each disputed area of a map.

    Parameters
    ----------
    area_ids : collection of str, optional
        The areas that the map draws, as in :func:`geo.areas.outlines`; None
        stands for the whole world.
    names : mapping of str to str, optional
        Other names of areas by ``area_id``.

    Returns
    -------
    list of dict
        One per area, by name: ``name``, ``claimed`` (alpha-2 codes, or names of
        authorities without one) and ``by`` (who administers it, in the same
        form; None where the source does not say). Only areas that have a shape
        of their own: no line stands for the others.

    Examples
    --------
    >>> disputes({"naturalearth:RUS-283", "naturalearth:IRQ-3471"})
    [{'name': 'Crimea', 'claimed': ['RU', 'UA'], 'by': 'RU'}]
    """
    table = read_disputed().dropna(subset="area_id").drop_duplicates("name").sort_values("name")
    if area_ids is not None:
        table = table[table["area_id"].isin(list(area_ids))]
    named = [
        (names or {}).get(area_id, name)
        for area_id, name in zip(table["area_id"], table["name"], strict=True)
    ]
    rulers = [by if isinstance(by, str) else None for by in table["administered_by"]]
    return [
        {"name": name, "claimed": claimed, "by": by}
        for name, claimed, by in zip(named, table["claimed_by"], rulers, strict=True)
    ]
