"""Amendment (改写): one value put into a facts file's text, in its place and in the file's own manner.

Comments, order, quotation marks and blanks stay as they are; what is added follows the structure's order and the file's
own indentation. Every amendment is read again before it is given out: it says what it was to say and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter import fact_paths, joined
from drafter import source as yaml_source
from drafter.fact_paths import PathError, Step
from drafter.source import Mapping, Node, Scalar, Sequence, Source
from drafter.structure import Field

_TYPED = re.compile(
    r"[-+]?(?:0\d[\d_]*|0[xob][\da-fA-F_]+|\d[\d_]*\.[\d_]*|\.\d[\d_]*|\d[\d_]*_[\d_]*)(?:[eE][-+]?\d+)?"
    r"|[-+]?\d+[eE][-+]?\d+|\+\d+|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|\d{4}-\d{1,2}-\d{1,2}.*|[-+]?\.(?:inf|nan)|[=~]|<<"
    r"|null|true|false|yes|no|on|off|y|n",
    re.IGNORECASE,
)
"""What YAML 1.1 or 1.2 would take for something else than these very characters. Years and counts are not among it."""

OWN_KEYS = ("structure", "use", "layout", "letterhead")
"""Keys that stand before the facts."""


class Edit(NamedTuple):
    """`text` in place of what stands from `start` to `end`, offsets into the source's text."""

    start: int
    end: int
    text: str

    def applied(self, text: str) -> str:
        """The text after this edit."""
        return text[: self.start] + self.text + text[self.end :]


class AmendmentError(ValueError):
    """The place is written in a way that only a person can change; `node` is where it stands."""

    def __init__(self, path: str, node: Node) -> None:
        super().__init__(path)
        self.path = path
        self.node = node


def amended(
    source: Source, facts: tuple[Field, ...], path: str, value: str, *, replacing: bool = False
) -> tuple[Edit, Source]:
    """The edit that makes the fact at `path` say `value`, and the file as it reads afterwards.

    An empty value empties the fact. With `replacing`, text that stands where a list or a group belongs gives way to it.
    PathError where the path passes over items that are not there, or over a text; AmendmentError where a person must
    do it.
    """
    assert source.root is not None  # noqa: S101  # a file without a tree is never amended
    path, value = _of_the_line(source.root, facts, path, value)
    expected = {at: text for at, text in _texts(source.root) if not _on_the_way(at, path)}
    if value.strip():
        expected[path] = value.strip()
    for in_lines in (True, False):  # a comment below, further in, would become part of a value in lines
        edit = _Amender(source, facts, path, value, replacing=replacing, in_lines=in_lines).edit()
        after = yaml_source.parse(edit.applied(source.text), source.file)
        if len(after.problems) <= len(source.problems) and _same(dict(_texts(after.root)), dict(expected), path):
            return edit, after
    raise AmendmentError(path, source.root)


def _of_the_line(root: Node, facts: tuple[Field, ...], path: str, value: str) -> tuple[str, str]:
    """For an item of a list that is written as one line, the list and its new line; else path and value as they are."""
    *way, number = fact_paths.steps(path)
    owner = path[: path.rfind("[")]
    node = fact_paths.node_at(root, owner) if isinstance(number, int) else None
    field = next((each for each in fact_paths.fields_beside(facts, way) if each.name == way[-1]), None) if way else None
    if not isinstance(number, int) or not isinstance(node, Scalar) or _is_nothing(node) or not (field and field.joined):
        return path, value
    items = list(joined.parts(node.text))
    if number > len(items) + 1:
        raise PathError(path, f"现在有{len(items)}项，下一项是第{len(items) + 1}项")
    if len(list(joined.parts(value))) > 1:
        raise PathError(path, "这个列表写成了一行，值里又有“、”或“；”；先在文件里改成一项一行")
    if number > len(items):
        return owner, f"{node.text}、{value}"
    start = sum(len(item) + 1 for item in items[: number - 1])
    return owner, node.text[:start] + value + node.text[start + len(items[number - 1]) :]


