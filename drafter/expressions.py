"""Expressions (算式) over facts: `sum(分项.金额) - 已完成`, `growth(今年, 去年)`; read here, evaluated by `relations`.

An expression has facts by name (`分项.金额`, `目标[1].数值`, indices from 1), numbers, + - × ÷, brackets and functions;
nothing that Python could run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

FUNCTIONS = {
    "sum": "合计：sum(分项.金额)，或者 sum(甲, 乙)",
    "count": "项数：count(工作重点)",
    "share": "占比：share(部分, 总数)",
    "growth": "比上年增减：growth(今年, 去年)",
    "max": "最大的：max(甲, 乙)",
    "min": "最小的：min(甲, 乙)",
}
"""The functions, with how each is written."""

MOST_CHARACTERS = 300
_TYPED = str.maketrans("×÷（）［］，－＋＊／．", "*/()[],-+*/.")  # as an input method writes them
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "×", ast.Div: "÷"}


class Number(NamedTuple):
    """A number written in the expression itself."""

    digits: str


class Reference(NamedTuple):
    """A fact by its path: names, and indices from 1."""

    steps: tuple[str | int, ...]

    def __str__(self) -> str:
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.steps)[1:]


class Operation(NamedTuple):
    """Two expressions and what stands between them: + - × ÷."""

    sign: str
    left: Expression
    right: Expression


class Call(NamedTuple):
    """One of `FUNCTIONS` and what it is given."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Number | Reference | Operation | Call


class ExpressionError(ValueError):
    """What is wrong with an expression, and how many characters of it stand before that place."""

    def __init__(self, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.offset = offset


def parse(text: str) -> Expression:
    """The expression that `text` writes. ExpressionError, worded for a clerk, where it writes none."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"算式太长，超过{MOST_CHARACTERS}字")
    words = text.translate(_TYPED)
    try:
        tree = ast.parse(words.strip(), mode="eval")
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        offset = (getattr(error, "offset", None) or 1) - 1
        raise ExpressionError("算式写得不对，括号、逗号和运算符号要成对、齐全", offset) from error
    lead = len(words) - len(words.lstrip())
    return _Reader(words.strip(), lead).read(tree.body)


def references(expression: Expression) -> Iterator[Reference]:
    """Every fact that an expression names."""
    match expression:
        case Reference():
            yield expression
        case Operation():
            yield from references(expression.left)
            yield from references(expression.right)
        case Call():
            for argument in expression.arguments:
                yield from references(argument)


class _Reader:
    """Turns Python's tree of the same words into an expression of ours, refusing all else."""

    def __init__(self, words: str, lead: int) -> None:
        self.words = words
        self.lead = lead

    def read(self, node: ast.expr) -> Expression:
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return Operation(_OPERATORS[type(node.op)], self.read(node.left), self.read(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return Operation("-", Number("0"), self.read(node.operand))
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            return self.number(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        return Reference(tuple(self.steps(node)))

    def number(self, node: ast.Constant) -> Number:
        digits = ast.get_source_segment(self.words, node) or ""
        if not digits.replace(".", "", 1).isdecimal():
            raise self.refused("算式里的数只写数字和小数点", node)
        return Number(digits)

    def call(self, node: ast.Call) -> Call:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS:
            raise self.refused(f"没有“{name}”这个算法，可以用 " + "、".join(FUNCTIONS), node)
        arguments = tuple(self.read(argument) for argument in node.args)
        wanted = {"share": 2, "growth": 2, "count": 1}.get(name)
        if node.keywords or not arguments or (wanted and len(arguments) != wanted):
            raise self.refused(f"{name} 的写法是 {FUNCTIONS[name]}", node)
        return Call(name, arguments)

    def steps(self, node: ast.expr) -> Iterator[str | int]:
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield from self.steps(node.value)
            yield node.attr
        elif isinstance(node, ast.Subscript):
            yield from self.steps(node.value)
            yield self.index(node.slice)
        else:
            raise self.refused("算式里只能有事实的名称、数、+ - × ÷、括号和 " + "、".join(FUNCTIONS), node)

    def index(self, node: ast.expr) -> int:
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value >= 1:
            return node.value
        raise self.refused("方括号里写第几项，从1数起，如 目标[1].数值", node)

    def refused(self, reason: str, node: ast.expr) -> ExpressionError:
        line = self.words.encode()[: node.col_offset]
        return ExpressionError(reason, self.lead + len(line.decode()))
