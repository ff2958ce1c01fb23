"""Facts (事实): the user's YAML held against a structure. Yields every problem, then types the values.

Nothing is invented, guessed, rounded or dropped: a value prints as typed. A missing required fact is a problem, or with
`gaps` a 【待补：标签】 in the draft; a missing optional one is `ABSENT`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from drafter import joined, pictures
from drafter.kinds import KINDS
from drafter.place import Place
from drafter.problems import Problem, did_you_mean, problem
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, Source, loose_key
from drafter.structure import ITEM, Field, Structure
from drafter.values import ABSENT, Basis, Group, Items, PictureValue, Value, fact, fact_mark

STRUCTURE = "structure"
"""The key of a facts file that names its structure."""
LAYOUT, LETTERHEAD = "layout", "letterhead"
"""The keys of a facts file that name a layout file and the unit's own Word file."""
_OWN_KEYS = ("value", "source", "note")
_BASIS_KEYS = ("名称", "文号")
_MISREAD = ("Y105", "Y111", "Y114", "Y120")
_STOPS = ("。", "；", "，", "、")
_ONE_LINE = frozenset(name for name, kind in KINDS.items() if kind.test) - {"picture", "basis"}
_WIDE_BRACKETS = ("［", "【", "｛")
_DASHES = "-－—–·• "
_PAIRS = {"引号": ("“", "”"), "书名号": ("《", "》")}
_NO_LIMITS = ((), None, None, None)
_DOUBTFUL = re.compile(r"[XxＸ×○〇某【{_*（T\n“”《》]|[。；，、]$")
_PLACEHOLDER_SIGN = re.compile(r"[XxＸ×○〇某【{_*（T]")
_PLACEHOLDER = re.compile(
    r"[XxＸ×]{2,}|(?<![一二三四五六七八九])[○〇]{2,}(?![一二三四五六七八九年])"  # 二〇〇八年 is a year
    r"|某某|【[^】]*】|\{\{|_{3,}|\*{2,}|（\s*）|TODO"
)


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

    values: Mapping[str, object]
    origins: list[FactOrigin]
    problems: list[Problem] = field(default_factory=list)


def read(source: Source, structure: Structure, *, gaps: bool = False) -> Facts:
    """The facts of `source` typed by `structure`; what is wrong with them stands in the result's `problems`."""
    root = source.root
    if not isinstance(root, MappingNode):
        return Facts({}, [], list(not_a_mapping(source)))
    typer = _Typer(source, gaps)
    values = typer.fields(structure.facts, root, "", own=(STRUCTURE, LAYOUT, LETTERHEAD))
    return Facts(values, typer.origins, typer.problems)


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
    """Walks the tree and the fields together."""

    def __init__(self, source: Source, gaps: bool) -> None:
        self.source = source
        self.gaps = gaps
        self.misread = [each.place for each in source.problems if each.place and each.code in _MISREAD]
        self.origins: list[FactOrigin] = []
        self.problems: list[Problem] = []

    # ---- groups ------------------------------------------------------------------------------------------------

    def fields(
        self, fields: tuple[Field, ...], node: MappingNode, path: str, own: tuple[str, ...] = ()
    ) -> Mapping[str, object]:
        """The values of a mapping's fields; missing ones are reported at the mapping, empty ones at their key."""
        prefix = f"{path}." if path else ""
        known = {each.name: each for each in fields}
        for key in node.entries:
            if key not in known and key not in own:
                self.unknown(key, node, prefix, known)
        return {each.name: self.entry(each, node, prefix + each.name) for each in fields}

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
        if value is None:
            place = self.source.place(node)
            return self.missing(each, path, place if path.count(".") else Place(self.source.file, 1, 1))
        if _is_empty(value) or (is_blank(value) and not (each.required and each.fields)):
            return self.missing(each, path, self.source.key_place(node, each.name))
        return self.value(each, value, path)

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
            words = {"label": each.label, "value": _short(file.text), "fault": f"不能用：{error}"}
            self.problems.append(problem("F104", place, path, **words))
            return ABSENT
        return PictureValue(*found, caption if isinstance(caption, Value) else ABSENT)

    def unwrapped(self, each: Field, node: MappingNode, path: str) -> object:
        """The value inside {value: …, source: …, note: …}."""
        for key in node.entries:
            if key not in _OWN_KEYS:
                self.unknown(key, node, f"{path}.", _OWN_KEYS)
        inner = node.entries["value"]
        if _is_empty(inner):
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
        if isinstance(node, Scalar) and each.joined and "\n" not in node.text.strip():
            node = joined.items(self.source, node)
        if not isinstance(node, Sequence):
            return self.misplaced(each, node, path)
        mark = fact_mark(self.origin(path, self.source.place(node)))
        values = [self.item(each, item, f"{path}[{number}]", number) for number, item in enumerate(node.items, start=1)]
        if self.gaps:
            lacking = range(len(values) + 1, (each.at_least or 0) + 1)
            values += [self.gap_item(each, f"{path}[{number}]") for number in lacking]
        self.problems.extend(_count_faults(each, node, path, self.source, gaps=self.gaps))
        self.problems.extend(_repeated(each, node, path, self.source))
        self.problems.extend(_run_together(each, node, path, self.source))
        return Items(tuple(values), mark)

    def item(self, each: Field, node: Node, path: str, number: int) -> object:
        if _is_empty(node):
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
        for code, words, hint in _faults(each, text) if _needs_a_look(each, text) else ():
            self.problems.append(problem(code, place, path, label=each.label, value=_short(text), hint=hint, **words))
        return fact(text, self.origin(path, place, source, None if each.kind == "choice" else text))

    def origin(self, path: str, place: Place | None, source: str | None = None, text: str | None = None) -> int:
        self.origins.append(FactOrigin(path, place, source, text))
        return len(self.origins) - 1


