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
from drafter.syncing.molds import Tree

__all__ = ["added", "behind", "dash_of", "inserted", "leaves", "removed", "start_of"]


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
        dash = dash_of(source.text, item)
        blanks = source.text[source.text.rfind("\n", 0, dash) + 1 : dash]
        if blanks.strip(" "):
            raise AmendmentError(path, node)
        edit = Edit(dash, dash, f"- {amendment.scalar(value)}\n{blanks}")
    texts = [*map(_plain, node.items[: number - 1]), value, *map(_plain, node.items[number - 1 :])]
    return _proved(source, edit, owner, texts)


def added(source: Source, facts: tuple[Field, ...], path: str, tree: Tree) -> tuple[Edit, Source]:
    """The edit that puts an item with several facts at `path` of a list that has items, in their manner.

    AmendmentError where the list is written in a way that only a person can change.
    """
    owner, number = _owner(path)
    node = fact_paths.node_at(source.root, owner)
    if not isinstance(node, Sequence) or not node.items or number > len(node.items) + 1:
        raise AmendmentError(path, source.root or Scalar("", 1, 1))
    fields = fact_paths.fields_beside(facts, [*fact_paths.steps(owner), ""])
    beside = node.items[min(number, len(node.items)) - 1]
    if node.end:
        words = _flow(tree, fields)
        at = beside.start if number <= len(node.items) else behind(beside, source.text)
        edit = Edit(at, at, f"{words}, " if number <= len(node.items) else f", {words}")
    else:
        edit = _lines_added(source, node, number, _written(tree, fields, beside, _column(source, beside)))
    items = list(map(_plain, node.items))
    return _proved(source, edit, owner, [*items[: number - 1], tree, *items[number - 1 :]])


def _lines_added(source: Source, node: Sequence, number: int, words: str) -> Edit:
    """A dash with an item's words, in front of the item that has the number now, or behind the last one."""
    beside = node.items[min(number, len(node.items)) - 1]
    dash = dash_of(source.text, beside)
    blanks = source.text[source.text.rfind("\n", 0, dash) + 1 : dash]
    if blanks.strip(" "):
        raise AmendmentError("", beside)
    if number <= len(node.items):
        return Edit(dash, dash, f"-{words}\n{blanks}")
    end = source.text.find("\n", behind(beside, source.text))
    end = len(source.text) if end < 0 else end
    return Edit(end, end, f"\n{blanks}-{words}")


def _column(source: Source, item: Node) -> int:
    """In which column the facts of an item begin, from 0."""
    dash = dash_of(source.text, item)
    inner = start_of(item) if isinstance(item, Mapping) and not item.end else dash + 2
    return inner - source.text.rfind("\n", 0, dash) - 1


def _written(tree: Tree, fields: tuple[Field, ...], like: Node | None, column: int) -> str:
    """What follows a dash or a colon, as `like` is written; begins with a blank or a line break."""
    in_lines = isinstance(like, Mapping | Sequence) and not like.end
    if isinstance(tree, str) or not (in_lines or (like is None and isinstance(tree, list))):
        return f" {_flow(tree, fields, inside=False)}"
    if isinstance(tree, list):
        dash = like.column - 1 if isinstance(like, Sequence) else column + 2
        one = like.items[0] if isinstance(like, Sequence) and like.items else None
        return "".join(f"\n{' ' * dash}-{_written(each, fields, one, dash + 2)}" for each in tree)
    entries = like.entries if isinstance(like, Mapping) else {}
    parts = [
        f"{name}:{_written(tree[name], _fields_of(name, fields), entries.get(name), column)}"
        for name in _in_order(tree, fields)
    ]
    return " " + f"\n{' ' * column}".join(parts)


def _flow(tree: Tree, fields: tuple[Field, ...], *, inside: bool = True) -> str:
    """A tree in brackets; a single text as `inside` brackets or on its own."""
    match tree:
        case str():
            return amendment.scalar(tree, flow=inside)
        case list():
            return f"[{', '.join(_flow(each, fields) for each in tree)}]"
        case dict():
            names = _in_order(tree, fields)
            return f"{{{', '.join(f'{name}: {_flow(tree[name], _fields_of(name, fields))}' for name in names)}}}"


def _in_order(tree: dict[str, Tree], fields: tuple[Field, ...]) -> list[str]:
    """The names in the structure's order."""
    known = [field.name for field in fields]
    return sorted(tree, key=lambda name: known.index(name) if name in known else len(known))


def _fields_of(name: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    own = next((field for field in fields if field.name == name), None)
    return (own.fields or (own.item.fields if own.item else ())) if own else ()


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tree with its path."""
    match tree:
        case str():
            yield path, tree
        case list():
            for number, each in enumerate(tree, start=1):
                yield from leaves(each, f"{path}[{number}]")
        case dict():
            for name, each in tree.items():
                yield from leaves(each, f"{path}.{name}" if path else name)


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
    begin = source.text.rfind("\n", 0, dash_of(source.text, node.items[0]))
    return Edit(begin, behind(node, source.text), "")


def _flow_removal(source: Source, node: Sequence, number: int) -> Edit:
    items = node.items
    if number < len(items):
        return Edit(items[number - 1].start, items[number].start, "")
    return Edit(behind(items[number - 2], source.text), behind(items[number - 1], source.text), "")


def _line_removal(source: Source, node: Sequence, number: int) -> Edit:
    """Whole lines, from the item's dash to the line's end after it."""
    item = node.items[number - 1]
    begin = source.text.rfind("\n", 0, dash_of(source.text, item)) + 1
    if source.text[begin : dash_of(source.text, item)].strip(" "):
        raise AmendmentError("", item)
    end = source.text.find("\n", behind(item, source.text))
    return Edit(begin, len(source.text) if end < 0 else end + 1, "")


def dash_of(text: str, item: Node) -> int:
    """The offset of the dash that brings an item of a list in lines."""
    return text.rfind("-", 0, start_of(item))


def start_of(node: Node) -> int:
    """The offset of a node's first character."""
    if isinstance(node, Scalar) or node.end:
        return node.start
    if isinstance(node, Mapping):
        return next(iter(node.keys.values())).start
    return node.start


def behind(node: Node, text: str) -> int:
    """The offset after a node's last character that is not blank."""
    if isinstance(node, Scalar):
        return node.start + len(text[node.start : node.end].rstrip("\n "))
    if node.end:
        return node.end
    inner = node.items if isinstance(node, Sequence) else node.entries.values()
    return max((behind(each, text) for each in inner), default=node.start)


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
