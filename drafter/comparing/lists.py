"""列表事实: the lists of facts that two plans share, such as 目标 and 工作重点, item by item and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter.comparing.changes import FieldChange, Listed
from drafter.comparing.figures import Years, difference
from drafter.comparing.pairing import paired
from drafter.comparing.sentences import comparable
from drafter.structure import Field
from drafter.values import ABSENT, Group, PictureValue, values_of

__all__ = ["FactList", "fact_lists", "listed"]


class FactList(NamedTuple):
    """A list of facts whose items have fields; `key` is the field that names an item."""

    name: str
    key: str
    items: tuple[dict[str, str], ...]


def fact_lists(fields: Iterable[Field], values: Mapping[str, object]) -> Iterator[FactList]:
    """Those of a plan: an item's name is its `unique` field, else the first required one, else the first."""
    for each in fields:
        if each.is_list and each.fields:
            items = values.get(each.name, ABSENT)
            told = tuple(_told(item) for item in items if isinstance(item, Group)) if isinstance(items, tuple) else ()
            yield FactList(each.name, _key(each), told)


def _key(each: Field) -> str:
    if isinstance(each.unique, str):
        return each.unique
    return next((field.name for field in each.fields if field.required), each.fields[0].name)


def _told(group: Group) -> dict[str, str]:
    return {name: words for name, value in values_of(group).items() if (words := _words(value))}


def _words(value: object) -> str:
    """A value as one text: a list's items and a group's fields follow one another."""
    if isinstance(value, PictureValue):
        return str(value.caption)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Group):
        return "，".join(filter(None, map(_words, values_of(value).values())))
    return "；".join(filter(None, map(_words, value))) if isinstance(value, tuple) else ""


def listed(old: FactList, new: FactList, years: Years) -> Iterator[Listed]:
    """Every item of both lists, matched by name and then by likeness."""
    for index, new_index, _ in paired(_named(old, years), _named(new, Years())):
        before = old.items[index] if index is not None else None
        after = new.items[new_index] if new_index is not None else None
        name = (after or before or {}).get(new.key, "")
        if before is None or after is None:
            yield Listed(new.name, name, "added" if before is None else "dropped", _one_sided(before, after))
            continue
        fields = tuple(_changed(before, after, years))
        is_same = all(field.change == "same" for field in fields)
        yield Listed(new.name, name, "same" if is_same else "changed", fields)


def _named(found: FactList, years: Years) -> Sequence[tuple[str, str]]:
    return [
        (comparable(years.shifted(item.get(found.key, ""))), years.shifted("".join(item.values())))
        for item in found.items
    ]


def _one_sided(before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> tuple[FieldChange, ...]:
    if after is not None:
        return tuple(FieldChange(name, "added", None, words) for name, words in after.items())
    return tuple(FieldChange(name, "dropped", words, None) for name, words in (before or {}).items())


def _changed(before: Mapping[str, str], after: Mapping[str, str], years: Years) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield FieldChange(name, "added" if old is None else "dropped", old, new)
        elif old == new:
            yield FieldChange(name, "same", old, new)
        else:
            only_year = years.shifted(old) == new
            yield FieldChange(name, "changed", old, new, None if only_year else difference(old, new), only_year)