def _shape_hint(each: Field, node: Node) -> str:
    """What to type where the shape is wrong."""
    if each.is_list and each.fields:
        return "每一项以“- ”开头，后面写“" + each.fields[0].name + ": ……”"
    if isinstance(node, Scalar) and node.text[:1] in _WIDE_BRACKETS:
        return "方括号、花括号和逗号、冒号都要用半角的：[甲, 乙]、{名称: 甲}"
    if each.is_list:
        return f"每一项占一行，以半角的“- ”开头，如：- {_short(_first_item(each, node))}"
    if isinstance(node, MappingNode) and len(node.entries) == 1 and each.is_scalar:
        return "值里有冒号时，把整个值放进引号里"
    return f"如：{each.example}" if each.example else ""


def _first_item(each: Field, node: Node) -> str:
    """What was probably meant as the first item of a list."""
    words = node.text.lstrip(_DASHES) if isinstance(node, Scalar) else ""
    return next(
        (part.strip() for part in re.split(r"[、；]|[-－—–]+(?!\d)", words) if part.strip()), each.example or "……"
    )


def _is_empty(node: Node) -> bool:
    if isinstance(node, Scalar):
        text = node.text
        return not text or text.isspace() or (text in ("~", "null") and not node.quoted)
    return not (node.items if isinstance(node, Sequence) else node.entries)


def is_blank(node: Node) -> bool:
    """Nothing typed anywhere in it, as `drafter new` writes it."""
    if isinstance(node, Scalar):
        return _is_empty(node)
    return all(map(is_blank, node.items if isinstance(node, Sequence) else node.entries.values()))


def _one_break_each(text: str) -> str:
    """Several paragraphs without blanks around them and without blank lines between them."""
    return "\n".join([line.strip() for line in text.split("\n") if line.strip()])


def _short(text: str) -> str:
    first = text.split("\n")[0]
    return first if len(first) <= 24 else first[:23] + "…"


def _needs_a_look(each: Field, text: str) -> bool:
    """False for plain text without limits and without anything that is ever wrong with text: most of a long list."""
    limits = (each.choices, each.pattern, each.at_least, each.at_most)
    return each.kind not in ("text", "paragraph") or limits != _NO_LIMITS or _DOUBTFUL.search(text) is not None


