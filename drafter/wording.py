"""Wording (措辞): Jinja in its sandbox, strict, checked without facts. The only door to jinja2.

A structure's patterns and templates are parsed once, held against the declared facts, rewritten so that every printed
value keeps its origin, and compiled. Wording can print, compare and loop; it cannot call, import or compute.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from drafter import source as yaml_source
from drafter.filters import FILTERS, JINJA_FILTERS, FillError, printable
from drafter.kinds import PARTS
from drafter.pieces import line_mark
from drafter.place import Place
from drafter.problems import DraftError, Problem, problem
from drafter.structure import Pattern
from drafter.values import ABSENT, MISSING, Absent, Group, Items, Value, derived, marked, part

_PRINT = "_print"
_CONCAT = "_concat"


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja with our filters only, no globals, no callables."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, lstrip_blocks=True)
        own = {name: self.filters[name] for name in JINJA_FILTERS}
        self.filters.clear()
        self.filters.update(own)
        self.filters.update(FILTERS)
        self.filters[_PRINT] = _print
        self.filters[_CONCAT] = _concat
        self.globals.clear()

    def getattr(self, obj: object, attribute: str) -> object:
        """A field of a group; a part of a person's, an organ's or a document's name; of `loop`, what Jinja offers."""
        if isinstance(obj, (Group, Absent)):
            return self.getitem(obj, attribute)
        if isinstance(obj, Value) and attribute in PARTS:
            return part(obj, attribute)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


_IN_A_TAG = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const)


class PlainEnvironment(_Environment):
    """The same sandbox for a program that fills tags in XML: values without their marks, escaped.

    A template may hold facts and filters and nothing else, wherever in the file it stands: TemplateSyntaxError.
    """

    def __init__(self) -> None:
        super().__init__()
        self.autoescape = True
        self.finalize = _plainly

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in (tree, *tree.find_all(nodes.Node)):
            if not isinstance(node, _IN_A_TAG):
                raise TemplateSyntaxError(type(node).__name__, getattr(node, "lineno", 1))
        return tree


def _plainly(value: object) -> str:
    return str(value) if isinstance(value, Undefined) else str(printable(value))


def _print(value: object, *sources: object) -> str:
    """What an expression prints, with its marks; `sources` are the facts named in it."""
    if isinstance(value, Value):
        return value.marked
    text = str(value) if isinstance(value, Undefined) else printable(value)  # `甲 if 乙` without an else prints nothing
    if isinstance(text, Value):
        return text.marked
    if isinstance(text, Absent) or (not text and any(isinstance(source, Absent) for source in sources)):
        return MISSING
    return derived(str(text), "".join(map(_mark, sources))).marked


def _mark(source: object) -> str:
    """The marks of a fact that an expression names."""
    if isinstance(source, Items):
        return source.mark
    return source.marked if isinstance(source, Value) else ""


def _concat(parts: list[object]) -> object:
    """`a ~ b`: missing where one of them is."""
    texts = [printable(part) for part in parts]
    if any(isinstance(text, Absent) for text in texts):
        return ABSENT
    return Value("".join(map(str, texts)), "".join(map(marked, texts)))


