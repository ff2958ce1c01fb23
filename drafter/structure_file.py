"""Reads a structure's YAML strictly: every key is known, every name declared, every template found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from drafter import source as yaml_source
from drafter.kinds import KINDS
from drafter.library import Library
from drafter.numbering import DEFAULT_SCHEME, NO_MARK, Mark, mark
from drafter.place import Place
from drafter.problems import Problem, did_you_mean, problem
from drafter.source import Mapping, Node, Scalar, Sequence, Source
from drafter.structure import (
    ITEM,
    NUMBER,
    AttachmentSpec,
    ColumnSpec,
    Field,
    Length,
    Level,
    NoteSpec,
    Pattern,
    Points,
    Scope,
    Section,
    SignatureSpec,
    Structure,
    TableSpec,
    scope_of,
)

MAX_LEVEL = 4
_NAME = re.compile(r"[^\W\d]\w*")
_RESERVED = {ITEM, NUMBER, "structure", "use", "previous", "unchanged", "layout"}
_JINJA = {"true", "false", "none", "and", "or", "not", "in", "is", "if", "else", "loop", "self"}

_TOP = ("title", "about", "heading", "numbering", "facts", "salutation", "sections", "signature", "attachments")
_LIMITS = ("at_least", "at_most", "pattern", "unique")
_FIELD = ("kind", "required", "label", "help", "example", "item", "fields", "choices", *_LIMITS)
_CONTENT = ("each", "when", "wording", "text", "points", "note", "table", "sections", "length", "help")
_PRINTS = ("wording", "text", "points", "table", "sections", "note")
_SECTION = ("heading", "run_in", "stop", "number", "parallel", *_CONTENT)
_ATTACHMENT = ("title", *_CONTENT)
_POINTS = ("each", "mark", "inline", "lead", "text", "stop")
_NOTE = ("parts", "between", "own")
_TABLE = ("each", "caption", "columns")
_COLUMN = ("title", "text", "number", "kind")
_SIGNATURE = ("organ", "date", "place")
_LENGTH = ("at_least", "at_most")
_LEVEL = ("mark", "run_on")


def load(path: Path, library: Library) -> tuple[Structure | None, tuple[Problem, ...]]:
    """The structure in the file at `path` and all that is wrong with it; None where it is not usable at all."""
    shown = str(path)
    source = yaml_source.read(path, shown)
    if not isinstance(source.root, Mapping):
        if source.root is not None:
            source.problems.append(problem("Y116", source.place(source.root)))
        return None, tuple(source.problems)
    reader = _Reader(source, path.stem, library)
    structure = reader.structure(source.root)
    return structure, tuple(source.problems)


class _Reader:
    """Turns the tree of one structure file into a `Structure`, noting every problem on the way."""

    def __init__(self, source: Source, id_: str, library: Library) -> None:
        self.source = source
        self.id = id_
        self.library = library

    # ---- the whole ---------------------------------------------------------------------------------------------

    def structure(self, root: Mapping) -> Structure:
        self.known(root, _TOP)
        for key in ("title", "about", "heading", "facts", "sections"):
            self.required(root, key)
        facts = self.fields(root.entries.get("facts"))
        scope = scope_of(facts)
        return Structure(
            id=self.id,
            file=self.source.file,
            title=self.text(root, "title"),
            about=self.text(root, "about"),
            heading=self.lines(root, "heading"),
            numbering=self.numbering(root.entries.get("numbering")),
            facts=facts,
            sections=self.sections(root.entries.get("sections"), scope, 0),
            salutation=self.pattern(root, "salutation"),
            signature=self.signature(root.entries.get("signature")),
            attachments=tuple(
                self.attachment(node, scope) for node in self.mappings(root.entries.get("attachments"), "attachments")
            ),
        )

    def numbering(self, node: Node | None) -> tuple[Level, ...]:
        if node is None:
            return tuple(Level(self.default_mark(style)) for style in DEFAULT_SCHEME)
        if not isinstance(node, Sequence):
            self.wrong(node, "numbering", "是列表", "如 numbering: [一、, （一）, 1.]")
            return ()
        return tuple(self.level(item) for item in node.items)

    @staticmethod
    def default_mark(style: str) -> Mark:
        return mark(style) or NO_MARK

    def level(self, node: Node) -> Level:
        if isinstance(node, Mapping):
            self.known(node, _LEVEL)
            self.required(node, "mark")
            return Level(self.mark(node.entries.get("mark")) or NO_MARK, self.flag(node, "run_on"))
        return Level(self.mark(node) or NO_MARK)

    def mark(self, node: Node | None) -> Mark | None:
        if node is None:
            return None
        style = node.text if isinstance(node, Scalar) else ""
        found = mark(style)
        if found is None:
            self.note("S208", node, mark=style)
        return found

    def signature(self, node: Node | None) -> SignatureSpec | None:
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, "signature", "写成 organ、date、place 三项", 'signature: {organ: "{{ 单位 }}"}')
            return None
        self.known(node, _SIGNATURE)
        place = self.text(node, "place") or "end"
        if place not in ("end", "title"):
            self.wrong(node.entries["place"], "place", "是 end 或 title", "")
        return SignatureSpec(self.pattern(node, "organ"), self.pattern(node, "date"), place == "title")

    # ---- facts -------------------------------------------------------------------------------------------------

    def fields(self, node: Node | None, key: str = "facts") -> tuple[Field, ...]:
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.wrong(node, key, "写成“名称: 说明”", "如 单位: {kind: organ, required: true}")
            return ()
        return tuple(self.field(name, node.keys[name], value) for name, value in node.entries.items())

    def field(self, name: str, key: Scalar, node: Node) -> Field:
        self.fact_name(name, key)
        return self.described(name, self.source.place(key), node)

    def described(self, name: str, place: Place, node: Node) -> Field:
        """The field that a kind alone, or a group of keys, describes."""
        if isinstance(node, Scalar):
            node = Mapping({"kind": node} if node.text else {}, {}, node.line, node.column)
        if isinstance(node, Sequence):
            self.wrong(node, name, "写成种类，或者花括号里的一组说明", "如 {kind: list, item: text}")
            return Field(name, "text", place, name)
        self.known(node, _FIELD)
        kind = self.kind(node.entries.get("kind"))
        item, fields = self.parts(name, kind, node)
        return Field(
            name=name,
            kind=kind,
            place=place,
            label=self.text(node, "label") or name,
            required=self.flag(node, "required"),
            help=self.text(node, "help"),
            example=self.text(node, "example"),
            item=item,
            fields=fields,
            choices=self.choices(node, kind),
            at_least=self.count(node, "at_least"),
            at_most=self.count(node, "at_most"),
            pattern=self.regex(node),
            unique=self.unique(node, fields),
        )

    def choices(self, node: Mapping, kind: str) -> tuple[str, ...]:
        if kind == "choice":
            self.required(node, "choices")
        return self.words(node, "choices")

    def fact_name(self, name: str, key: Scalar) -> None:
        if name in _RESERVED or name.lower() in _JINJA:
            self.note("S210", key, name=name, reason="这个名称另有用处")
        elif not _NAME.fullmatch(name):
            self.note("S210", key, name=name, reason="只能用汉字、字母、数字和下划线，且不能以数字开头")

    def kind(self, node: Node | None) -> str:
        if node is None:
            return "text"
        kind = node.text if isinstance(node, Scalar) else ""
        if kind in KINDS:
            return kind
        self.note("S204", node, kind=kind, hint=did_you_mean(kind, KINDS) or "可以写 " + "、".join(KINDS))
        return "text"

    def parts(self, name: str, kind: str, node: Mapping) -> tuple[Field | None, tuple[Field, ...]]:
        """What a list's, table's or group's parts are."""
        key = "fields" if kind == "group" else "item"
        part = node.entries.get(key)
        other = node.entries.get("item" if kind == "group" else "fields")
        if other is not None:
            self.wrong(other, name, f"用 {key} 说明它的字段", "")
        if part is None:
            if kind in ("group", "table"):
                self.note("S202", node, key=key, example=f"{key}: {{名称: text}}")
            return (
                (Field(ITEM, "text", self.source.place(node), name, required=True), ())
                if kind == "list"
                else (None, ())
            )
        if kind not in ("list", "group", "table"):
            self.wrong(part, key, "只用于 list、table 和 group", "")
            return None, ()
        if kind == "list" and (isinstance(part, Scalar) or (isinstance(part, Mapping) and self.is_field(part))):
            inner = self.described(ITEM, self.source.place(part), part)
            return replace(inner, label=name, required=True), ()
        return None, self.fields(part, key)

    @staticmethod
    def is_field(node: Mapping) -> bool:
        """A mapping that describes one value, not a group of fields: its kind is named by a word we know."""
        kind = node.entries.get("kind")
        return isinstance(kind, Scalar) and kind.text in KINDS

    def unique(self, node: Mapping, fields: tuple[Field, ...]) -> str | Literal[True] | None:
        value = node.entries.get("unique")
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self.wrong(value, "unique", "是 true 或一个字段的名称", "unique: 名称")
            return None
        if value.text in ("true", "false"):
            return True if value.text == "true" else None
        names = [field.name for field in fields]
        if value.text not in names:
            self.note("S205", value, name=value.text, hint=did_you_mean(value.text, names))
            return None
        return value.text

    def regex(self, node: Mapping) -> str | None:
        expression = self.text(node, "pattern")
        if not expression:
            return None
        try:
            re.compile(expression)
        except re.error as error:
            self.note("S213", node.entries["pattern"], reason=str(error))
            return None
        return expression

    # ---- sections ----------------------------------------------------------------------------------------------

    def sections(self, node: Node | None, scope: Scope, level: int) -> tuple[Section, ...]:
        return tuple(self.section(item, scope, level) for item in self.mappings(node, "sections"))

    def section(self, node: Mapping, scope: Scope, level: int) -> Section:
        self.known(node, _SECTION)
        heading = self.lines(node, "heading")
        depth = level + bool(heading)
        if depth > MAX_LEVEL:
            self.note("S209", node)
        run_in = self.flag(node, "run_in")
        stop = self.text(node, "stop") if "stop" in node.entries else ("。" if run_in else "")
        return self.content(
            node,
            scope,
            depth,
            heading=heading,
            run_in=run_in,
            stop=stop,
            mark=self.mark(node.entries.get("number")),
            parallel=self.count(node, "parallel"),
        )

    def attachment(self, node: Mapping, scope: Scope) -> AttachmentSpec:
        self.known(node, _ATTACHMENT)
        self.required(node, "title")
        title = self.pattern(node, "title") or Pattern("", self.source.place(node))
        return AttachmentSpec(title, self.content(node, scope, 0))

    def content(self, node: Mapping, scope: Scope, depth: int, **own: object) -> Section:
        when = self.declared(node, "when", scope)
        each = self.each(node, scope)
        inner = scope.inside(scope.fields[each]) if each else scope
        body = self.body(node)
        section = Section(
            place=self.source.place(node),
            each=each,
            when=when,
            body=body,
            points=self.points(node.entries.get("points"), inner),
            note=self.responsibility(node.entries.get("note")),
            table=self.table(node.entries.get("table"), inner),
            sections=self.sections(node.entries.get("sections"), inner, depth),
            length=self.length(node.entries.get("length")),
            help=self.text(node, "help"),
            **own,  # type: ignore[arg-type]  # the keys of `section` above
        )
        if not (section.heading and section.each) and not any(key in node.entries for key in _PRINTS):
            self.note("S211", node)
        return section

    def body(self, node: Mapping) -> Pattern | None:
        if "wording" in node.entries and "text" in node.entries:
            self.note("S212", node.keys["text"], first="wording", second="text")
        name = node.entries.get("wording")
        if name is None:
            return self.pattern(node, "text")
        if not isinstance(name, Scalar):
            self.wrong(name, "wording", "是模板的名称", "如 wording: 引言")
            return None
        return self.template(name)

    def template(self, name: Scalar) -> Pattern | None:
        path = self.library.template(self.id, name.text)
        if path is None:
            self.note("S207", name, name=name.text, id=self.id)
            return None
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.source.problems.append(problem("Y102", Place(str(path), 1, 1), guess=""))
            return None
        except OSError as error:
            self.source.problems.append(problem("Y115", Place(str(path), 1, 1), reason=error.strerror or str(error)))
            return None
        return Pattern(text.replace("\r\n", "\n").replace("\r", "\n"), Place(str(path), 1, 1))

    def points(self, node: Node | None, scope: Scope) -> Points | None:
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, "points", "写成一组说明", "如 points: {each: 做法, mark: 一是}")
            return None
        self.known(node, _POINTS)
        self.required(node, "each")
        each = self.each(node, scope)
        if each is None:
            return None
        style = self.mark(node.entries["mark"]) if "mark" in node.entries else mark("一是")
        return Points(
            each=each,
            mark=style or NO_MARK,
            text=self.pattern(node, "text") or Pattern("{{ 本项 }}", self.source.place(node)),
            place=self.source.place(node),
            lead=self.pattern(node, "lead"),
            inline=self.flag(node, "inline"),
            stop=self.text(node, "stop") or "。",
        )

    def responsibility(self, node: Node | None) -> NoteSpec | None:
        if node is None:
            return None
        if isinstance(node, Mapping):
            self.known(node, _NOTE)
            self.required(node, "parts")
            parts = self.patterns(node.entries.get("parts"), "parts")
            return NoteSpec(parts, self.text(node, "between") or "；", self.flag(node, "own"))
        return NoteSpec(self.patterns(node, "note"))

    def table(self, node: Node | None, scope: Scope) -> TableSpec | None:
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, "table", "写成一组说明", "如 table: {each: 任务, columns: [...]}")
            return None
        self.known(node, _TABLE)
        for key in ("each", "columns"):
            self.required(node, key)
        each = self.each(node, scope)
        columns = node.entries.get("columns")
        if each is None or columns is None:
            return None
        if not isinstance(columns, Sequence):
            self.wrong(columns, "columns", "是列表", "如 columns: [{title: 序号, number: true}, 牵头单位]")
            return None
        inner = scope.inside(scope.fields[each])
        specs = tuple(self.column(item, inner) for item in columns.items)
        return TableSpec(each, specs, self.source.place(node), self.pattern(node, "caption"))

    def column(self, node: Node, scope: Scope) -> ColumnSpec:
        if isinstance(node, Scalar):
            return ColumnSpec(node.text, self.field_pattern(node, scope), "text")
        if not isinstance(node, Mapping):
            self.wrong(node, "columns", "每一栏是栏名或一组说明", "")
            return ColumnSpec("", None, "text")
        self.known(node, _COLUMN)
        self.required(node, "title")
        title = node.entries.get("title")
        if self.flag(node, "number"):
            return ColumnSpec(self.text(node, "title"), None, "serial")
        text = self.pattern(node, "text")
        if text is None and isinstance(title, Scalar):
            text = self.field_pattern(title, scope)
        kind = self.text(node, "kind") or "text"
        if kind not in ("text", "number"):
            self.wrong(node.entries["kind"], "kind", "是 text 或 number", "")
        return ColumnSpec(self.text(node, "title"), text, "number" if kind == "number" else "text")

    def field_pattern(self, title: Scalar, scope: Scope) -> Pattern:
        """The pattern of a column that prints the field of its own name."""
        field = scope.fields.get(title.text)
        if field is None:
            self.note("S205", title, name=title.text, hint=did_you_mean(title.text, scope.fields))
            return Pattern("", self.source.place(title))
        return Pattern("{{ " + title.text + (" | join_cn" if field.is_list else "") + " }}", self.source.place(title))

    def length(self, node: Node | None) -> Length | None:
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, "length", "写成 {at_least: 字数, at_most: 字数}", "")
            return None
        self.known(node, _LENGTH)
        return Length(self.count(node, "at_least"), self.count(node, "at_most"))

    # ---- names -------------------------------------------------------------------------------------------------

    def each(self, node: Mapping, scope: Scope) -> str | None:
        name = self.declared(node, "each", scope)
        if name is None:
            return None
        if not scope.fields[name].is_list:
            self.note("S206", node.entries["each"], name=name)
            return None
        return name

    def declared(self, node: Mapping, key: str, scope: Scope) -> str | None:
        value = node.entries.get(key)
        if value is None:
            return None
        name = value.text if isinstance(value, Scalar) else ""
        if name in scope.fields:
            return name
        self.note("S205", value, name=name, hint=did_you_mean(name, scope.fields))
        return None

    # ---- values ------------------------------------------------------------------------------------------------

    def note(self, code: str, node: Node, *, hint: str | None = None, **words: Any) -> None:
        self.source.problems.append(problem(code, self.source.place(node), hint=hint, **words))

    def wrong(self, node: Node, key: str, wanted: str, example: str) -> None:
        self.note("S203", node, key=key, wanted=wanted, example=example)

    def known(self, node: Mapping, keys: Iterable[str]) -> None:
        for key in node.entries:
            if key not in keys:
                hint = did_you_mean(key, keys) or "可以写 " + "、".join(keys)
                self.note("S201", node.keys[key], key=key, hint=hint)

    def required(self, node: Mapping, key: str) -> None:
        value = node.entries.get(key)
        if (
            value is None
            or (isinstance(value, Scalar) and not value.text.strip())
            or (isinstance(value, Sequence) and not value.items)
        ):
            self.note("S202", node.keys.get(key, node), key=key, example="")

    def text(self, node: Mapping, key: str) -> str:
        value = node.entries.get(key)
        if value is None:
            return ""
        if not isinstance(value, Scalar):
            self.wrong(value, key, "是一行文字", "")
            return ""
        return value.text.strip("\n ")

    def flag(self, node: Mapping, key: str) -> bool:
        value = node.entries.get(key)
        if value is None:
            return False
        if not isinstance(value, Scalar) or value.text not in ("true", "false"):
            self.wrong(value, key, "是 true 或 false", f"{key}: true")
            return False
        return value.text == "true"

    def count(self, node: Mapping, key: str) -> int | None:
        value = node.entries.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar) or not value.text.isdecimal() or len(value.text) > 6:
            self.wrong(value, key, "是整数", f"{key}: 3")
            return None
        return int(value.text)

    def words(self, node: Mapping, key: str) -> tuple[str, ...]:
        value = node.entries.get(key)
        if value is None:
            return ()
        if not isinstance(value, Sequence) or not all(isinstance(item, Scalar) for item in value.items):
            self.wrong(value, key, "是列表", f"{key}: [甲, 乙]")
            return ()
        return tuple(item.text for item in value.items if isinstance(item, Scalar))

    def pattern(self, node: Mapping, key: str) -> Pattern | None:
        value = node.entries.get(key)
        return None if value is None else self.pattern_of(value, key)

    def pattern_of(self, node: Node, key: str) -> Pattern | None:
        if not isinstance(node, Scalar):
            self.wrong(node, key, "是一行文字；以花括号开头时要放进引号里", f'{key}: "{{{{ 单位 }}}}"')
            return None
        if "\n" in node.text.strip("\n"):
            self.wrong(node, key, "只有一行；几段话请写成模板，用 wording", "")
            return None
        place = self.source.place(node)
        if self.source.text.startswith(("'", '"'), node.start):
            place = place._replace(column=place.column + 1)  # after the quotation mark
        return Pattern(node.text.strip("\n"), place)

    def patterns(self, node: Node | None, key: str) -> tuple[Pattern, ...]:
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(found for item in items if (found := self.pattern_of(item, key)))

    def lines(self, node: Mapping, key: str) -> tuple[Pattern, ...]:
        """A heading's pattern, or its two patterns where it breaks into two lines."""
        return self.patterns(node.entries.get(key), key)

    def mappings(self, node: Node | None, key: str) -> Iterable[Mapping]:
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.wrong(node, key, "是列表，每一项以“- ”开头", "")
            return
        for item in node.items:
            if isinstance(item, Mapping):
                yield item
            else:
                self.wrong(item, key, "每一项都写成一组说明", "如 - heading: 总体要求")
