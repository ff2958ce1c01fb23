"""Carrying over (带入): what one plan's facts bring to a new plan of another structure, as values for its facts file.

A fact is shared where both structures have it by the same name and kind, or where the new one names it with `from`.
Values are copied as they were typed, with their sources, notes and expressions. What the new structure has no place
for, and what belongs to one document only, such as its date, stays behind and is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter import source as yaml_source
from drafter.amendment import scalar as yaml_scalar
from drafter.facts import TO_CONFIRM
from drafter.lengths import LENGTHS
from drafter.measuring import all_sections, names_of
from drafter.scaffold import Written
from drafter.source import Mapping, Node, Scalar, Sequence, is_empty
from drafter.structure import Field, Structure

UNFINISHED = f"上年未完成，{TO_CONFIRM}"
"""The note on an item that the other plan left unfinished."""

_OF_ONE_DOCUMENT = ("date",)
"""Kinds of a document's own facts, which only `from` brings: the next document has a date of its own."""


class Carried(NamedTuple):
    """带入的事实: what is written at each path of the new file, and the old paths of what has no place in it.

    `finished` are what the items are called that are done and stay behind, `unfinished` those to be confirmed.
    `lengths` is what the new file asks of its sections, empty where that is nothing.
    """

    written: dict[str, Written]
    left: tuple[str, ...]
    finished: tuple[str, ...]
    unfinished: tuple[str, ...]
    lengths: Written = ()


class _Found(NamedTuple):
    """A fact of the old plan: its field, its path and what was typed there."""

    field: Field
    path: str
    node: Node


def carry(root: Mapping, old: Structure, new: Structure) -> Carried:
    """What the facts in `root`, found without errors by the structure `old`, bring to a plan of the structure `new`."""
    carrier = _Carrier()
    carrier.fields(new.facts, "", _Found(_group(old.facts, old), "", root))
    written = {path: _written(node) for path, node in carrier.nodes.items()}
    left = tuple(_left(old.facts, root, "", carrier.used))
    lengths, unfit = _lengths(root, old, new)
    return Carried(written, left + unfit, tuple(carrier.finished), tuple(carrier.unfinished), lengths)


def _lengths(root: Mapping, old: Structure, new: Structure) -> tuple[Written, tuple[str, ...]]:
    """The lengths asked of sections, as YAML: all for the same structure, else those of sections that the new one has;
    and the paths of the others. The whole of another kind of document has another length.
    """
    node = root.entries.get(LENGTHS)
    if node is None or _is_blank(node) or any(each.name == LENGTHS for each in (*old.facts, *new.facts)):
        return (), ()
    if old.id == new.id:
        return _written(node), ()
    if not isinstance(node, Mapping):
        return (), (LENGTHS,)
    known = {name for section in all_sections(new.sections) for name in names_of(section)}
    kept = {name: each for name, each in node.entries.items() if name in known}
    left = tuple(f"{LENGTHS}.{name}" for name in node.entries if name not in known)
    return (_written(node._replace(entries=kept)) if kept else ()), left


class _Carrier:
    """Walks the new fields and the old ones together; remembers which of the old ones were used."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.counts: dict[str, int] = {}
        self.used: set[str] = set()
        self.finished: list[str] = []
        self.unfinished: list[str] = []

    def fields(self, fields: tuple[Field, ...], to: str, owner: _Found) -> None:
        """Brings to the new fields at the path `to` what a mapping of the old plan has for them."""
        for field in fields:
            for found in () if field.computed else _sources(field, owner):
                self.value(field, f"{to}.{field.name}" if to else field.name, found)

    def value(self, field: Field, to: str, found: _Found) -> None:
        brought = len(self.nodes)
        if field.is_list and found.field.is_list and isinstance(found.node, Sequence):
            self.items(field, to, found, found.node)
        elif field.kind == "group" and found.field.kind == "group":
            self.fields(field.fields, to, found)
        elif field.is_scalar and found.field.is_scalar and to not in self.nodes and _fits(field, found.node):
            self.nodes[to] = found.node
        if len(self.nodes) > brought:
            self.used.add(_plain(found.path))

    def items(self, field: Field, to: str, found: _Found, items: Sequence) -> None:
        """Brings a list's items one by one, behind those that another list has brought; finished ones stay behind."""
        state = _state(field, found.field)
        for number, node in enumerate(items.items, start=1):
            item = _Found(_item(found.field), f"{found.path}[{number}]", node)
            if state and _word(node, state.name) == state.done:
                self.finished.append(_called(item))
                continue
            here = f"{to}[{self.counts.get(to, 0) + 1}]"
            brought = len(self.nodes)
            self.value(_item(field), here, item)
            if len(self.nodes) > brought:
                self.counts[to] = self.counts.get(to, 0) + 1
                if state:
                    self.unfinished.append(_called(item))
                    self.note(field, here)

    def note(self, field: Field, to: str) -> None:
        """Says of an unfinished item, at the first of its values, that it is one."""
        first = next((path for each in field.fields if (path := f"{to}.{each.name}") in self.nodes), None)
        if first:
            self.nodes[first] = _noted(self.nodes[first])


# ---- which facts are shared -----------------------------------------------------------------------------------------


def _sources(field: Field, owner: _Found) -> Iterator[_Found]:
    """What a mapping of the old plan has for a new field: the namesake of its kind, or what its `from` names."""
    if not isinstance(owner.node, Mapping):
        return
    for name in _names(field, owner.path):
        source = next((each for each in owner.field.fields if each.name == name), None)
        node = owner.node.entries.get(name)
        if source is None or node is None or not (_is_named(field) or _same_kind(field, source, owner.path)):
            continue
        if not _is_blank(_value(node)):
            yield _Found(source, f"{owner.path}.{name}" if owner.path else name, node)