class _Tracer(NodeTransformer):
    """Rewrites a template so that what it prints carries its line and its facts."""

    def __init__(self, *, lines: bool, blocks: bool) -> None:
        self.lines = lines
        self.blocks = blocks  # what is printed may be a {% set %} block, which brings line marks of its own

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802  # Jinja's naming
        """`a ~ b` as a join of ours, which keeps origins and knows what is absent."""
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(parts, _CONCAT, [], [], None, None, lineno=node.lineno)

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802  # Jinja's naming
        self.generic_visit(node)
        children: list[nodes.Expr] = []
        line = 0
        for child in node.nodes:
            if self.lines and child.lineno != line:
                children.append(nodes.TemplateData(line_mark(child.lineno), lineno=child.lineno))
            if isinstance(child, nodes.TemplateData):
                line = child.lineno + child.data.count("\n")
                children.append(self._data(child))
            else:
                line = 0 if self.blocks else child.lineno
                children.append(self._printed(child))
        return nodes.Output(children, lineno=node.lineno)

    def _data(self, child: nodes.TemplateData) -> nodes.TemplateData:
        if not self.lines or "\n" not in child.data:
            return child
        first, *rows = child.data.split("\n")
        numbered = [line_mark(child.lineno + number) + row for number, row in enumerate(rows, start=1)]
        return nodes.TemplateData("\n".join([first, *numbered]), lineno=child.lineno)

    @staticmethod
    def _printed(child: nodes.Expr) -> nodes.Expr:
        names = sorted({name.name for name in child.find_all(nodes.Name)} | _own_name(child))
        sources: list[nodes.Expr] = [nodes.Name(name, "load", lineno=child.lineno) for name in names]
        return nodes.Filter(child, _PRINT, sources, [], None, None, lineno=child.lineno)


def _own_name(child: nodes.Expr) -> set[str]:
    return {child.name} if isinstance(child, nodes.Name) else set()


_ENVIRONMENT = _Environment()


class Syntax(NamedTuple):
    """A pattern as Jinja's tree, or the problem that keeps it from being one."""

    pattern: Pattern
    tree: nodes.Template | None
    problem: Problem | None = None
    simple: Simple | None = None


def parse(pattern: Pattern) -> Syntax:
    """The pattern's tree. Never raises for what a user wrote."""
    control = yaml_source.control_character(pattern.source)
    if control is not None:
        place = place_in(pattern, pattern.source.count("\n", 0, control) + 1, pattern.source[control])
        return Syntax(pattern, None, problem("W310", place, char=f"U+{ord(pattern.source[control]):04X}"))
    try:
        tree = _ENVIRONMENT.parse(pattern.source)
        return Syntax(pattern, tree, simple=_simple(tree, pattern.source))
    except _UNREADABLE as error:
        return Syntax(pattern, None, unreadable(pattern, error))


def compiled(syntax: Syntax) -> Template:
    """A parsed and checked pattern, ready to be filled."""
    if syntax.tree is None:
        raise DraftError([syntax.problem] if syntax.problem else [])
    try:
        lines, blocks = "\n" in syntax.pattern.source.rstrip("\n"), syntax.tree.find(nodes.AssignBlock) is not None
        tree = _Tracer(lines=lines, blocks=blocks).visit(syntax.tree)
        tree.set_environment(_ENVIRONMENT)
        code = _ENVIRONMENT.compile(tree, filename=syntax.pattern.place.file)
    except _UNREADABLE as error:
        raise DraftError([unreadable(syntax.pattern, error)]) from error
    return Template.from_code(_ENVIRONMENT, code, _ENVIRONMENT.globals)


_UNREADABLE = (TemplateSyntaxError, RecursionError, SyntaxError, MemoryError)
"""What Jinja and Python raise for a template: the last three where it is nested too deep for them."""


def unreadable(pattern: Pattern, error: BaseException) -> Problem:
    """The problem of a pattern that is no template, or one nested too deep."""
    if isinstance(error, TemplateSyntaxError):
        return problem("W301", place_in(pattern, error.lineno), reason=_reason(error.message or ""))
    return problem("W301", pattern.place, reason="嵌套太深")


def place_in(pattern: Pattern, line: int, word: str = "") -> Place:
    """The place of `word` in line `line` (from 1) of a pattern's own text, in the file it came from."""
    rows = pattern.source.split("\n")
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    column = _offset(row, word) + (pattern.place.column if line == 1 else 1)
    return Place(pattern.place.file, pattern.place.line + line - 1, column)


_TAG = re.compile(r"\{[{%].*?(?:[%}]\}|$)")


