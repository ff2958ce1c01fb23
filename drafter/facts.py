"""Facts (事实): the user's YAML held against a structure. Yields every problem, then types the values.

Nothing is invented, guessed, rounded or dropped: a value prints as typed. A missing required fact is a problem, or with
`gaps` a 【待补：标签】 in the draft; a missing optional one is `ABSENT`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import nearby, pictures
from drafter.kinds import KINDS
from drafter.limits import count_faults, faults, needs_a_look, repeated, short
from drafter.nearby import USE
from drafter.place import Place
from drafter.problems import Problem, did_you_mean, errors, problem
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, Source, is_empty, loose_key
from drafter.structure import Field, Structure
from drafter.values import ABSENT, Basis, Group, Items, PictureValue, Value, fact, fact_mark

if TYPE_CHECKING:
    from drafter.shared_facts import Lent

STRUCTURE = "structure"
"""The key of a facts file that names its structure."""
LAYOUT, LETTERHEAD = "layout", "letterhead"
"""The keys of a facts file that name a layout file and the unit's own Word file."""
_OWN_KEYS = ("value", "source", "note")
_BASIS_KEYS = ("名称", "文号")
_ONE_LINE = frozenset(name for name, kind in KINDS.items() if kind.test) - {"picture", "basis"}


class FactOrigin(NamedTuple):
    """Where one fact was written: its path, place and, if the user named one, its source.

    `text` is what it should print; None for lists, gaps and choices, which may serve without being printed.
    """

    path: str
    place: Place | None
    source: str | None = None
    text: str | None = None


@dataclass(slots=True)
class Facts:
    """事实: `values` by name, as the wording sees them; `origins` by the number in a value's marks."""

    values: dict[str, object]
    origins: list[FactOrigin]
    problems: list[Problem] = field(default_factory=list)


def read(source: Source, structure: Structure, *, gaps: bool = False) -> Facts:
    """The facts of `source` typed by `structure`; what is wrong with them stands in the result's `problems`."""
    root = source.root
    if not isinstance(root, MappingNode):
        return Facts({}, [], list(not_a_mapping(source)))
    found = Facts({}, [])
    typer = _Typer(source, gaps, found)
    own = (STRUCTURE, LAYOUT, LETTERHEAD)
    if USE not in root.entries:
        found.values.update(typer.fields(structure.facts, root, "", own=own))
        return found
    from drafter.shared_facts import Shelf, with_hints

    shelf = Shelf(structure.facts, own, typer.tree)
    shelf.take(source, root)
    lent = shelf.givers(source, root)
    found.values.update(typer.fields(structure.facts, root, "", own=(*own, USE), lent=lent))
    for file, key in shelf.unknown():
        typer.beside(file.source).unknown(key, file.root, "", [each.name for each in structure.facts])
    sound = (each for each in found.problems if each.place not in shelf.faulty)
    found.problems[:] = [*shelf.problems, *with_hints(sound, shelf.lent, structure.facts)]
    return found


def stand_in(each: Field, *, full: bool) -> object:
    """A value for trying wording without facts: every part of it (`full`), or only what is required."""
    if each.kind == "group":
        return Group(
            {inner.name: stand_in(inner, full=full) if inner.required or full else ABSENT for inner in each.fields}
        )
    if each.is_list:
        item = each.item or Field(each.name, "group", each.place, each.label, fields=each.fields)
        return Items(tuple(stand_in(item, full=full) for _ in range(max(each.at_least or 1, 1))), fact_mark(0))
    words = (*each.choices[:1], each.example, KINDS[each.kind].example, each.label)
    return fact(next(word for word in words if word), 0)


def not_a_mapping(source: Source) -> Iterator[Problem]:
    """The problem of a facts file that is not `名称: 值` at all."""
    root = source.root
    loose = loose_key(source, root) if isinstance(root, Scalar) else None
    if loose:
        yield loose
    elif root is not None:
        yield problem("Y116", source.place(root))


_FOUND = {Sequence: "列表", MappingNode: "一组字段", Scalar: "一行文字"}


