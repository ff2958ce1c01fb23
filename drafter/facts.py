"""Facts (事实): the user's YAML held against a structure. Yields every problem, then types the values.

Nothing is invented, guessed, rounded or dropped: a value prints as typed. A missing required fact is a problem, or with
`gaps` a 【待补：标签】 in the draft; a missing optional one is `ABSENT`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import joined, nearby, pictures, relations
from drafter.kinds import KINDS
from drafter.lengths import LENGTHS, Asked, asked
from drafter.limits import count_faults, disordered, faults, needs_a_look, repeated, run_together, shape_hint, short
from drafter.nearby import USE
from drafter.place import Place
from drafter.problems import Problem, did_you_mean, errors, problem
from drafter.relations import Waiting
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, Source, is_blank, is_empty, loose_key, not_a_mapping
from drafter.structure import ITEM, Computed, Field, Structure, parts_of
from drafter.values import (
    ABSENT,
    Compound,
    FactOrigin,
    Group,
    Items,
    PictureValue,
    Value,
    fact,
    fact_mark,
    whole,
)

if TYPE_CHECKING:
    from drafter.shared_facts import Lent, Shelf
    from drafter.sheets import Books

STRUCTURE = "structure"
"""The key of a facts file that names its structure."""
LAYOUT, LETTERHEAD = "layout", "letterhead"
"""The keys of a facts file that name a layout file and the unit's own Word file."""
PREVIOUS, UNCHANGED = "previous", "unchanged"
"""The keys of a facts file that name last year's facts, and the facts that are rightly the same as then."""
_OF_THE_PLAN = (STRUCTURE, LAYOUT, LETTERHEAD, PREVIOUS, UNCHANGED, LENGTHS)
SETTINGS = (*_OF_THE_PLAN, USE)
"""The keys of a facts file that are no facts; of LENGTHS alone a structure may declare a fact, which is one then."""
TO_CONFIRM = "须确认"
"""What a note says of a fact that somebody must look at again."""
_OWN_KEYS = ("value", "source", "note")
_COMPUTED = "computed"
_OWN_COMPUTED = (_COMPUTED, "places", "unit")
_SHORTENED = ("organ",)
_SHORT_FORM = re.compile(r"(?P<full>.+)（以下简称[“\"]?(?P<short>[^”\"）]+)[”\"]?）")
_ONE_LINE = frozenset(name for name, kind in KINDS.items() if kind.test) - {"picture", "basis"}
_MISREAD = ("Y105", "Y111", "Y114", "Y120", "Y121")


@dataclass(slots=True)
class Facts:
    """事实: `values` by name, as the wording sees them; `origins` by the number in a value's marks.

    `lengths` are those that the facts file asks of sections.
    """

    values: dict[str, object]
    origins: list[FactOrigin]
    problems: list[Problem] = field(default_factory=list)
    lengths: tuple[Asked, ...] = ()


def read(source: Source, structure: Structure, *, gaps: bool = False) -> Facts:
    """The facts of `source` typed by `structure`; what is wrong with them stands in the result's `problems`."""
    root = source.root
    if not isinstance(root, MappingNode):
        return Facts({}, [], list(not_a_mapping(source)))
    found = Facts({}, [])
    typer = _Typer(source, gaps, found, _Ledger(source.file))
    shelf = _shelf(typer, root, structure) if USE in root.entries else None
    lent = shelf.givers(source, root) if shelf else None
    found.values = typer.fields(structure.facts, root, "", own=SETTINGS, lent=lent)
    found.lengths = asked(source, root, structure.facts, found.problems)
    if shelf:
        typer.also(shelf)
    found.problems.extend(relations.settle(typer.ledger.waiting, found.origins, gaps=gaps))
    if typer.ledger.faulty:
        found.problems[:] = [each for each in found.problems if _is_news(each, typer.ledger.faulty)]
    return found


def _shelf(typer: _Typer, root: MappingNode, structure: Structure) -> Shelf:
    """The files that the plan uses, all of them opened."""
    from drafter.shared_facts import Shelf

    names = {each.name for each in structure.facts}
    settings = tuple(key for key in _OF_THE_PLAN if key not in names)
    shelf = Shelf(structure.facts, settings, typer.ledger.tree(), typer.ledger.books)
    shelf.take(typer.source, root)
    return shelf