def _offset(row: str, word: str) -> int:
    """Where `word` stands in a row: as a word of its own in a tag if it does, for the text may hold it too."""
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    places = (tag.start() + found.start() for tag in _TAG.finditer(row) if (found := whole.search(tag[0])))
    return next(places, max(row.find(word), 0)) if word else 0


_REASONS = (
    ("unexpected end of template", "“{{ }}”“{% %}”没有配对，或者少了 {% endif %}、{% endfor %}"),
    ("Expected an expression", "“{{ }}”或“{% %}”里缺少内容"),
    ("end of print statement", "“{{”和“}}”之间只能写一个事实和它的过滤器"),
    ("Unexpected end of template", "少了 {% endif %} 或 {% endfor %}"),
    ("Missing end of comment", "注释 {# 没有 #} 收尾"),
    ("Encountered unknown tag 'e", "多了一个 {% endif %}、{% endfor %} 或 {% else %}"),
    ("Encountered unknown tag", "没有这样的标签；可以用 if、for、set"),
    ("unexpected char", "“{{ }}”里有不能用的符号，全角的引号、括号、逗号要改成半角"),
    ("unexpected '}'", "“{{ }}”没有配对"),
    ("expected token", "“{{ }}”“{% %}”里的写法不完整"),
    ("No test named", "is 后面写的判断不认识"),
    ("special loop variable", "loop 另有用处，循环里的名称换一个"),
)


def _reason(message: str) -> str:
    return next(
        (chinese for english, chinese in _REASONS if english in message), f"检查“{{{{ }}}}”“{{% %}}”（{message}）"
    )


class Named(NamedTuple):
    """A fact that a pattern prints just as it is."""

    name: str


Simple = tuple[tuple[str | Named, ...], ...]
"""The lines of a pattern of words and plain names only: for each its parts in order."""


def _simple(tree: nodes.Template, source: str) -> Simple | None:
    """The lines of a pattern that is no more than words and plain names, as most are; else None."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], nodes.Output):
        return None
    lines: list[list[str | Named]] = [[]]
    for child in tree.body[0].nodes:
        if isinstance(child, nodes.Name):
            lines[-1].append(Named(child.name))
        elif isinstance(child, nodes.TemplateData):
            first, *others = child.data.split("\n")
            lines[-1] += [first] if first else []
            lines += [[words] if words else [] for words in others]
        else:
            return None
    whole = len(lines) == source.removesuffix("\n").count("\n") + 1  # no line went with a comment or a {{- dash
    return tuple(map(tuple, lines)) if whole else None


@dataclass(slots=True)
class Wording:
    """措辞: a structure's patterns, compiled when first needed."""

    parsed: Mapping[Pattern, Syntax]
    _templates: dict[Pattern, Template] = field(default_factory=dict)

    def simple(self, pattern: Pattern) -> Simple | None:
        """The pattern's words and names, line by line, where it needs no more of Jinja than that."""
        return self.parsed[pattern].simple

    def fill(self, pattern: Pattern, values: Mapping[str, object]) -> str:
        """The pattern filled from `values`, its marks still in it. DraftError where a value does not fit."""
        template = self._templates.get(pattern)
        if template is None:
            template = self._templates[pattern] = compiled(self.parsed[pattern])
        try:
            return "".join(template.root_render_func(template.new_context(dict(values))))
        except Exception as error:
            raise DraftError([_unfillable(pattern, template, error)]) from error


def _unfillable(pattern: Pattern, template: Template, error: Exception) -> Problem:
    """A filter's own words, or for whatever else a value did to Jinja, that it does not fit here."""
    reason = str(error) if isinstance(error, FillError) else "这里的事实不能这样用"
    line = next(_lines(template, error), 1)
    return problem("W307", place_in(pattern, line, "{{"), reason=reason)


def _lines(template: Template, error: Exception) -> Iterator[int]:
    """The template's lines that the error passed through."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_globals.get("__jinja_template__") is template or "root" in frame.f_code.co_name:
            yield template.get_corresponding_lineno(line)
