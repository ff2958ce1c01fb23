"""Answering (答复): what units reported of a plan's tasks, brought to where a summary of it asks for them.

An answer goes to the field of its task that asks for it, with the unit as its source; what has no place is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from drafter.carrying import Carried
from drafter.kinds import KINDS
from drafter.limits import short
from drafter.replies import REPLIES, Reply, replies
from drafter.sheets import split_cell
from drafter.source import Mapping, Node, Scalar
from drafter.splitting import LEAD, Division, division
from drafter.structure import Field, Structure

__all__ = ["with_replies"]

_CALLED = {
    "进展情况": ("进展情况", "进展"),
    "完成结果": ("完成结果", "完成情况", "成效"),
    "存在问题": ("存在问题", "问题"),
}
"""What the usual three columns of a questionnaire are called in summaries; any other answer goes by its own name."""


def with_replies(carried: Carried, facts: Path, old: Structure, new: Structure) -> Carried:
    """`carried` with the answers that lie beside the facts file of a plan of the structure `old`.

    DraftError where their file has errors.
    """
    if not (facts.parent / REPLIES).exists():
        return carried
    how = division(old)
    if how is None:
        return carried._replace(unplaced=(f"整个文件（“{old.title}”的任务没有{LEAD}）",))
    desk = _Desk(carried, new)
    for reply in replies(facts, old, how):
        for name, text in reply.answers.items():
            if not desk.take(reply, name, text):
                desk.unplaced.append(f"“{reply.task}”的{name}（{reply.unit}）：{short(' '.join(text.split()))}")
    return carried._replace(nodes=desk.nodes, answered=desk.answered, unplaced=tuple(desk.unplaced))


class _Desk:
    """The new plan's facts, and the answers put among them one by one."""

    def __init__(self, carried: Carried, new: Structure) -> None:
        self.new = new
        self.how = division(new)
        self.nodes = dict(carried.nodes)
        self.tasks = dict(_tasks(self.nodes, self.how)) if self.how else {}
        self.answered = 0
        self.unplaced: list[str] = []

    def take(self, reply: Reply, name: str, text: str) -> bool:
        """One answer: to its task, else to the list of the whole summary that asks for such things."""
        called = _CALLED.get(name, (name,))
        return self.to_task(reply, called, text) or self.to_list(reply, called, text)

    def to_task(self, reply: Reply, called: tuple[str, ...], text: str) -> bool:
        if self.how is None:
            return False
        alike = [path for path, task in self.tasks.items() if task == reply.task]
        if len(alike) > 1:
            alike = [path for path in alike if _text(self.nodes.get(f"{path}.{LEAD}")) == reply.unit]
        field = _field(self.how.way[-1].fields, called)
        return len(alike) == 1 and field is not None and self.put(field, f"{alike[0]}.{field.name}", reply, text)

    def to_list(self, reply: Reply, called: tuple[str, ...], text: str) -> bool:
        list_ = _field(self.new.facts, called)
        field = _field(list_.fields, called) if list_ else None
        if list_ is None or field is None:
            return False
        lines = [text] if _fits(field, text) else split_cell(text)
        if not field.is_scalar or not all(_fits(field, line) for line in lines):
            return False
        first = 1 + len({path.partition("]")[0] for path in self.nodes if path.startswith(f"{list_.name}[")})
        for number, line in enumerate(lines, start=first):
            self.nodes[f"{list_.name}[{number}].{field.name}"] = _reported(line, reply)
        self.answered += 1
        return True

    def put(self, field: Field, path: str, reply: Reply, text: str) -> bool:
        """Writes the answer at its task's path, if still empty; a list takes one line an item, behind those it has."""
        if field.item and field.item.is_scalar:
            parts = split_cell(text)
            there = sum(at.startswith(f"{path}[") for at in self.nodes)
            new = {f"{path}[{number}]": part for number, part in enumerate(parts, start=there + 1)}
            kept = all(_fits(field.item, part) for part in parts)
        else:
            new = {path: text}
            kept = field.is_scalar and path not in self.nodes and _fits(field, text)
        if kept:
            self.nodes |= {at: _reported(part, reply) for at, part in new.items()}
            self.answered += 1
        return kept


def _tasks(nodes: dict[str, Node], how: Division) -> Iterator[tuple[str, str]]:
    """The path of every task that was brought, with its name."""
    wanted = ".".join([*(field.name for field in how.way), how.keys[-1].name])
    for path, node in nodes.items():
        if re.sub(r"\[\d+\]", "", path) == wanted:
            yield path.rpartition(".")[0], _text(node)


def _field(fields: tuple[Field, ...], called: tuple[str, ...]) -> Field | None:
    """The first of the names that one of the fields has, and that is not computed."""
    known = {field.name: field for field in fields if not field.computed}
    return next((known[name] for name in called if name in known), None)


def _fits(field: Field, text: str) -> bool:
    """Whether the field takes the text; one line only, unless it is a paragraph."""
    if "\n" in text.strip() and field.kind != "paragraph":
        return False
    test = KINDS[field.kind].test
    return (not field.choices or text in field.choices) and not (test and test(text))


def _text(node: Node | None) -> str:
    value = node.entries.get("value") if isinstance(node, Mapping) else node
    return value.text.strip() if isinstance(value, Scalar) else ""


def _reported(text: str, reply: Reply) -> Node:
    """The answer with its source: who reported it, and in which file."""
    files = "、".join(reply.files.split("\n"))
    source = f"{reply.unit}报（{files or REPLIES}）"
    return Mapping({"value": Scalar(text, 1, 1), "source": Scalar(source, 1, 1)}, {}, 1, 1)