def _is_news(found: Problem, faulty: Collection[Place]) -> bool:
    """Of a spreadsheet's cell that cannot be taken for a fact nothing more is said than that."""
    return found.code == "X710" or found.place not in faulty


class _Ledger:
    """What a plan's files share while they are typed: where they may lie, what waits for all, faulty cells, books."""

    __slots__ = ("books", "faulty", "file", "waiting")

    def __init__(self, file: str) -> None:
        self.file = file
        self.waiting: list[Waiting] = []
        self.faulty: set[Place] = set()
        self.books: Books = {}

    def tree(self) -> Path:
        """The folder that every file must lie in."""
        return nearby.tree_of(self.file)


_FOUND = {Sequence: "列表", MappingNode: "一组字段", Scalar: "一行文字"}


class _Typer:
    """Walks one file's tree and the fields together; what it finds goes into a ledger that several files share."""

    def __init__(self, source: Source, gaps: bool, found: Facts, ledger: _Ledger, *, shared: bool = False) -> None:
        self.source = source
        self.gaps = gaps
        self.misread = [each.place for each in source.problems if each.place and each.code in _MISREAD]
        self.found = found
        self.origins = found.origins
        self.problems = found.problems
        self.ledger = ledger
        self.shared = shared
        self.scopes: tuple[dict[str, object], ...] = ()

    def beside(self, source: Source, *, shared: bool = False) -> _Typer:
        """The same for another file, whose facts belong to the same plan; `shared` ones may stay unprinted."""
        other = _Typer(source, self.gaps, self.found, self.ledger, shared=self.shared or shared)
        other.scopes = self.scopes
        return other

    def also(self, shelf: Shelf) -> None:
        """All else that is to say about the files that the plan uses."""
        from drafter.shared_facts import with_hints

        for file, key in shelf.unknown():
            self.beside(file.source).unknown(key, file.root, "", [each.name for each in shelf.fields])
        self.problems[:] = [*shelf.problems, *with_hints(self.problems, shelf)]
        self.ledger.faulty.update(shelf.faulty)

    # ---- groups ------------------------------------------------------------------------------------------------

    def fields(
        self,
        fields: tuple[Field, ...],
        node: MappingNode,
        path: str,
        own: tuple[str, ...] = (),
        lent: Mapping[str, Lent] | None = None,
    ) -> dict[str, object]:
        """The values of a mapping's fields; missing ones are reported at the mapping, empty ones at their key.

        Those in `lent` come from other files.
        """
        prefix = f"{path}." if path else ""
        known = {each.name: each for each in fields}
        for key in node.entries:
            if key not in known and key not in own:
                self.unknown(key, node, prefix, known)
        values: dict[str, object] = {}
        outer, self.scopes = self.scopes, (*self.scopes, values)
        for each in fields:
            giver = lent.get(each.name) if lent else None
            values[each.name] = self.lent(each, giver) if giver else self.entry(each, node, prefix + each.name)
        self.scopes = outer
        return values

    def lent(self, each: Field, giver: Lent) -> object:
        """A fact of the plan that another file gives."""
        return self.beside(giver.source, shared=not giver.own).entry(each, giver.root, each.name)

    def unknown(self, key: str, node: MappingNode, prefix: str, known: Collection[str]) -> None:
        if self.is_misread(node.keys[key]):
            return
        place = self.source.key_place(node, key)
        hint = did_you_mean(key, known) or ("可以写：" + "、".join(known) if len(known) <= 12 else None)
        self.problems.append(problem("F102", place, prefix + key, key=key, hint=hint))

    def is_misread(self, key: Scalar) -> bool:
        """True for a key that is not read as it was meant, of which that is told already."""
        end = key.column + len(key.text)
        return any(place.line == key.line and key.column <= place.column <= end for place in self.misread)

    def entry(self, each: Field, node: MappingNode, path: str) -> object:
        value = node.entries.get(each.name)
        if each.computed or (isinstance(value, MappingNode) and _COMPUTED in value.entries):
            return self.computed(each, value, path, node)
        if value is None:
            place = self.source.place(node)
            return self.missing(each, path, place if path.count(".") else Place(self.source.file, 1, 1))
        if is_blank(value) and (is_empty(value) or not (each.required and each.fields)):
            return self.missing(each, path, self.source.key_place(node, each.name))
        return self.value(each, value, path)

    def computed(self, each: Field, node: Node | None, path: str, owner: MappingNode) -> object:
        """A computed fact waits until all others are typed; what is typed all the same must agree."""
        if isinstance(node, MappingNode) and _COMPUTED in node.entries:
            return self.own_expression(each, node, path)
        typed = None if node is None or is_empty(node) else self.value(each, node, path)
        if each.computed:
            place = self.source.place(node if node and typed else owner)
            value = typed if isinstance(typed, Value) else None
            self.ledger.waiting.append(Waiting(each, path, place, self.scopes, value, each.computed))
        return typed or ABSENT

    def own_expression(self, each: Field, node: MappingNode, path: str) -> object:
        """{computed: sum(分项.金额), places: 1, unit: 万元, source: …, note: …} in the facts file itself."""
        for key in node.entries:
            if key not in (*_OWN_COMPUTED, *_OWN_KEYS[1:]):
                self.unknown(key, node, f"{path}.", (*_OWN_COMPUTED, *_OWN_KEYS[1:]))
        expression, places = node.entries[_COMPUTED], self.word(node, "places")
        if not each.is_scalar or not isinstance(expression, Scalar):
            return self.misplaced(each, expression, path)
        if places and not (places.isdecimal() and len(places) <= 2):
            words = {"wanted": "是整数", "found": f"“{places}”", "example": "保留一位小数写 places: 1"}
            place = self.source.place(node.entries["places"])
            self.problems.append(problem("F103", place, path, label="places", **words))
            return ABSENT
        unit = self.word(node, "unit") or ""
        computed = Computed(expression.text, self.source.place(expression), int(places) if places else None, unit)
        self.ledger.waiting.append(
            Waiting(each, path, computed.place, self.scopes, None, computed, self.word(node, "source"))
        )
        return ABSENT

    def missing(self, each: Field, path: str, place: Place) -> object:
        if not each.required:
            return ABSENT
        if self.gaps:
            return self.gap(each, path)
        told = each.help or f"写上“{each.label if each.name == ITEM else each.name}: ……”"
        example = f"如：{each.example}" if each.example else told
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
            if "value" not in node.entries:
                return self.parts(each, node, path)
            source, first = self.word(node, "source"), len(self.origins)
            wrapped = self.unwrapped(each, node, path)
            if not isinstance(wrapped, Scalar):
                self.origins[first:] = [own._replace(source=own.source or source) for own in self.origins[first:]]
                return wrapped
            node = wrapped
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
        self.to_confirm(each, node, path)
        inner = node.entries["value"]
        if is_empty(inner):
            return self.missing(each, path, self.source.key_place(node, "value"))
        return inner if isinstance(inner, Scalar) else self.value(each, inner, path)

    def to_confirm(self, each: Field, node: MappingNode, path: str) -> None:
        """A note that says so reminds of itself until it is taken away."""
        note = self.word(node, "note")
        if note and TO_CONFIRM in note:
            place = self.source.place(node.entries["note"])
            self.problems.append(problem("F125", place, path, label=each.label, note=short(note)))

    @staticmethod
    def word(node: MappingNode, key: str) -> str | None:
        value = node.entries.get(key)
        return value.text if isinstance(value, Scalar) and value.text else None

    def misplaced(self, each: Field, node: Node, path: str) -> object:
        wanted = {"group": "是一组字段", "list": "是列表", "table": "是列表，每行一组字段"}.get(each.kind, "是一行文字")
        if each.kind == "paragraph":
            wanted = "是一段文字"
        loose = loose_key(self.source, node) if isinstance(node, Scalar) and not node.quoted else None
        example = shape_hint(each, node)
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

    def parts(self, each: Field, node: MappingNode, path: str) -> object:
        """A value given in its parts, such as {姓名: 李明, 职务: 局长}."""
        fields = parts_of(each)
        if not any(part.name in node.entries for part in fields):
            for key in node.entries if fields else ():
                self.unknown(key, node, f"{path}.", [part.name for part in fields])
            return ABSENT if fields else self.misplaced(each, node, path)
        first = len(self.origins)
        values = self.fields(fields, node, path)
        self.origins[first:] = [own._replace(kind=own.kind and each.kind) for own in self.origins[first:]]
        return Compound.of(whole(each.kind, values), values)

    def items(self, each: Field, node: Node, path: str) -> object:
        if not isinstance(node, Sequence):
            return self.elsewhere(each, node, path)
        mark = fact_mark(self.origin(path, self.source.place(node), kind=each.kind))
        values = [self.item(each, item, f"{path}[{number}]", number) for number, item in enumerate(node.items, start=1)]
        if self.gaps:
            lacking = range(len(values) + 1, (each.at_least or 0) + 1)
            values += [self.gap_item(each, f"{path}[{number}]") for number in lacking]
        self.problems.extend(count_faults(each, node, path, self.source, gaps=self.gaps))
        self.problems.extend(repeated(each, node, path, self.source))
        if each.ranked:
            self.problems.extend(disordered(each, node, path, self.source))
        self.problems.extend(run_together(each, node, path, self.source))
        return Items(tuple(values), mark)

    def elsewhere(self, each: Field, node: Node, path: str) -> object:
        """A list in one cell of a spreadsheet, or in a spreadsheet that is named where its rows could stand."""
        from drafter import sheets

        if isinstance(node, Scalar) and self.source.sheet is not None and each.item:
            return self.items(each, sheets.in_cell(node, joined=each.joined), path)
        if isinstance(node, MappingNode) and "value" in node.entries and sheets.wanted(node.entries["value"]):
            inner = self.unwrapped(each, node, path)
            return self.elsewhere(each, inner, path) if isinstance(inner, Scalar) else inner
        wanted = sheets.wanted(node) if self.source.sheet is None else None
        if wanted is None:
            if isinstance(node, Scalar) and each.joined and "\n" not in node.text.strip():
                return self.items(each, joined.items(self.source, node), path)
            return self.misplaced(each, node, path)
        if isinstance(node, MappingNode):
            asked = _Typer(self.source, gaps=False, found=Facts({}, []), ledger=self.ledger)
            asked.fields(sheets.keys(each), node, path)
            self.problems.extend(asked.problems)
            if errors(asked.problems):
                return ABSENT
        rows = sheets.rows(each, wanted, self.source, path, self.ledger.tree(), self.ledger.books)
        if not isinstance(rows, sheets.Rows):
            self.problems.extend(rows)
            return ABSENT
        self.problems.extend(rows.problems)
        self.ledger.faulty.update(rows.faulty)
        return self.beside(rows.source).filled(rows.field, rows.node, path)

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
        printed = None if self.shared or each.kind == "choice" else text
        value = fact(text, self.origin(path, place, source, printed, each.kind))
        if each.kind in _SHORTENED and "（以下简称" in text:
            value = self.with_short_form(value, path, node) or value
        if each.relations:
            self.ledger.waiting.append(Waiting(each, path, place, self.scopes, value))
        return value

    def with_short_form(self, value: Value, path: str, node: Scalar) -> Compound | None:
        """市教育局（以下简称市局） typed in one: the same as {全称: 市教育局, 简称: 市局}."""
        match = _SHORT_FORM.fullmatch(value)
        if match is None or value.number is None:
            return None
        full, short = match["full"], match["short"]
        place = self.source.place(node)
        if place.sheet is None:
            place = place._replace(column=place.column + match.start("short"))
        number = self.origin(f"{path}.简称", place, self.origins[value.number].source, short, "organ")
        self.origins[value.number] = self.origins[value.number]._replace(text=full)
        printed = fact(full, value.number)
        return Compound.of(printed, {"全称": printed, "简称": fact(short, number)})

    def origin(
        self,
        path: str,
        place: Place | None,
        source: str | None = None,
        text: str | None = None,
        kind: str | None = None,
    ) -> int:
        self.origins.append(FactOrigin(path, place, source, text, kind))
        return len(self.origins) - 1


def _one_break_each(text: str) -> str:
    """Several paragraphs without blanks around them and without blank lines between them."""
    return "\n".join([line.strip() for line in text.split("\n") if line.strip()])
