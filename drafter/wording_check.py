"""Holds wording against the declared facts, without any facts: undeclared names, unknown fields and filters, what is
not allowed, headings that cannot be filled. Yields problems with file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jinja2 import nodes

from drafter.filters import FILTERS, JINJA_FILTERS
from drafter.kinds import KINDS
from drafter.problems import DraftError, Problem, did_you_mean, problem
from drafter.structure import AttachmentSpec, Field, Pattern, Points, Scope, Section, Structure, parts_of, scope_of
from drafter.values import ABSENT, MISSING, Group, Items, fact, fact_mark
from drafter.wording import Syntax, Wording, parse, place_in, unreadable

_FORBIDDEN: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Include, "include"),
    (nodes.Import, "import"),
    (nodes.FromImport, "from … import"),
    (nodes.Extends, "extends"),
    (nodes.Macro, "macro"),
    (nodes.CallBlock, "call"),
    (nodes.FilterBlock, "filter 块"),
    (nodes.Block, "block"),
    (nodes.With, "with"),
    (nodes.ScopedEvalContextModifier, "autoescape"),
    (nodes.Call, "函数调用"),
    (nodes.Pow, "乘方"),
    (nodes.Mul, "乘法"),
    (nodes.Mod, "取余"),
)


class Use(NamedTuple):
    """Where a pattern stands: what names mean there, and whether it must print something."""

    pattern: Pattern
    scope: Scope
    is_heading: bool = False
    given: frozenset[str] = frozenset()
    """Optional facts that are known to be given here, because of a `when`."""


def load(structure: Structure, *, tried: bool = True) -> tuple[Wording, tuple[Problem, ...]]:
    """The structure's wording and all that is wrong with it; `tried` by filling it with stand-ins, too."""
    parsed: dict[Pattern, Syntax] = {}
    problems: list[Problem] = []
    wording = Wording(parsed)
    for use in uses(structure):
        syntax = parsed.get(use.pattern) or parse(use.pattern)
        parsed[use.pattern] = syntax
        problems.extend([syntax.problem] if syntax.problem else _checked(use, syntax.tree))
    if tried and not problems:
        problems.extend(_tried(structure, wording))
    return wording, tuple(problems)


def load_pattern(pattern: Pattern, structure: Structure) -> tuple[Wording, tuple[Problem, ...]]:
    """The wording of one pattern that stands outside the structure's own files, and all that is wrong with it."""
    syntax = parse(pattern)
    use = Use(pattern, scope_of(structure.facts))
    return Wording({pattern: syntax}), (syntax.problem,) if syntax.problem else tuple(_checked(use, syntax.tree))


# ---- every pattern of a structure with its scope -------------------------------------------------------------------


def uses(structure: Structure) -> Iterator[Use]:
    """Every pattern of the structure, in order."""
    scope = scope_of(structure.facts)
    for number, pattern in enumerate(structure.heading):
        yield Use(pattern, scope, is_heading=number == 0)
    if structure.notice:
        given = frozenset({structure.notice.when})
        heads = structure.notice.heading
        yield from (Use(pattern, scope, number == 0, given) for number, pattern in enumerate(heads))
        yield Use(structure.notice.body, scope)
    for section in structure.sections:
        yield from _section_uses(section, scope, frozenset())
    yield from (Use(pattern, scope) for pattern in _around_the_text(structure) if pattern)
    for attachment in structure.attachments:
        yield from _attachment_uses(attachment, scope)


def _around_the_text(structure: Structure) -> Iterator[Pattern | None]:
    """Every pattern before and behind the sections that may be left out."""
    yield from (
        structure.opening,
        structure.salutation,
        structure.remark,
        structure.status.text if structure.status else None,
    )
    signatures = [structure.signature]
    if structure.notice:
        yield structure.notice.salutation
        signatures.append(structure.notice.signature)
    for signature in signatures:
        if signature:
            yield from (signature.organ, signature.date)
    head, imprint = structure.letterhead, structure.imprint
    if head:
        yield from (head.organ, head.number, head.serial, head.secrecy, head.urgency)
    if imprint:
        yield from (imprint.copies, imprint.organ, imprint.date)


def _attachment_uses(attachment: AttachmentSpec, scope: Scope) -> Iterator[Use]:
    content = attachment.content
    inner = _inner(content, scope)
    yield Use(attachment.title, inner, is_heading=True, given=_given(content, frozenset()))
    yield from _section_uses(content, scope, frozenset())


def _inner(section: Section, scope: Scope) -> Scope:
    return scope.inside(scope.fields[section.each]) if section.each else scope