def _name(field: Field) -> str:
    return field.name


def _texts(node: Node | None, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tree that is not empty, by its path."""
    match node:
        case Scalar():
            if node.text.strip() and (node.quoted or node.text not in ("~", "null")):
                yield path, node.text.strip()
        case Sequence():
            for number, item in enumerate(node.items, start=1):
                yield from _texts(item, f"{path}[{number}]")
        case Mapping():
            for key, inner in node.entries.items():
                yield from _texts(inner, f"{path}.{key}" if path else key)
        case None:
            return


def _on_the_way(at: str, path: str) -> bool:
    """True for the fact itself, what was in it, and a text in whose place it comes."""
    inside = at == path or at.startswith((f"{path}.", f"{path}["))
    return inside or path.startswith((f"{at}.", f"{at}["))


def _same(found: dict[str, str], expected: dict[str, str], path: str) -> bool:
    """The value arrived, and nothing else was touched. What is told of the value, source and note, stays."""
    value = expected.pop(path, None)
    arrived = [found.pop(at) for at in (path, f"{path}.value") if at in found]
    told = {at: found.pop(at) for at in (f"{path}.source", f"{path}.note") if at in found}
    return arrived == ([value] if value else []) and found == expected and (not told or value is not None)


# ---- where it goes --------------------------------------------------------------------------------------------------


class _Amender:
    """Walks from the root towards the path, as far as the file goes."""

    def __init__(
        self,
        source: Source,
        facts: tuple[Field, ...],
        path: str,
        value: str,
        *,
        replacing: bool,
        in_lines: bool,
    ) -> None:
        self.source = source
        self.text = source.text
        self.facts = facts
        self.path = path
        self.value = value
        self.replacing = replacing
        self.in_lines = in_lines

    def edit(self) -> Edit:
        way = fact_paths.steps(self.path)
        node: Node | None = self.source.root
        column, flow, in_list = -2, False, False  # of the key or the dash that brings the node
        assert node is not None  # noqa: S101  # see amended
        for index, step in enumerate(way):
            inner = _inside(node, step)
            flow = flow or _is_flow(node)
            if inner is None:
                return self.added(node, way, index, column, flow=flow, in_list=in_list)
            if isinstance(node, Mapping) and isinstance(step, str):
                column, in_list = node.keys[step].column - 1, False
            else:
                column, in_list = node.column - 1, True
            node = inner
        if isinstance(node, Mapping) and "value" in node.entries:
            flow, column, node = flow or _is_flow(node), node.keys["value"].column - 1, node.entries["value"]
        return self.replaced(node, column, flow=flow)

    def replaced(self, node: Node, column: int, *, flow: bool) -> Edit:
        """The value in place of one that is there, or of nothing behind a colon or a dash."""
        end = _end(node, self.text)
        if isinstance(node, Sequence | Mapping):
            if not _is_flow(node):
                raise AmendmentError(self.path, node)
            return Edit(node.start, end, self.written(column, flow=flow).lstrip(" "))
        if node.start == end:
            return self.filled(node.start, self.written(column, flow=flow), flow=flow)
        if not self.value and not flow:
            return Edit(len(self.text[: node.start].rstrip(" ")), end, "")
        return self.opening(node.start, end, self.written(column, flow=flow).lstrip(" "))

    def added(self, node: Node, way: list[Step], index: int, column: int, *, flow: bool, in_list: bool) -> Edit:
        """The rest of the way, from step `index`, built into or below `node`, which has it not."""
        step, rest = way[index], way[index:]
        if isinstance(node, Mapping) and isinstance(step, str):
            names = [
                *(OWN_KEYS if index == 0 else ()),
                *map(_name, fact_paths.fields_beside(self.facts, way[: index + 1])),
            ]
            return self.key_added(node, rest, names, flow=flow)
        if isinstance(node, Sequence) and isinstance(step, int):
            return self.item_added(node, rest, flow=flow)
        return self.grown(node, rest, column, flow=flow, in_list=in_list)

    def key_added(self, node: Mapping, rest: list[Step], names: list[str], *, flow: bool) -> Edit:
        """A key in the structure's order: behind the nearest one before it, else in front of all."""
        name = str(rest[0])
        before = names[: names.index(name)] if name in names else names
        present = [each for each in before if each in node.entries] or ([] if name in names else list(node.entries))
        previous = node.entries[present[-1]] if present else None
        if flow:
            words = self.keyed_flow(rest)
            if previous is None:
                return Edit(node.start + 1, node.start + 1, words + (", " if node.entries else ""))
            end = _end(previous, self.text)
            return Edit(end, end, f"{' ' if self.text[end - 1] == ':' else ''}, {words}")
        column = node.column - 1
        words = f"{name}:{self.built(rest[1:], column)}"
        if previous is not None:
            return self.line_after(_end(previous, self.text), column, words)
        start = self.before_comments(node.start)
        if start is None:
            return Edit(node.start, node.start, f"{words}\n{' ' * column}")
        return Edit(start, start, f"{' ' * column}{words}\n")

    def item_added(self, node: Sequence, rest: list[Step], *, flow: bool) -> Edit:
        count = len(node.items)
        if rest[0] != count + 1:
            raise PathError(self.path, f"现在有{count}项，下一项是第{count + 1}项")
        if flow:
            words = self.built_flow(rest[1:])
            if not node.items:
                return Edit(node.end - 1, node.end - 1, words)
            end = _end(node.items[-1], self.text)
            return Edit(end, end, f", {words}")
        column = node.column - 1
        first = node.items[0]
        inner = first.column - 1 if isinstance(first, Mapping) and not _is_flow(first) else column + 2
        words = "-" + " " * (inner - column - 2) + self.built(rest[1:], inner - 2, in_list=True)
        return self.line_after(_end(node.items[-1], self.text), column, words)

    def grown(self, node: Node, rest: list[Step], column: int, *, flow: bool, in_list: bool) -> Edit:
        """A list or a group where there was nothing, or a text that is to give way."""
        if not isinstance(node, Scalar):
            raise AmendmentError(self.path, node)
        if not _is_nothing(node) and not self.replacing:
            raise PathError(self.path, f"那里写着“{node.text[:20]}”，先在文件里改成列表或者一组字段")
        self.refuse_gap(rest)
        end = _end(node, self.text)
        if flow:
            built = self.built_flow(rest)
            return self.filled(end, f" {built}", flow=True) if node.start == end else Edit(node.start, end, built)
        words = self.built(rest, column, in_list=in_list)
        start = len(self.text[: node.start].rstrip(" ")) if node.start < end else node.start
        return self.opening(start, end, words)

    def refuse_gap(self, rest: list[Step]) -> None:
        if any(isinstance(step, int) and step != 1 for step in rest):
            raise PathError(self.path, "现在还没有这个列表，从第1项开始")

    # ---- the words ---------------------------------------------------------------------------------------------

    def built(self, rest: list[Step], column: int, *, in_list: bool = False) -> str:
        """What follows a key or a dash in `column`, in lines; begins with a blank or a line break."""
        if not rest:
            return self.written(column, flow=False)
        self.refuse_gap(rest)
        inner = column + 2
        key = "-" if isinstance(rest[0], int) else f"{rest[0]}:"
        opening = " " if in_list and isinstance(rest[0], str) else "\n" + " " * inner
        return opening + key + self.built(rest[1:], inner, in_list=isinstance(rest[0], int))

    def keyed_flow(self, rest: list[Step]) -> str:
        return f"{rest[0]}: {self.built_flow(rest[1:])}"

    def built_flow(self, rest: list[Step]) -> str:
        if not rest:
            return scalar(self.value, flow=True)
        self.refuse_gap(rest)
        return f"{{{self.keyed_flow(rest)}}}" if isinstance(rest[0], str) else f"[{self.built_flow(rest[1:])}]"

    def written(self, column: int, *, flow: bool) -> str:
        """The value with the blank before it; several paragraphs as a block of lines."""
        lines = self.value.split("\n")
        block = self.in_lines and not flow and len(lines) > 1
        if not block or any(line != line.strip(" \t") for line in lines) or not (lines[0] and lines[-1]):
            words = scalar(self.value, flow=flow)
            return f" {words}" if words else ""
        indent = "\n" + " " * (column + 2)
        return " |" + "".join(indent + line if line else "\n" for line in lines)

    # ---- places ------------------------------------------------------------------------------------------------

    def filled(self, at: int, words: str, *, flow: bool) -> Edit:
        """Words behind a colon or a dash that has nothing yet; a blank that is there is theirs."""
        end = self.line_end(at)
        if words and not flow and at < end and not self.text[at:end].strip(" "):
            return self.opening(end, end, words[1:])
        if flow and self.text[at - 1] == " ":
            words = words[1:]
        return self.opening(at, at, words)

    def opening(self, start: int, end: int, words: str) -> Edit:
        """Words of which the first line is followed by the comment that the line has."""
        first, line_break, rest = words.partition("\n")
        line_end = self.line_end(end) if line_break else end
        return Edit(start, line_end, first + self.text[end:line_end] + line_break + rest)

    def line_end(self, offset: int) -> int:
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def line_after(self, offset: int, column: int, words: str) -> Edit:
        at = self.line_end(offset)
        return Edit(at, at, f"\n{' ' * column}{words}")

    def before_comments(self, start: int) -> int | None:
        """The beginning of a key's line, or of the comments right above it; None for a key that follows a dash."""
        begin = self.text.rfind("\n", 0, start) + 1
        if self.text[begin:start].strip(" "):
            return None
        while begin and self.text[self.text.rfind("\n", 0, begin - 1) + 1 : begin].lstrip(" ").startswith("#"):
            begin = self.text.rfind("\n", 0, begin - 1) + 1
        return begin


def _inside(node: Node, step: Step) -> Node | None:
    if isinstance(step, str):
        return node.entries.get(step) if isinstance(node, Mapping) else None
    return node.items[step - 1] if isinstance(node, Sequence) and 1 <= step <= len(node.items) else None


def _is_flow(node: Node) -> bool:
    return isinstance(node, Sequence | Mapping) and node.end > 0


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and (not node.text.strip() or (node.text in ("~", "null") and not node.quoted))


def _end(node: Node, text: str) -> int:
    """The offset after a node's last character that is not blank."""
    if isinstance(node, Scalar):
        block = node.quoted and text[node.start] in "|>"
        return node.start + len(text[node.start : node.end].rstrip("\n ")) if block else node.end
    if node.end:
        return node.end
    return max(_end(inner, text) for inner in (node.items if isinstance(node, Sequence) else node.entries.values()))


# ---- values ---------------------------------------------------------------------------------------------------------


def scalar(text: str, *, flow: bool = False) -> str:
    """`text` as a YAML value that every reader of YAML takes for exactly this text: plain where that is safe."""
    if not text:
        return '""' if flow else ""
    frame = "k: [{0}, {{k: {0}}}]\n" if flow else "k: {0}\nl:\n  - {0}\n"
    safe = not _TYPED.fullmatch(text) and "#" not in text and _reads_back(frame.format(text), text)
    return text if safe else json.dumps(text, ensure_ascii=False)


def _reads_back(yaml: str, text: str) -> bool:
    source = yaml_source.parse(yaml, "")
    found = list(_scalars(source.root))
    return not source.problems and len(found) == 2 and all(each.text == text and not each.quoted for each in found)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _scalars(item)
        case Mapping():
            for inner in node.entries.values():
                yield from _scalars(inner)
        case None:
            return