class _Typer:
    """Walks one file's tree and the fields together; what it finds goes into a ledger that several files share."""

    def __init__(
        self, source: Source, gaps: bool, found: Facts, tree: Path | None = None, *, shared: bool = False
    ) -> None:
        self.source = source
        self.gaps = gaps
        self.found = found
        self.origins = found.origins
        self.problems = found.problems
        self.tree = tree or nearby.tree_of(source.file)
        self.shared = shared

    def beside(self, source: Source, *, shared: bool | None = None) -> _Typer:
        """The same for another file, whose facts belong to the same plan; `shared` ones may stay unprinted."""
        return _Typer(source, self.gaps, self.found, self.tree, shared=self.shared if shared is None else shared)

    # ---- groups ------------------------------------------------------------------------------------------------

    def fields(
        self,
        fields: tuple[Field, ...],
        node: MappingNode,
        path: str,
        own: tuple[str, ...] = (),
        lent: Mapping[str, Lent] | None = None,
    ) -> Mapping[str, object]:
        """The values of a mapping's fields; missing ones are reported at the mapping, empty ones at their key.

        Those in `lent` come from other files.
        """
        prefix = f"{path}." if path else ""
        known = {each.name: each for each in fields}
        for key in node.entries:
            if key not in known and key not in own:
                self.unknown(key, node, prefix, known)
        if lent:
            return {each.name: self.lent(each, lent.get(each.name), node) for each in fields}
        return {each.name: self.entry(each, node, prefix + each.name) for each in fields}

    def lent(self, each: Field, lent: Lent | None, node: MappingNode) -> object:
        """A fact of the plan, from another file if there is one that gives it."""
        if lent is None:
            return self.entry(each, node, each.name)
        return self.beside(lent.source, shared=not lent.own).entry(each, lent.root, each.name)

    def unknown(self, key: str, node: MappingNode, prefix: str, known: Collection[str]) -> None:
        place = self.source.key_place(node, key)
        hint = did_you_mean(key, known) or ("可以写：" + "、".join(known) if len(known) <= 12 else None)
        self.problems.append(problem("F102", place, prefix + key, key=key, hint=hint))

    def entry(self, each: Field, node: MappingNode, path: str) -> object:
        value = node.entries.get(each.name)
        if value is None:
            place = self.source.place(node)
            return self.missing(each, path, place if path.count(".") else Place(self.source.file, 1, 1))
        if is_empty(value) or (_is_blank(value) and not (each.required and each.fields)):
            return self.missing(each, path, self.source.key_place(node, each.name))
        return self.value(each, value, path)

    def missing(self, each: Field, path: str, place: Place) -> object:
        if not each.required:
            return ABSENT
        if self.gaps:
            return self.gap(each, path)
        example = f"如：{each.example}" if each.example else each.help
        self.problems.append(problem("F101", place, path, label=each.label, example=example))
        return ABSENT

    def gap(self, each: Field, path: str) -> object:
        """What stands in a draft for a missing fact."""
        if each.is_list:
            return self.gap_items(each, path)
        if each.kind == "group":
            return Group({inner.name: self.inner_gap(inner, path) for inner in each.fields})
        text = f"【待补：{each.label}】"
        return Value(text, fact(text, self.origin(path, None)).marked, gap=True)

    def inner_gap(self, inner: Field, path: str) -> object:
        return self.gap(inner, f"{path}.{inner.name}") if inner.required else ABSENT

    def gap_items(self, each: Field, path: str) -> Items:
        mark = fact_mark(self.origin(path, None))
        count = max(each.at_least or 1, 1)
        return Items(tuple(self.gap_item(each, f"{path}[{number}]") for number in range(1, count + 1)), mark)

    def gap_item(self, each: Field, path: str) -> object:
        if each.item:
            return self.gap(each.item, path)
        return Group({inner.name: self.inner_gap(inner, path) for inner in each.fields})

    # ---- values ------------------------------------------------------------------------------------------------

    def value(self, each: Field, node: Node, path: str) -> object:
        """The value of a field that is not empty."""
        if isinstance(node, Scalar) and each.kind in _ONE_LINE:
            return self.scalar(each, node, path, None)
        if each.is_list:
            return self.items(each, node, path)
        if each.kind == "group":
            return self.group(each, node, path)
        if each.kind == "picture":
            return self.picture(each, node, path)
        source = None
        if isinstance(node, MappingNode):
            if each.kind == "basis" and "value" not in node.entries:
                return self.basis(each, node, path)
            if "value" not in node.entries:
                return self.misplaced(each, node, path)
            wrapped = self.unwrapped(each, node, path)
            if not isinstance(wrapped, Scalar):
                return wrapped
            source, node = self.word(node, "source"), wrapped
        if not isinstance(node, Scalar):
            return self.misplaced(each, node, path)
        return self.scalar(each, node, path, source)

    def picture(self, each: Field, node: Node, path: str) -> object:
        """A picture: its file's name, or {文件: …, 说明: …}."""
        caption: object = ABSENT
        file = node
        if isinstance(node, MappingNode):
            parts = (
                Field("文件", "text", each.place, f"{each.label}的文件", required=True, example="图1.png"),
                Field("说明", "text", each.place, f"{each.label}的说明"),
            )
            caption = self.fields(parts, node, path)["说明"]
            file = node.entries.get("文件", node)
        if not isinstance(file, Scalar) or not file.text.strip():
            return ABSENT if isinstance(node, MappingNode) else self.misplaced(each, node, path)
        try:
            found = pictures.read(file.text.strip(), Path(self.source.file).parent)
        except pictures.PictureError as error:
            place = self.source.place(file)
            words = {"label": each.label, "value": short(file.text), "fault": f"不能用：{error}"}
            self.problems.append(problem("F104", place, path, **words))
            return ABSENT
        return PictureValue(*found, caption if isinstance(caption, Value) else ABSENT)

    def unwrapped(self, each: Field, node: MappingNode, path: str) -> object:
        """The value inside {value: …, source: …, note: …}."""
        for key in node.entries:
            if key not in _OWN_KEYS:
                self.unknown(key, node, f"{path}.", _OWN_KEYS)
        inner = node.entries["value"]
        if is_empty(inner):
            return self.missing(each, path, self.source.key_place(node, "value"))
        return inner if isinstance(inner, Scalar) else self.value(each, inner, path)

    @staticmethod
    def word(node: MappingNode, key: str) -> str | None:
        value = node.entries.get(key)
        return value.text if isinstance(value, Scalar) and value.text else None

    def misplaced(self, each: Field, node: Node, path: str) -> object:
        wanted = {"group": "是一组字段", "list": "是列表", "table": "是列表，每行一组字段"}.get(each.kind, "是一行文字")
        if each.kind == "paragraph":
            wanted = "是一段文字"
        loose = loose_key(self.source, node) if isinstance(node, Scalar) and not node.quoted else None
        example = _shape_hint(each, node)
        self.problems.append(
            loose
            or problem(
                "F103",
                self.source.place(node),
                path,
                label=each.label,
                wanted=wanted,
                found=_FOUND[type(node)],
                example=example,
            )
        )
        return ABSENT

    def group(self, each: Field, node: Node, path: str) -> object:
        if not isinstance(node, MappingNode):
            return self.misplaced(each, node, path)
        return Group(self.fields(each.fields, node, path))

    def basis(self, each: Field, node: MappingNode, path: str) -> object:
        place = self.source.place(node)
        parts = (
            Field("名称", "text", place, f"{each.label}的名称", required=True),
            Field("文号", "basis", place, f"{each.label}的文号"),
        )
        if not any(key in node.entries for key in _BASIS_KEYS):
            return self.misplaced(each, node, path)
        return Basis(self.fields(parts, node, path)).printed()

    def items(self, each: Field, node: Node, path: str) -> object:
        if not isinstance(node, Sequence):
            return self.elsewhere(each, node, path)
        mark = fact_mark(self.origin(path, self.source.place(node)))
        values = [self.item(each, item, f"{path}[{number}]", number) for number, item in enumerate(node.items, start=1)]
        if self.gaps:
            lacking = range(len(values) + 1, (each.at_least or 0) + 1)
            values += [self.gap_item(each, f"{path}[{number}]") for number in lacking]
        self.problems.extend(count_faults(each, node, path, self.source, gaps=self.gaps))
        self.problems.extend(repeated(each, node, path, self.source))
        return Items(tuple(values), mark)

    def elsewhere(self, each: Field, node: Scalar | MappingNode, path: str) -> object:
        """A list in one cell of a spreadsheet, or in a spreadsheet that is named where its rows could stand."""
        from drafter import sheets

        if isinstance(node, Scalar) and self.source.sheet is not None and each.item:
            return self.items(each, sheets.in_cell(node), path)
        if isinstance(node, MappingNode) and "value" in node.entries and sheets.wanted(node.entries["value"]):
            inner = self.unwrapped(each, node, path)
            return self.elsewhere(each, inner, path) if isinstance(inner, Scalar) else inner
        wanted = sheets.wanted(node) if self.source.sheet is None else None
        if wanted is None:
            return self.misplaced(each, node, path)
        if isinstance(node, MappingNode):
            asked = _Typer(self.source, gaps=False, found=Facts({}, []))
            asked.fields(sheets.keys(each), node, path)
            self.problems.extend(asked.problems)
            if errors(asked.problems):
                return ABSENT
        rows = sheets.rows(each, wanted, self.source, path, self.tree)
        if not isinstance(rows, sheets.Rows):
            self.problems.extend(rows)
            return ABSENT
        before = len(self.problems)
        value = self.beside(rows.source).filled(rows.field, rows.node, path)
        self.problems[before:] = rows.told(self.problems[before:])
        return value

    def filled(self, each: Field, node: Sequence, path: str) -> object:
        """The rows of a spreadsheet; one that has only its header is not filled in yet."""
        return self.items(each, node, path) if node.items else self.missing(each, path, self.source.place(node))

    def item(self, each: Field, node: Node, path: str, number: int) -> object:
        if is_empty(node):
            if self.gaps:
                return self.gap_item(each, path)
            self.problems.append(problem("F106", self.source.place(node), path, label=each.label, number=number))
            return ABSENT
        if each.item:
            return self.value(each.item, node, path)
        if isinstance(node, MappingNode):
            return Group(self.fields(each.fields, node, path))
        label = f"{each.label}的每一项"
        return self.misplaced(Field(each.name, "group", each.place, label, example=each.example), node, path)

    def scalar(self, each: Field, node: Scalar, path: str, source: str | None) -> Value:
        text = node.text.strip()
        if "\n" in text and each.kind == "paragraph":
            text = _one_break_each(text)
        place = self.source.place(node)
        for code, words, hint in faults(each, text) if needs_a_look(each, text) else ():
            self.problems.append(problem(code, place, path, label=each.label, value=short(text), hint=hint, **words))
        return fact(text, self.origin(path, place, source, None if self.shared or each.kind == "choice" else text))

    def origin(self, path: str, place: Place | None, source: str | None = None, text: str | None = None) -> int:
        self.origins.append(FactOrigin(path, place, source, text))
        return len(self.origins) - 1


def _shape_hint(each: Field, node: Node) -> str:
    """What to type where the shape is wrong."""
    if each.is_list and each.fields:
        return "每一项以“- ”开头，后面写“" + each.fields[0].name + ": ……”"
    if each.is_list:
        item = node.text if isinstance(node, Scalar) and node.text else each.example or "……"
        return f"每一项占一行，以“- ”开头，如：- {short(item)}"
    if isinstance(node, MappingNode) and len(node.entries) == 1 and each.is_scalar:
        return "值里有冒号时，把整个值放进引号里"
    return f"如：{each.example}" if each.example else ""


def _is_blank(node: Node) -> bool:
    """Nothing typed anywhere in it, as `drafter new` writes it."""
    if isinstance(node, Scalar):
        return is_empty(node)
    return all(map(_is_blank, node.items if isinstance(node, Sequence) else node.entries.values()))


def _one_break_each(text: str) -> str:
    """Several paragraphs without blanks around them and without blank lines between them."""
    return "\n".join([line.strip() for line in text.split("\n") if line.strip()])