def _given(section: Section, given: frozenset[str]) -> frozenset[str]:
    return given | {name for name in (section.when, section.each) if name}


def _section_uses(section: Section, scope: Scope, given: frozenset[str]) -> Iterator[Use]:
    inner = _inner(section, scope)
    given = _given(section, given)
    for number, pattern in enumerate(section.heading):
        yield Use(pattern, inner, is_heading=number == 0, given=given)
    if section.body:
        yield Use(section.body, inner)
    if section.points:
        yield from _points_uses(section.points, inner)
    if section.note:
        yield from (Use(part, inner) for part in section.note.parts)
    if section.table:
        row = inner.within(section.table.each)
        if section.table.caption:
            yield Use(section.table.caption, inner)
        yield from (Use(column.text, row) for column in section.table.columns if column.text)
        yield from (Use(cell, inner) for cell in section.table.total if cell)
    for part in section.sections:
        yield from _section_uses(part, inner, given)


def _points_uses(points: Points, scope: Scope) -> Iterator[Use]:
    inner = scope.inside(scope.fields[points.each])
    if points.lead:
        yield Use(points.lead, inner)
    yield Use(points.text, inner)


# ---- names, fields, filters -----------------------------------------------------------------------------------------

_Type = Field | None
"""What an expression is, where that can be told."""


class _Checker:
    """Walks one pattern's tree."""

    def __init__(self, use: Use) -> None:
        self.use = use
        self.pattern = use.pattern

    def problems(self, tree: nodes.Template | None) -> Iterator[Problem]:
        if tree is not None:
            yield from self.body(tree.body, dict(self.use.scope.fields))

    def body(self, body: list[nodes.Node], names: dict[str, _Type]) -> Iterator[Problem]:
        for node in body:
            yield from self.statement(node, names)

    def statement(self, node: nodes.Node, names: dict[str, _Type]) -> Iterator[Problem]:
        refused = next((word for kind, word in _FORBIDDEN if isinstance(node, kind)), None)
        if refused:
            yield self.problem("W305", node, "", name=refused)
        elif isinstance(node, nodes.For):
            yield from self.loop(node, names)
        elif isinstance(node, nodes.Output):
            yield from self.output(node, names)
        elif isinstance(node, nodes.Assign):
            yield from self.expression(node.node, names)
            names.update(dict.fromkeys(_targets(node.target)))
        elif isinstance(node, nodes.AssignBlock):
            yield from self.body(node.body, names)
            names.update(dict.fromkeys(_targets(node.target)))
        elif isinstance(node, nodes.If):
            yield from self.expression(node.test, names)
            for part in (node.body, node.elif_, node.else_):
                yield from self.body(list(part), names)
        elif isinstance(node, nodes.Expr):
            yield from self.expression(node, names)
        else:
            yield from self.body(list(node.iter_child_nodes()), names)

    def loop(self, node: nodes.For, names: dict[str, _Type]) -> Iterator[Problem]:
        yield from self.expression(node.iter, names)
        type_ = _type(node.iter, names)
        if type_ is not None and not type_.is_list:
            yield self.problem("W308", node.iter, type_.label, name=type_.label)
        inner = dict(names)
        targets = _targets(node.target)
        inner.update(dict.fromkeys(targets))
        if type_ is not None and len(targets) == 1:
            inner[targets[0]] = _item_type(type_)
        inner["loop"] = None
        if node.test:
            yield from self.expression(node.test, inner)
        yield from self.body(node.body, inner)
        yield from self.body(node.else_, dict(names))

    def output(self, node: nodes.Output, names: dict[str, _Type]) -> Iterator[Problem]:
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                continue
            yield from self.expression(child, names)
            type_ = _type(child, names)
            fields = type_.fields if type_ else ()
            if type_ and fields:
                found, hint = "一组字段", None
                if type_.is_list:
                    found = "列表，每项有几个字段"
                    hint = f"选一个字段，如 {{{{ {type_.name} | pick('{fields[0].name}') }}}}"
                words = {"name": type_.label, "found": found, "field": fields[0].name}
                yield self.problem("W309", child, type_.name, hint=hint, **words)

    def expression(self, node: nodes.Node, names: dict[str, _Type]) -> Iterator[Problem]:
        refused = next((word for kind, word in _FORBIDDEN if isinstance(node, kind)), None)
        if refused:
            yield self.problem("W305", node, "", name=refused)
            return
        if isinstance(node, nodes.Name) and node.name not in names:
            yield self.problem("W302", node, node.name, hint=did_you_mean(node.name, names), name=node.name)
        if isinstance(node, nodes.Filter):
            yield from self.filter(node)
        if isinstance(node, (nodes.Getattr, nodes.Getitem)):
            yield from self.member(node, names)
        for child in node.iter_child_nodes():
            yield from self.expression(child, names)

    def filter(self, node: nodes.Filter) -> Iterator[Problem]:
        known = (*FILTERS, *JINJA_FILTERS)
        if node.name not in known:
            yield self.problem("W304", node, node.name, hint=did_you_mean(node.name, known), name=node.name)

    def member(self, node: nodes.Getattr | nodes.Getitem, names: dict[str, _Type]) -> Iterator[Problem]:
        owner = _type(node.node, names)
        name = _member_name(node)
        if owner is None or name is None:
            return
        fields = [inner.name for inner in _members(owner)]
        if name not in fields:
            hint = did_you_mean(name, fields)
            if owner.is_list:
                hint = "它是列表，用 {% for %} 逐项取，或者用 pick('字段')"
            yield self.problem("W303", node, name, hint=hint, owner=owner.label, name=name)

    def problem(self, code: str, node: nodes.Node, word: str, *, hint: str | None = None, **words: Any) -> Problem:
        return problem(code, place_in(self.pattern, node.lineno, word), hint=hint, **words)


