"""列表的项: an item put into the middle of a list of a facts file, or taken out of it, everything else left as it is.

As in `amendment`, the file is read again before the edit is given out: it has the item, or has it not, and all other
values are what they were.
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter import amendment, fact_paths
from drafter import source as yaml_source
from drafter.amendment import AmendmentError, Edit
from drafter.source import Mapping, Node, Scalar, Sequence, Source
from drafter.structure import Field

__all__ = ["inserted", "removed"]


def inserted(source: Source, facts: tuple[Field, ...], path: str, value: str) -> tuple[Edit, Source]:
    """The edit that puts `value` at `path`, such as 措施[2], what stands there moving on, and the file afterwards.

    AmendmentError where the list is written in a way that only a person can change.
    """
    owner, number = _owner(path)
    node = fact_paths.node_at(source.root, owner)
    if not isinstance(node, Sequence) or number > len(node.items):
        return amendment.amended(source, facts, path, value)
    item = node.items[number - 1]
    if node.end:
        edit = Edit(item.start, item.start, amendment.scalar(value, flow=True) + ", ")
    else:
        dash = _dash(source, item)
        blanks = source.text[source.text.rfind("\n", 0, dash) + 1 : dash]
        if blanks.strip(" "):
            raise AmendmentError(path, node)
        edit = Edit(dash, dash, f"- {amendment.scalar(value)}\n{blanks}")
    texts = [*map(_plain, node.items[: number - 1]), value, *map(_plain, node.items[number - 1 :])]
    return _proved(source, edit, owner, texts)


def removed(source: Source, path: str) -> tuple[Edit, Source]:
    """The edit that takes the item at `path` out of its list, with the comment that stands behind it on its line."""
    owner, number = _owner(path)
    node = fact_paths.node_at(source.root, owner)
    if not isinstance(node, Sequence) or not number <= len(node.items):
        raise AmendmentError(path, source.root or Scalar("", 1, 1))
    if len(node.items) == 1:
        return _proved(source, _emptied(source, node), owner, [])
    edit = _flow_removal(source, node, number) if node.end else _line_removal(source, node, number)
    texts = [_plain(item) for index, item in enumerate(node.items, start=1) if index != number]
    return _proved(source, edit, owner, texts)


def _owner(path: str) -> tuple[str, int]:
    owner, _, number = path.rpartition("[")
    return owner, int(number.rstrip("]"))


def _emptied(source: Source, node: Sequence) -> Edit:
    """A list's only item goes: its name stays, with nothing behind it."""
    if node.end:
        return Edit(node.start + 1, node.end - 1, "")
    start = source.text.rfind("\n", 0, _dash(source, node.items[0]))
    return Edit(start, _behind(node, source.text), "")


def _flow_removal(source: Source, node: Sequence, number: int) -> Edit:
    items = node.items
    if number < len(items):
        return Edit(items[number - 1].start, items[number].start, "")
    return Edit(_behind(items[number - 2], source.text), _behind(items[number - 1], source.text), "")


def _line_removal(source: Source, node: Sequence, number: int) -> Edit:
    """Whole lines, from the item's dash to the line's end after it."""
    item = node.items[number - 1]
    start = source.text.rfind("\n", 0, _dash(source, item)) + 1
    if source.text[start : _dash(source, item)].strip(" "):
        raise AmendmentError("", item)
    end = source.text.find("\n", _behind(item, source.text))
    return Edit(start, len(source.text) if end < 0 else end + 1, "")


def _dash(source: Source, item: Node) -> int:
    return source.text.rfind("-", 0, _start(item))


def _start(node: Node) -> int:
    if isinstance(node, Scalar) or node.end:
        return node.start
    if isinstance(node, Mapping):
        return next(iter(node.keys.values())).start
    return node.start


def _behind(node: Node, text: str) -> int:
    """The offset after a node's last character that is not blank."""
    if isinstance(node, Scalar):
        return node.start + len(text[node.start : node.end].rstrip("\n "))
    if node.end:
        return node.end
    inner = node.items if isinstance(node, Sequence) else node.entries.values()
    return max((_behind(each, text) for each in inner), default=node.start)


def _plain(node: Node) -> object:
    """What a tree says, without places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key: _plain(inner) for key, inner in node.entries.items()}


def _proved(source: Source, edit: Edit, owner: str, items: list[object]) -> tuple[Edit, Source]:
    after = yaml_source.parse(edit.applied(source.text), source.file)
    node = fact_paths.node_at(after.root, owner)
    same = dict(_others(source.root, owner)) == dict(_others(after.root, owner))
    found = _plain(node) if node else ""
    if (found or []) != items or not same or len(after.problems) > len(source.problems):
        raise AmendmentError(owner, source.root or Scalar("", 1, 1))
    return edit, after


def _others(node: Node | None, owner: str, path: str = "") -> Iterator[tuple[str, object]]:
    """Every text outside the list `owner`, by its path."""
    if path == owner or node is None:
        return
    match node:
        case Scalar():
            yield path, node.text
        case Sequence():
            for number, item in enumerate(node.items, start=1):
                yield from _others(item, owner, f"{path}[{number}]")
        case Mapping():
            for key, inner in node.entries.items():
                yield from _others(inner, owner, f"{path}.{key}" if path else key)