def _faults(each: Field, text: str) -> Iterator[tuple[str, dict[str, object], str | None]]:
    """What is wrong with one value: code, words for the message, hint."""
    if "\n" in text and each.kind != "paragraph":
        yield "F103", {"wanted": "是一行文字", "found": "几行文字", "example": "写成一行"}, None
        return
    test = KINDS[each.kind].test
    fault = test(text) if test else None
    if fault:
        yield "F104", {"fault": fault[0]}, fault[1]
    if each.choices and text not in each.choices:
        hint = did_you_mean(text, each.choices) or "可以写：" + "、".join(each.choices)
        yield "F107", {}, hint
    if each.pattern and not re.fullmatch(each.pattern, text):
        yield "F109", {"pattern": each.pattern, "example": f"如：{each.example}" if each.example else each.help}, None
    yield from _length_faults(each, text)
    yield from _doubts(each, text)


def _length_faults(each: Field, text: str) -> Iterator[tuple[str, dict[str, object], str | None]]:
    if each.at_least is None and each.at_most is None:
        return
    count = len(text.replace("\n", ""))
    if each.at_least is not None and count < each.at_least:
        yield "F108", {"fault": f"至少要{each.at_least}字", "count": count}, f"再写{each.at_least - count}字"
    if each.at_most is not None and count > each.at_most:
        yield "F108", {"fault": f"最多{each.at_most}字", "count": count}, f"删去{count - each.at_most}字"


def _doubts(each: Field, text: str) -> Iterator[tuple[str, dict[str, object], str | None]]:
    """What is allowed but seldom meant."""
    if each.name == ITEM and each.kind in ("organ", "person") and "、" in text and len([*joined.parts(text)]) > 1:
        yield "F118", {}, None
    if text.endswith(_STOPS) and each.kind != "paragraph" and "。" not in text[:-1]:
        yield "F114", {"mark": text[-1]}, None
    if _PLACEHOLDER_SIGN.search(text) and _PLACEHOLDER.search(text):
        yield "F115", {}, None
    for name, (opening, closing) in _PAIRS.items():
        opened, shut = text.count(opening), text.count(closing)
        if opened != shut:
            words = {"name": name, "opening": opening, "closing": closing, "opened": opened, "shut": shut}
            yield "F119", words, None


def _count_faults(each: Field, node: Sequence, path: str, source: Source, *, gaps: bool) -> Iterator[Problem]:
    count = len(node.items)
    words, hint = {}, None
    if each.at_least is not None and count < each.at_least and not gaps:
        words, hint = {"fault": f"至少要有{each.at_least}项"}, f"再写{each.at_least - count}项"
    if each.at_most is not None and count > each.at_most:
        words, hint = {"fault": f"最多{each.at_most}项"}, f"删去或者合并{count - each.at_most}项"
    if words:
        yield problem("F105", source.place(node), path, hint=hint, label=each.label, count=count, **words)


def _run_together(each: Field, node: Sequence, path: str, source: Source) -> Iterator[Problem]:
    """[甲，乙]: with full-width commas YAML reads one item."""
    only = node.items[0] if len(node.items) == 1 else None
    if (
        isinstance(only, Scalar)
        and not only.quoted
        and "，" in only.text
        and node.end
        and source.text[node.start] == "["
    ):
        hint = "项与项之间用半角逗号，写成 [甲, 乙]；就是一项的，放进引号里"
        yield problem("F118", source.place(only), f"{path}[1]", hint=hint, label=each.label, value=_short(only.text))


def _repeated(each: Field, node: Sequence, path: str, source: Source) -> Iterator[Problem]:
    if not each.unique:
        return
    seen: dict[str, int] = {}
    for number, item in enumerate(node.items, start=1):
        key = _told_apart_by(item, each.unique)
        if not isinstance(key, Scalar) or _is_empty(key):
            continue
        text = key.text.strip()
        if text in seen:
            place, line = source.place(key), seen[text]
            yield problem("F110", place, f"{path}[{number}]", label=each.label, value=text, line=line)
        seen.setdefault(text, key.line)


def _told_apart_by(item: Node, unique: str | bool) -> Node | None:
    """What must not be repeated: the item itself or one field of it, without its source and note."""
    key = item.entries.get(unique) if isinstance(item, MappingNode) and isinstance(unique, str) else item
    return key.entries.get("value") if isinstance(key, MappingNode) else key
