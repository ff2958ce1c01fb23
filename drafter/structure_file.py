"""Reads a structure's YAML strictly: every key is known, every name declared, every template found."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from drafter import source as yaml_source
from drafter.library import Library
from drafter.numbering import DEFAULT_SCHEME, NO_MARK, Mark, mark
from drafter.problems import Problem, did_you_mean, problem
from drafter.source import Mapping, Node, Scalar, Sequence
from drafter.structure import (
    AttachmentSpec,
    ColumnSpec,
    Field,
    Level,
    NoteSpec,
    Pattern,
    Points,
    Scope,
    Section,
    Structure,
    TableSpec,
    scope_of,
)
from drafter.structure_changes import (
    AFTER,
    BEFORE,
    CHANGE,
    EDITS,
    REMOVE,
    Edits,
    inner_scope,
    merged,
    near,
    without_edit,
)
from drafter.structure_elements import ElementKeys

MAX_LEVEL = 4

_ELEMENTS = ("status", "letterhead", "notice", "salutation", "signature", "remark", "imprint", "opening")
_TOP = ("title", "about", "extends", "heading", "numbering", "facts", "sections", "attachments", *_ELEMENTS)
_CONTENT = ("each", "when", "wording", "text", "points", "note", "table", "pictures", "sections", "length", "help")
_PRINTS = ("wording", "text", "points", "table", "pictures", "sections", "note")
_SECTION = ("heading", "run_in", "stop", "number", "parallel", *_CONTENT)
_ATTACHMENT = ("title", "landscape", *_CONTENT)
_POINTS = ("each", "mark", "inline", "lead", "text", "stop")
_NOTE = ("parts", "between", "own")
_TABLE = ("each", "caption", "columns", "group", "total")
_COLUMN = ("title", "text", "number", "kind", "merge")
_LEVEL = ("mark", "run_on")
CellKind = Literal["text", "number", "date"]


def load(path: Path, library: Library) -> tuple[Structure | None, tuple[Problem, ...]]:
    """The structure in the file at `path` and all that is wrong with it; None where it is not usable at all."""
    return _load(path, library, (), ())


def _load(
    path: Path, library: Library, ids: tuple[str, ...], chain: tuple[Path, ...]
) -> tuple[Structure | None, tuple[Problem, ...]]:
    """`ids` and `chain` are those of the structures that extend this one."""
    source = yaml_source.read(path, str(path))
    if not isinstance(source.root, Mapping):
        if source.root is not None:
            source.problems.append(problem("Y116", source.place(source.root)))
        return None, tuple(source.problems)
    reader = _Reader(source, tuple(dict.fromkeys((*ids, path.stem))), library)
    base, found = _base(reader, source.root, path, chain)
    structure = None if base is None and "extends" in source.root.entries else reader.structure(source.root, base)
    return structure and structure._replace(id=path.stem), (*found, *source.problems)


def _base(
    reader: _Reader, root: Mapping, path: Path, chain: tuple[Path, ...]
) -> tuple[Structure | None, tuple[Problem, ...]]:
    """The structure that this one extends, if it does, and what is wrong with it."""
    node = root.entries.get("extends")
    if node is None:
        return None, ()
    id_ = node.text if isinstance(node, Scalar) else ""
    found = reader.library.structure(id_, beyond=path if id_ == path.stem else None)
    chain = (*chain, path.resolve())
    if found is None or found.resolve() in chain:
        others = [name for name in reader.library.structures() if name != path.stem]
        hint = "互相引用，绕成了圈" if found else did_you_mean(id_, others) or "drafter structures 列出可用的结构"
        reader.note("S215", node, hint=hint, id=id_)
        return None, ()
    return _load(found, reader.library, reader.ids, chain)


class _Reader(ElementKeys):
    """Turns the tree of one structure file into a `Structure`, noting every problem on the way."""

    section_keys: tuple[str, ...] = _SECTION
    """What a section may say; in a structure that extends another, what it does to one of its sections, too."""

    # ---- the whole ---------------------------------------------------------------------------------------------

    def structure(self, root: Mapping, base: Structure | None) -> Structure:
        self.known(root, _TOP)
        self.section_keys = (*_SECTION, *EDITS) if base else _SECTION
        for key in ("title", "about", *(() if base else ("heading", "facts", "sections"))):
            self.required(root, key)
        facts = merged(base.facts if base else (), self.fields(root.entries.get("facts")))
        scope = scope_of(facts)
        self.related(facts, root.entries.get("facts"), Scope({}))
        own = Structure(
            id=self.ids[-1],
            file=self.source.file,
            title=self.text(root, "title"),
            about=self.text(root, "about"),
            heading=self.title(root),
            numbering=self.numbering(root.entries.get("numbering")),
            facts=facts,
            sections=self.changed(base.sections, root, scope) if base else self.all_sections(root, scope),
            salutation=self.pattern(root, "salutation"),
            signature=self.signature(root.entries.get("signature"), scope),
            status=self.status(root.entries.get("status")),
            letterhead=self.letterhead(root.entries.get("letterhead"), scope),
            notice=self.notice(root.entries.get("notice"), scope),
            remark=self.pattern(root, "remark"),
            imprint=self.imprint(root.entries.get("imprint")),
            opening=self.pattern(root, "opening"),
            attachments=tuple(
                self.attachment(node, scope) for node in self.mappings(root.entries.get("attachments"), "attachments")
            ),
        )
        return own if base is None else _inherited(base, own, root)

    def title(self, root: Mapping) -> tuple[Pattern, ...]:
        """The title's patterns; `none` for a document that has no title."""
        return () if self.text_of(root, "heading") == "none" else self.lines(root, "heading")

    def all_sections(self, root: Mapping, scope: Scope) -> tuple[Section, ...]:
        return self.sections(root.entries.get("sections"), scope, 0)

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

    # ---- sections ----------------------------------------------------------------------------------------------

    def sections(self, node: Node | None, scope: Scope, level: int) -> tuple[Section, ...]:
        return tuple(self.section(item, scope, level) for item in self.mappings(node, "sections"))

    def changed(self, sections: tuple[Section, ...], root: Mapping, scope: Scope) -> tuple[Section, ...]:
        """The sections of the structure that is extended, edited as the own `sections` say."""
        edits = Edits(self.mappings(root.entries.get("sections"), "sections"))
        edited = self.edited(sections, edits, scope, 0)
        for _, name, _ in edits.waiting:
            self.note("S216", name, name=name.text, hint=near(name.text, sections))
        return (*edited, *(self.section(item, scope, 0) for item in edits.added))

    def edited(self, sections: tuple[Section, ...], edits: Edits, scope: Scope, level: int) -> tuple[Section, ...]:
        done: list[Section] = []
        for section in sections:
            asked = {key: without_edit(node) for key, node in edits.about(section)}
            now: Section | None = section
            if CHANGE in asked:
                now = self.rewritten(section, asked[CHANGE], scope, level)
            elif REMOVE in asked:
                now = None
            if now:
                inner = inner_scope(now, scope)
                now = now._replace(sections=self.edited(now.sections, edits, inner, level + bool(now.heading)))
            before, after = (
                [self.section(asked[key], scope, level)] if key in asked else [] for key in (BEFORE, AFTER)
            )
            done += [*before, *([now] if now else []), *after]
        return tuple(done)

    def rewritten(self, section: Section, node: Mapping, scope: Scope, level: int) -> Section:
        """The section with what the node says of it in place of what it had."""
        own = self.section(node, scope, level, section)
        keys = {_ATTRIBUTES.get(key, key) for key in node.entries if key in _SECTION}
        if "run_in" in keys and "stop" not in keys:
            keys.add("stop")
        return section._replace(place=own.place, **{key: getattr(own, key) for key in keys})

    def section(self, node: Mapping, scope: Scope, level: int, base: Section | None = None) -> Section:
        """A section, or what is said of it in place of what `base` has."""
        self.known(node, self.section_keys)
        heading = self.lines(node, "heading")
        depth = level + bool(heading or (base and base.heading))
        if depth > MAX_LEVEL:
            self.note("S209", node)
        run_in = self.flag(node, "run_in")
        stop = self.verbatim(node, "stop") if "stop" in node.entries else ("。" if run_in else "")
        return self.content(
            node,
            scope,
            depth,
            base,
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
        landscape = self.flag(node, "landscape") if "landscape" in node.entries else None
        return AttachmentSpec(title, self.content(node, scope, 0), landscape)

    def content(self, node: Mapping, scope: Scope, depth: int, base: Section | None = None, **own: object) -> Section:
        when = self.declared(node, "when", scope)
        each = base.each if base and "each" not in node.entries else self.each(node, scope)
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
            pictures=self.pictures(node, inner),
            sections=self.sections(node.entries.get("sections"), inner, depth),
            length=self.length(node.entries.get("length")),
            help=self.text(node, "help"),
            **own,  # type: ignore[arg-type]  # the keys of `section` above
        )
        if not base and not (section.heading and section.each) and not any(key in node.entries for key in _PRINTS):
            self.note("S211", node)
        return section

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
            stop=_stop(self.text(node, "stop")),
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
        each = self.rows(node, scope)
        columns = node.entries.get("columns")
        if each is None or columns is None:
            return None
        if not isinstance(columns, Sequence):
            self.wrong(columns, "columns", "是列表", "如 columns: [{title: 序号, number: true}, 牵头单位]")
            return None
        inner = scope.within(each)
        specs = tuple(self.column(item, inner) for item in columns.items)
        return TableSpec(
            each,
            specs,
            self.source.place(node),
            self.pattern(node, "caption"),
            self.group(node, inner),
            self.total(node.entries.get("total"), [column.title for column in specs]),
        )

    def group(self, node: Mapping, scope: Scope) -> str:
        """The single value by which rows stand together."""
        name = self.declared(node, "group", scope)
        if name and not scope.fields[name].is_scalar:
            self.wrong(node.entries["group"], "group", "是单个值的字段", "如 group: 牵头单位")
            return ""
        return name or ""

    def total(self, node: Node | None, titles: list[str]) -> tuple[Pattern | None, ...]:
        """The cells of the last row, by the titles of the columns."""
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.wrong(node, "total", "按栏名写成一组句式", 'total: {项目: 合计, 金额: "{{ 合计 }}"}')
            return ()
        self.known(node, titles)
        return tuple(self.pattern(node, title) for title in titles)

    def column(self, node: Node, scope: Scope) -> ColumnSpec:
        if isinstance(node, Scalar):
            return ColumnSpec(node.text, self.field_pattern(node, scope), _cells(scope.fields.get(node.text)))
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
        kind = self.cells(node, scope, text.source if text else "")
        return ColumnSpec(self.text(node, "title"), text, kind, self.flag(node, "merge"))

    def cells(self, node: Mapping, scope: Scope, text: str) -> CellKind:
        """What a column holds: as its `kind` says or, where it prints just one fact, by that fact's kind."""
        if "kind" not in node.entries:
            return _cells(scope.fields.get(text.strip("{} ")))
        said = self.text(node, "kind")
        kinds: dict[str, CellKind] = {"text": "text", "number": "number", "date": "date"}
        if said not in kinds:
            self.wrong(node.entries["kind"], "kind", "是 text、number 或 date", "")
        return kinds.get(said, "text")

    def field_pattern(self, title: Scalar, scope: Scope) -> Pattern:
        """The pattern of a column that prints the field of its own name."""
        field = scope.fields.get(title.text)
        if field is None:
            self.note("S205", title, name=title.text, hint=did_you_mean(title.text, scope.fields))
            return Pattern("", self.source.place(title))
        return Pattern("{{ " + title.text + (" | join_cn" if field.is_list else "") + " }}", self.source.place(title))

    def pictures(self, node: Mapping, scope: Scope) -> str | None:
        """The fact that is a picture or a list of pictures."""
        name = self.declared(node, "pictures", scope)
        field = scope.fields[name] if name else None
        if field and "picture" not in (field.kind, field.item.kind if field.item else ""):
            self.wrong(node.entries["pictures"], "pictures", "是 kind 为 picture 的事实，或它们的列表", "")
            return None
        return name


_ATTRIBUTES = {"number": "mark", "wording": "body", "text": "body"}
"""Where a section's key and its attribute have different names."""


def _inherited(base: Structure, own: Structure, root: Mapping) -> Structure:
    """The base with everything in place of its own that `root` says."""
    said = {key for key in root.entries if key in Structure._fields}
    kept = said | {"id", "file", "title", "about", "facts", "sections"}
    return base._replace(**{key: getattr(own, key) for key in kept})


def _stop(said: str) -> str:
    """The stop between points; none of the structure's own where they bring theirs."""
    return "" if said == "none" else said or "。"


def _cells(field: Field | None) -> CellKind:
    """How a column that prints this fact is aligned."""
    if field and field.kind in ("integer", "decimal", "percent", "change", "money", "quantity", "range"):
        return "number"
    return "date" if field and field.kind in ("year", "date", "month", "deadline") else "text"
