"""Facts (事实): the user's YAML held against a structure. Yields every problem, then types the values.

Nothing is invented, guessed, rounded or dropped: a value prints as typed. A missing required fact is a problem, or with
`gaps` a 【待补：标签】 in the draft; a missing optional one is `ABSENT`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafter import pictures, relations
from drafter.kinds import KINDS
from drafter.limits import count_faults, disordered, faults, needs_a_look, repeated, short
from drafter.place import Place
from drafter.problems import Problem, did_you_mean, problem
from drafter.relations import Waiting
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, Source, is_empty, loose_key
from drafter.structure import Computed, Field, Structure, parts_of
from drafter.values import (
    ABSENT,
    Compound,
    FactOrigin,
    Group,
    Items,
    PictureValue,
    Value,
    booked,
    fact,
    fact_mark,
    joined,
)

STRUCTURE = "structure"
"""The key of a facts file that names its structure."""
LAYOUT, LETTERHEAD = "layout", "letterhead"
"""The keys of a facts file that name a layout file and the unit's own Word file."""
TO_CONFIRM = "须确认"
"""What a note says of a fact that somebody must look at again."""
_OWN_KEYS = ("value", "source", "note")
_COMPUTED = "computed"
_OWN_COMPUTED = (_COMPUTED, "places", "unit")
_SHORTENED = ("organ",)
_SHORT_FORM = re.compile(r"(?P<full>.+)（以下简称[“\"]?(?P<short>[^”\"）]+)[”\"]?）")
_ONE_LINE = frozenset(name for name, kind in KINDS.items() if kind.test) - {"picture", "basis"}


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
    typer = _Typer(source, gaps, found, [])
    found.values = typer.fields(structure.facts, root, "", own=(STRUCTURE, LAYOUT, LETTERHEAD))
    found.problems.extend(relations.settle(typer.waiting, found.origins))
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


def _person(parts: Mapping[str, object]) -> Value:
    """职务 before 姓名, as office prose has it."""
    return joined(parts["职务"], parts["姓名"])


def _organ(parts: Mapping[str, object]) -> Value:
    return joined(parts["全称"])


def _basis(parts: Mapping[str, object]) -> Value:
    """发文机关《名称》（文号）; the number in round brackets behind the name (GB/T 9704-2012, 7.3.3)."""
    number = joined("（", parts["文号"], "）") if parts["文号"] else ""
    return joined(parts["发文机关"], booked(parts["名称"]), number)


_PRINTED = {"person": _person, "organ": _organ, "basis": _basis}
"""How a value that was given in parts is printed as a whole."""

_FOUND = {Sequence: "列表", MappingNode: "一组字段", Scalar: "一行文字"}


class _Typer:
    """Walks one file's tree and the fields together; what it finds goes into a ledger that several files share."""

    def __init__(self, source: Source, gaps: bool, found: Facts, waiting: list[Waiting]) -> None:
        self.source = source
        self.gaps = gaps
        self.found = found
        self.origins = found.origins
        self.problems = found.problems
        self.waiting = waiting
        self.scopes: tuple[dict[str, object], ...] = ()

    def beside(self, source: Source) -> _Typer:
        """The same for another file, whose facts belong to the same plan."""
        other = _Typer(source, self.gaps, self.found, self.waiting)
        other.scopes = self.scopes
        return other

    # ---- groups ------------------------------------------------------------------------------------------------

    def fields(
        self, fields: tuple[Field, ...], node: MappingNode, path: str, own: tuple[str, ...] = ()
    ) -> dict[str, object]:
        """The values of a mapping's fields; missing ones are reported at the mapping, empty ones at their key."""
        prefix = f"{path}." if path else ""
        known = {each.name: each for each in fields}
        for key in node.entries:
            if key not in known and key not in own:
                self.unknown(key, node, prefix, known)
        values: dict[str, object] = {}
        outer, self.scopes = self.scopes, (*self.scopes, values)
        for each in fields:
            values[each.name] = self.entry(each, node, prefix + each.name)
        self.scopes = outer
        return values

    def unknown(self, key: str, node: MappingNode, prefix: str, known: Collection[str]) -> None:
        place = self.source.key_place(node, key)
        hint = did_you_mean(key, known) or ("可以写：" + "、".join(known) if len(known) <= 12 else None)
        self.problems.append(problem("F102", place, prefix + key, key=key, hint=hint))

    def entry(self, each: Field, node: MappingNode, path: str) -> object:
        value = node.entries.get(each.name)
        if each.computed or (isinstance(value, MappingNode) and _COMPUTED in value.entries):
            return self.computed(each, value, path, node)
        if value is None:
            place = self.source.place(node)
            return self.missing(each, path, place if path.count(".") else Place(self.source.file, 1, 1))
        if _is_blank(value) and (is_empty(value) or not (each.required and each.fields)):
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
            self.waiting.append(Waiting(each, path, place, self.scopes, value, each.computed))
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
        self.waiting.append(Waiting(each, path, computed.place, self.scopes, None, computed, self.word(node, "source")))
        return ABSENT

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
            self.problems.append(problem("F124", place, path, label=each.label, note=short(note)))

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
        return Compound.of(_PRINTED[each.kind](values), values)

    def items(self, each: Field, node: Node, path: str) -> object:
        if not isinstance(node, Sequence):
            return self.misplaced(each, node, path)
        mark = fact_mark(self.origin(path, self.source.place(node), kind=each.kind))
        values = [self.item(each, item, f"{path}[{number}]", number) for number, item in enumerate(node.items, start=1)]
        if self.gaps:
            lacking = range(len(values) + 1, (each.at_least or 0) + 1)
            values += [self.gap_item(each, f"{path}[{number}]") for number in lacking]
        self.problems.extend(count_faults(each, node, path, self.source, gaps=self.gaps))
        self.problems.extend(repeated(each, node, path, self.source))
        if each.ranked:
            self.problems.extend(disordered(each, node, path, self.source))
        return Items(tuple(values), mark)

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
        place = Place(self.source.file, node.line, node.column)
        for code, words, hint in faults(each, text) if needs_a_look(each, text) else ():
            self.problems.append(problem(code, place, path, label=each.label, value=short(text), hint=hint, **words))
        value = fact(text, self.origin(path, place, source, None if each.kind == "choice" else text, each.kind))
        if each.kind in _SHORTENED and "（以下简称" in text:
            value = self.with_short_form(value, path, node) or value
        if each.relations:
            self.waiting.append(Waiting(each, path, place, self.scopes, value))
        return value

    def with_short_form(self, value: Value, path: str, node: Scalar) -> Compound | None:
        """市教育局（以下简称市局） typed in one: the same as {全称: 市教育局, 简称: 市局}."""
        match = _SHORT_FORM.fullmatch(value)
        if match is None or value.number is None:
            return None
        full, short = match["full"], match["short"]
        place = Place(self.source.file, node.line, node.column + match.start("short"))
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