def _names(field: Field, path: str) -> list[str]:
    """What the facts that a new field takes are called in the mapping at `path` of the old plan.

    A list whose fields say `from: 工作重点.任务` takes the items of 工作重点.
    """
    inner = [name.rpartition(".")[0] for each in field.fields for name in each.carried_from or ()]
    wanted = list(field.carried_from) if field.carried_from is not None else inner
    around = f"{_plain(path)}." if path else ""
    names = [name.removeprefix(around) for name in wanted if name.startswith(around)]
    here = [name for name in dict.fromkeys(names) if name and "." not in name]
    return here if here or field.carried_from == () or (field.carried_from and not path) else [field.name]


def _is_named(field: Field) -> bool:
    return field.carried_from is not None or any(each.carried_from for each in field.fields)


def _same_kind(field: Field, source: Field, path: str) -> bool:
    """True for a namesake that may be taken: not another document's date, no list of quite different items."""
    own = not path and field.kind in _OF_ONE_DOCUMENT
    items = [{each.name for each in list_.fields} for list_ in (field, source)]
    alike = field.kind == "group" or 2 * len(items[0] & items[1]) >= 1 + min(map(len, items)) or not any(items)
    return field.kind == source.kind and alike and not own


def _fits(field: Field, node: Node) -> bool:
    """False for a choice that the new field does not offer."""
    value = _value(node)
    return not field.choices or not isinstance(value, Scalar) or value.text.strip() in field.choices


def _state(field: Field, source: Field) -> Field | None:
    """The field that tells finished items from the others, where the new list has none of its own."""
    if any(inner.done for inner in field.fields):
        return None
    return next((inner for inner in source.fields if inner.done), None)


def _called(item: _Found) -> str:
    """An item's first value, which is what it is called by, else its path."""
    return _word(item.node, item.field.fields[0].name) if item.field.fields else item.path


def _item(field: Field) -> Field:
    return field.item or _group(field.fields, field)


def _group(fields: tuple[Field, ...], around: Field | Structure) -> Field:
    place = around.place if isinstance(around, Field) else around.sections[0].place
    return Field("", "group", place, "", fields=fields)


def _left(fields: tuple[Field, ...], node: Mapping, path: str, used: set[str]) -> Iterator[str]:
    """The facts that were given and not brought: of one that was not, itself only; of one that was, its parts."""
    for field in fields:
        inner = node.entries.get(field.name)
        own = f"{path}.{field.name}" if path else field.name
        if inner is None or _is_blank(_value(inner)):
            continue
        if own not in used:
            yield own
            continue
        parts = inner.items if isinstance(inner, Sequence) else [inner]
        found = [_left(field.fields, part, own, used) for part in parts if isinstance(part, Mapping)]
        yield from dict.fromkeys(each for paths in found for each in paths)


def _plain(path: str) -> str:
    """A path without indices."""
    return re.sub(r"\[\d+\]", "", path)


# ---- values ---------------------------------------------------------------------------------------------------------


def _value(node: Node) -> Node:
    """What stands in {value: …, source: …, note: …}."""
    return node.entries.get("value", node) if isinstance(node, Mapping) else node


def _noted(node: Node) -> Node:
    """The value with the note that its item must be confirmed, before a note that it has."""
    wrapped = isinstance(node, Mapping) and ("value" in node.entries or "computed" in node.entries)
    entries = dict(node.entries) if isinstance(node, Mapping) and wrapped else {"value": node}
    note = entries.get("note")
    words = f"{UNFINISHED}；{note.text}" if isinstance(note, Scalar) and note.text else UNFINISHED
    entries["note"] = Scalar(words, node.line, node.column)
    return Mapping(entries, {}, node.line, node.column)


def _word(node: Node, name: str) -> str:
    """The text of one of an item's fields."""
    value = _value(node.entries[name]) if isinstance(node, Mapping) and name in node.entries else None
    return value.text.strip() if isinstance(value, Scalar) else ""


def _is_blank(node: Node) -> bool:
    if isinstance(node, Scalar):
        return is_empty(node)
    return all(map(_is_blank, node.items if isinstance(node, Sequence) else node.entries.values()))


# ---- writing --------------------------------------------------------------------------------------------------------


def _written(node: Node) -> Written:
    """A value as YAML that reads back as the same value, character for character."""
    match node:
        case Scalar():
            return _block(node.text) if "\n" in node.text else (yaml_scalar(node.text) if node.text else "",)
        case Sequence():
            parts = [("-", item) for item in node.items]
        case Mapping():
            parts = [(f"{yaml_scalar(key)}:", value) for key, value in node.entries.items()]
    return ("", *(line for opening, value in parts for line in _opened(opening, _written(value))))


def _opened(opening: str, written: Written) -> Written:
    first, *below = written
    return (f"{opening} {first}" if first else opening, *_indented(below))


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _block(text: str) -> Written:
    """Several lines as they are, behind a |; in one with \\n between them where YAML would read them otherwise."""
    body = text.removesuffix("\n")
    lines = ["|-" if body == text else "|", *body.split("\n")]
    read = yaml_source.parse("\n".join(_opened("k:", tuple(lines))) + "\n", "").root
    node = read.entries.get("k") if isinstance(read, Mapping) else None
    return tuple(lines) if isinstance(node, Scalar) and node.text == text else (yaml_scalar(text),)