def _checked(use: Use, tree: nodes.Template | None) -> list[Problem]:
    try:
        return list(_Checker(use).problems(tree))
    except RecursionError as error:
        return [unreadable(use.pattern, error)]


def _targets(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Name):
        return [node.name]
    return [name.name for name in node.find_all(nodes.Name)]


def _member_name(node: nodes.Getattr | nodes.Getitem) -> str | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) else None


def _members(owner: Field) -> tuple[Field, ...]:
    """What may follow the field's name and a dot."""
    return owner.fields if owner.kind == "group" else parts_of(owner)


def _item_type(type_: Field) -> Field | None:
    if not type_.is_list:
        return None
    return type_.item or Field(type_.name, "group", type_.place, type_.label, fields=type_.fields)


def _type(node: nodes.Node, names: dict[str, _Type]) -> _Type:
    """The field an expression stands for, or None where that cannot be told."""
    if isinstance(node, nodes.Name):
        return names.get(node.name)
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        owner = _type(node.node, names)
        name = _member_name(node)
        return next((inner for inner in _members(owner) if inner.name == name), None) if owner else None
    if isinstance(node, nodes.Filter) and node.name in ("first", "last") and node.node is not None:
        owner = _type(node.node, names)
        return _item_type(owner) if owner else None
    return None


# ---- trying ---------------------------------------------------------------------------------------------------------


def _stand_in(each: Field, *, full: bool) -> object:
    """A value for trying wording without facts: every part of it (`full`), or only what is required."""
    if each.kind == "group":
        return Group(
            {inner.name: _stand_in(inner, full=full) if inner.required or full else ABSENT for inner in each.fields}
        )
    if each.is_list:
        item = each.item or Field(each.name, "group", each.place, each.label, fields=each.fields)
        return Items(tuple(_stand_in(item, full=full) for _ in range(max(each.at_least or 1, 1))), fact_mark(0))
    words = (*each.choices[:1], each.example, KINDS[each.kind].example, each.label)
    return fact(next(word for word in words if word), 0)


def _tried(structure: Structure, wording: Wording) -> Iterator[Problem]:
    """Fills every pattern with stand-ins: once with every fact, once with the required ones only."""
    for use in uses(structure):
        full = {name: _stand_in(field, full=True) for name, field in use.scope.fields.items()}
        absent = {name for name, field in use.scope.fields.items() if not field.required and name not in use.given}
        bare = {
            name: ABSENT if name in absent else _stand_in(field, full=False) for name, field in use.scope.fields.items()
        }
        found = _try(wording, use, full) or _try(wording, use, bare)
        if found is None and use.is_heading and not _prints(wording.fill(use.pattern, bare)):
            name = next((each for each in sorted(absent, key=len, reverse=True) if each in use.pattern.source), "")
            found = problem("W306", use.pattern.place, name=name)
        if found:
            yield found


def _prints(filled: str) -> bool:
    return MISSING not in filled and bool(filled.strip())


def _try(wording: Wording, use: Use, values: Mapping[str, object]) -> Problem | None:
    try:
        wording.fill(use.pattern, values)
    except DraftError as error:
        return error.problems[0]
    return None
