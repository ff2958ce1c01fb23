"""Paths of facts (事实的路径): `工作重点[1].任务`, as they are typed and as problems name them; items count from 1."""

from __future__ import annotations

import re

from drafter.kinds import KINDS
from drafter.place import Place
from drafter.problems import close_match
from drafter.source import Mapping, Node, Sequence
from drafter.structure import Field, Structure

MAX_ITEMS = 1000
"""So many items a list may be given on the command line: a slip of the keyboard must not fill the disk."""

Step = str | int

_STEP = re.compile(r"([^.\[\]]+)((?:\[\d+\])*)")


class PathError(ValueError):
    """A path names no fact; `hint` is what was probably meant."""

    def __init__(self, path: str, hint: str | None) -> None:
        super().__init__(path)
        self.path = path
        self.hint = hint


def steps(path: str) -> list[Step]:
    """The names and the items' numbers that a path goes through. PathError where it is none."""
    found: list[Step] = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if not match:
            raise PathError(path, "写成 名称、名称[1] 或 名称[1].字段，项的序号从1开始")
        found.append(match[1])
        found += [int(number) for number in re.findall(r"\d+", match[2])]
    return found


def resolve(structure: Structure, path: str) -> Field:
    """The single value that `path` names. PathError where it names none."""
    field = field_at(structure, path)
    if not field.is_scalar:
        kind = KINDS[field.kind].label
        raise PathError(path, f"“{field.label}”是{kind}，要写到具体的一项，如 {path}{_deeper(field)}")
    return field


def field_at(structure: Structure, path: str) -> Field:
    """The fact, group, list or item that `path` names. PathError where it names none."""
    field = Field("", "group", Place(structure.file, 1, 1), "", fields=structure.facts)
    for step in steps(path):
        field = _inside(field, step, path)
    return field


def _deeper(field: Field) -> str:
    if field.kind == "group":
        return f".{field.fields[0].name}" if field.fields else ""
    return "[1]" + (f".{field.fields[0].name}" if field.fields else "")


def _inside(field: Field, step: Step, path: str) -> Field:
    if isinstance(step, int):
        if not field.is_list:
            raise PathError(path, f"“{field.label}”不是列表")
        if not 1 <= step <= MAX_ITEMS:
            raise PathError(path, f"项的序号从1开始，最多到{MAX_ITEMS}")
        return field.item or Field(field.name, "group", field.place, field.label, fields=field.fields)
    if field.is_list:
        raise PathError(path, f"“{field.label}”是列表，要写明第几项，如 {field.name}[1]")
    for inner in field.fields:
        if inner.name == step:
            return inner
    names = [inner.name for inner in field.fields]
    match = close_match(step, names)
    raise PathError(path, f"是否想写“{match}”？" if match else "可以写：" + "、".join(names))


def fields_beside(facts: tuple[Field, ...], way: list[Step]) -> tuple[Field, ...]:
    """The fields among which the last name of `way` stands, in the structure's order; none where nobody knows it."""
    names = [step for step in way if isinstance(step, str)]
    fields = facts
    for name in names[:-1]:
        fields = next((each.fields for each in fields if each.name == name), ())
    return fields


def node_at(root: Node | None, path: str) -> Node | None:
    """What stands at `path` in a facts file's tree, or None."""
    node = root
    for step in steps(path):
        if isinstance(step, str):
            node = node.entries.get(step) if isinstance(node, Mapping) else None
        else:
            node = node.items[step - 1] if isinstance(node, Sequence) and step <= len(node.items) else None
    return node
