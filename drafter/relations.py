"""Relations (勾稽关系) between facts: what is computed from others, and what must agree with others.

Runs when all facts are typed. Values are computed exactly, as fractions, and rounded once, half up, to the decimals
that were declared; where none were declared nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from drafter import amounts, expressions
from drafter.amounts import Amount
from drafter.dates import last_day
from drafter.expressions import Call, Expression, ExpressionError, Number, Operation, Reference
from drafter.kinds import KINDS
from drafter.place import Place
from drafter.problems import Problem, did_you_mean, problem
from drafter.structure import Computed, Field
from drafter.values import ABSENT, Absent, Compound, FactOrigin, Group, Items, Value, fact, values_of

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

Scope = dict[str, object]


class Waiting(NamedTuple):
    """A fact that waits for the others: its field, path, place, and what names mean there, the innermost scope last.

    `value` is what the user typed, if he did; `computed` how it is computed, if it is.
    """

    each: Field
    path: str
    place: Place
    scopes: tuple[Scope, ...]
    value: Value | None = None
    computed: Computed | None = None
    source: str | None = None


class _Figure(NamedTuple):
    """An exact value in its base unit, the unit in which its operands were written, and the fact it was read from."""

    value: Fraction
    unit: str = ""
    scale: int = 1
    written: str = ""
    read_from: Value | None = None


class _ComputingError(ValueError):
    """Why something cannot be computed, worded for a clerk; `culprit` is the value that is to blame, if one is."""

    def __init__(self, reason: str, culprit: Value | None = None) -> None:
        super().__init__(reason)
        self.culprit = culprit


class _InexactError(_ComputingError):
    """An operand is no figure that can be computed with; a fact that is computed `if_exact` is then absent."""


class _GapError(Exception):
    """A value that is needed is still a gap in the draft."""


def settle(waiting: Sequence[Waiting], origins: list[FactOrigin], *, gaps: bool = False) -> list[Problem]:
    """Computes what is to be computed, puts it where it was missing, and returns every disagreement.

    A required fact that is neither typed nor computed is a problem or, with `gaps`, a gap in the draft.
    """
    return _Settler(waiting, origins, gaps).settle() if waiting else []


class _Settler:
    """Computes on demand, so that computed facts may use one another in any order."""

    def __init__(self, waiting: Sequence[Waiting], origins: list[FactOrigin], gaps: bool) -> None:
        self.waiting = waiting
        self.origins = origins
        self.gaps = gaps
        self.problems: list[Problem] = []
        self.pending = {(id(each.scopes[-1]), each.each.name): each for each in waiting if each.computed}
        self.running: list[str] = []

    def settle(self) -> list[Problem]:
        for each in list(self.pending.values()):
            self.compute(each)
        for each in self.waiting:
            if each.value and each.each.relations:
                self.problems.extend(self.disagreements(each))
        return self.problems

    # ---- computed facts ----------------------------------------------------------------------------------------

    def compute(self, each: Waiting) -> None:
        """Puts the computed value of a pending fact into its scope."""
        key = id(each.scopes[-1]), each.each.name
        if self.pending.get(key) is not each:
            return
        if each.path in self.running:
            circle = "→".join([*self.running[self.running.index(each.path) :], each.path])
            raise _ComputingError(f"互相引用，绕成了圈：{circle}")
        self.running.append(each.path)
        try:
            each.scopes[-1][each.each.name] = self.result(each)
        except _ComputingError as error:
            each.scopes[-1][each.each.name] = each.value or ABSENT
            self.problems.append(self.refusal(each, error))
        finally:
            self.running.pop()
            self.pending.pop(key, None)

    def refusal(self, each: Waiting, error: _ComputingError) -> Problem:
        number = error.culprit.number if error.culprit else None
        origin = self.origins[number] if number is not None else None
        place, path = (origin.place, origin.path) if origin and origin.place else (each.place, each.path)
        return problem("F119", place, path, label=each.each.label, reason=error)

    def result(self, each: Waiting) -> object:
        computed = each.computed
        assert computed  # noqa: S101  # only computed facts are pending
        try:
            figure = self.figure(_parsed(computed.expression), each.scopes)
        except (_GapError, _InexactError) as error:
            if computed.if_exact:
                return each.value or ABSENT
            if isinstance(error, _InexactError):
                raise
            return self.gap(each)
        if figure is None:
            return each.value or self.lacking(each)
        text = _printed(figure, each.each, computed)
        if each.value:
            self.problems.extend(_differing(each, text, computed))
            return each.value
        source = each.source or f"计算：{computed.expression}"
        return fact(text, self.number(each, source, text if each.source else None))

    def lacking(self, each: Waiting) -> object:
        """What stands for a fact that was not typed and cannot be computed, since its operands were not given."""
        if not each.each.required:
            return ABSENT
        if self.gaps:
            return self.gap(each)
        hint = f"直接填写，或者填齐算式“{each.computed.expression}”里的各项" if each.computed else None
        self.problems.append(problem("F101", each.place, each.path, hint=hint, label=each.each.label, example=""))
        return ABSENT

    def gap(self, each: Waiting) -> Value:
        text = f"【待补：{each.each.label}】"
        return Value(text, fact(text, self.number(each, each.source, None)).marked, gap=True)

    def number(self, each: Waiting, source: str | None, text: str | None) -> int:
        self.origins.append(FactOrigin(each.path, each.place, source, text, each.each.kind))
        return len(self.origins) - 1

    # ---- evaluating --------------------------------------------------------------------------------------------

    def figure(self, expression: Expression, scopes: tuple[Scope, ...]) -> _Figure | None:
        """The value of an expression; None where a fact that it needs was not given."""
        if isinstance(expression, Number):
            from fractions import Fraction

            return _Figure(Fraction(expression.digits))
        if isinstance(expression, Operation):
            left, right = self.figure(expression.left, scopes), self.figure(expression.right, scopes)
            return _operated(expression.sign, left, right) if left and right else None
        if isinstance(expression, Call):
            return self.called(expression, scopes)
        found = self.found(expression, scopes)
        if isinstance(found, Items):
            raise _ComputingError(f"“{expression}”有好几个值，要写成 sum({expression}) 这样")
        return self.read(found, expression)

    def called(self, call: Call, scopes: tuple[Scope, ...]) -> _Figure | None:
        if call.name == "count":
            return self.counted(call, scopes)
        if call.name in ("share", "growth"):
            first, second = (self.figure(argument, scopes) for argument in call.arguments)
            return _compared(call.name, first, second) if first and second else None
        figures = [figure for argument in call.arguments for figure in self.several(argument, scopes)]
        if not figures:
            return None
        if call.name == "sum":
            total = figures[0]
            for figure in figures[1:]:
                total = _operated("+", total, figure)
            return total
        for figure in figures[1:]:
            _operated("-", figures[0], figure)  # refuses what cannot be compared
        return (max if call.name == "max" else min)(figures, key=lambda figure: figure.value)

    def counted(self, call: Call, scopes: tuple[Scope, ...]) -> _Figure:
        from fractions import Fraction

        found = self.found(call.arguments[0], scopes) if isinstance(call.arguments[0], Reference) else None
        if not isinstance(found, (Items, Absent)):
            raise _ComputingError("count 里写列表的名称")
        return _Figure(Fraction(len([item for item in found if not isinstance(item, Absent)])))

    def several(self, argument: Expression, scopes: tuple[Scope, ...]) -> Iterator[_Figure]:
        """The values of an argument: those of a list that were given, or the one."""
        found = self.found(argument, scopes) if isinstance(argument, Reference) else None
        if isinstance(found, Items) and isinstance(argument, Reference):
            figures = [self.read(item, argument) for item in found]
        else:
            figures = [self.figure(argument, scopes)]
        yield from (figure for figure in figures if figure)

    def read(self, value: object, reference: Reference) -> _Figure | None:
        """The figure that a fact writes."""
        if isinstance(value, Absent):
            return None
        if not isinstance(value, Value):
            raise _ComputingError(f"“{reference}”不是一个数")
        if value.gap:
            raise _GapError
        found = amounts.amount(str(value)) or amounts.change(str(value))
        if found is None:
            raise _InexactError(f"“{reference}”的“{value}”不是数，不能计算", value)
        if not found.exact or found.upper:
            raise _InexactError(f"“{reference}”的“{value}”不是确数，不能计算", value)
        return _Figure(found.low, found.unit, found.scale, found.written, value)

    def found(self, reference: Reference, scopes: tuple[Scope, ...]) -> object:
        """What a reference names: a value, a list of values, or ABSENT."""
        name, *steps = reference.steps
        scope = next((scope for scope in reversed(scopes) if name in scope), None)
        if scope is None:
            hint = did_you_mean(str(name), [known for scope in scopes for known in scope])
            raise _ComputingError(f"没有“{name}”这个事实" + (f"，{hint}" if hint else ""))
        value = self.member(scope, str(name))
        for step in steps:
            value = self.step(value, step, reference)
        return value

    def member(self, scope: Scope, name: str) -> object:
        waiting = self.pending.get((id(scope), name))
        if waiting:
            self.compute(waiting)
        return scope.get(name, ABSENT)

    def step(self, value: object, step: str | int, reference: Reference) -> object:
        if isinstance(value, Absent):
            return ABSENT
        if isinstance(value, Items) and isinstance(step, int):
            if step > len(value):
                raise _ComputingError(f"“{reference}”：列表只有{len(value)}项")
            return value[step - 1]
        if isinstance(value, Items):
            return Items(tuple(_flat(self.step(item, step, reference) for item in value)), value.mark)
        if isinstance(value, Group):
            return self.member(values_of(value), str(step))
        if isinstance(value, Compound):
            return value.parts.get(str(step), ABSENT)
        raise _ComputingError(f"“{reference}”：“{step}”不是列表或字段")

    # ---- agreeing ----------------------------------------------------------------------------------------------

    def disagreements(self, each: Waiting) -> Iterator[Problem]:
        """What is wrong with a typed value beside the others."""
        relations = each.each.relations
        if relations is None or each.value is None or each.value.gap:
            return
        try:
            if relations.sum_of:
                yield from self.unequal_sum(each, relations.sum_of)
            if relations.one_of:
                yield from self.not_among(each, relations.one_of)
            if relations.not_after:
                yield from self.late(each, relations.not_after)
        except _GapError:
            return
        except _ComputingError as error:
            yield self.refusal(each, error)

    def unequal_sum(self, each: Waiting, parts: tuple[str, ...]) -> Iterator[Problem]:
        typed = _amount(each.each, str(each.value))
        total = self.called(Call("sum", tuple(_parsed(part) for part in parts)), each.scopes)
        if typed is None or total is None or not typed.exact:
            return
        expression = f"sum({', '.join(parts)})"
        text = _printed(total, each.each, Computed(expression, each.place, unit=typed.written))
        yield from _differing(each, text, Computed(expression, each.place))

    def not_among(self, each: Waiting, list_: str) -> Iterator[Problem]:
        found = self.found(_reference(list_), each.scopes)
        known = list(dict.fromkeys(_names(found)))
        if known and str(each.value) not in known:
            hint = did_you_mean(str(each.value), known) or f"可以写“{list_}”里的：" + "、".join(known[:12])
            yield problem("F107", each.place, each.path, hint=hint, value=each.value, label=each.each.label)

    def late(self, each: Waiting, bound: str) -> Iterator[Problem]:
        limit = last_day(bound)
        words = bound
        if limit is None:
            value = self.found(_reference(bound), each.scopes)
            if not isinstance(value, Value) or value.gap:
                return
            words, limit = f"{bound}（{value}）", last_day(str(value), self.year(each))
        own = last_day(str(each.value), limit.year if limit else None)
        if own and limit and own > limit:
            yield problem("F121", each.place, each.path, label=each.each.label, value=each.value, limit=words)

    @staticmethod
    def year(each: Waiting) -> int | None:
        """The year that the value itself names, for a limit that leaves it out."""
        own: date | None = last_day(str(each.value))
        return own.year if own else None


def _parsed(text: str) -> Expression:
    try:
        return expressions.parse(text)
    except ExpressionError as error:
        raise _ComputingError(f"{error}（{text}）") from error


def _reference(text: str) -> Reference:
    parsed = _parsed(text)
    if not isinstance(parsed, Reference):
        raise _ComputingError(f"“{text}”要写成一个事实的名称")
    return parsed


def _names(found: object) -> Iterator[str]:
    """The texts of a list, and the short forms of those that have one."""
    for item in found if isinstance(found, Items) else (found,):
        if isinstance(item, Compound):
            yield from (str(part) for part in item.parts.values() if isinstance(part, Value))
        if isinstance(item, Value):
            yield str(item)


def _flat(found: Iterable[object]) -> Iterator[object]:
    """What the items of a list have under one name; where each has a list, the items of all of them."""
    for value in found:
        if isinstance(value, Items):
            yield from value
        else:
            yield value


# ---- arithmetic with units ------------------------------------------------------------------------------------------


def _operated(sign: str, left: _Figure, right: _Figure) -> _Figure:
    if sign in "+-":
        return _added(sign, left, right)
    left, right = _pure(left), _pure(right)
    if sign == "×":
        priced = (left.unit in amounts.MONEY) != (right.unit in amounts.MONEY)
        if left.unit and right.unit and not priced:
            raise _ComputingError(f"“{left.written}”和“{right.written}”两个单位不能相乘", right.read_from)
        unit = right if not left.unit or right.unit in amounts.MONEY else left  # 50元 for each of 240人 is 12000元
        return unit._replace(value=left.value * right.value)
    if not right.value:
        raise _InexactError("除数是零", right.read_from)
    if right.unit and right.unit != left.unit:
        raise _ComputingError(f"“{left.written or '没有单位的数'}”不能除以“{right.written}”", right.read_from)
    unit = _Figure(left.value) if right.unit else left
    return unit._replace(value=left.value / right.value)


def _added(sign: str, left: _Figure, right: _Figure) -> _Figure:
    if {left.unit, right.unit} == {"", "%"}:
        left, right = _pure(left), _pure(right)
    shared = left.unit == right.unit
    if not shared and (left.unit, right.unit) != ("%", "个百分点"):
        units = "”和“".join(figure.written or "没有单位的数" for figure in (left, right))
        raise _ComputingError(f"单位不同，不能加减：“{units}”", right.read_from)
    value = left.value + right.value if sign == "+" else left.value - right.value
    if shared and left.unit == "%" and sign == "-":
        return _Figure(value, "个百分点", 1, "个百分点")  # the difference of two percentages
    return left._replace(value=value)


def _pure(figure: _Figure) -> _Figure:
    """A percentage as a part of one; all else as it is."""
    share = {"%": 100, "‰": 1000}.get(figure.unit)
    return _Figure(figure.value / share, read_from=figure.read_from) if share else figure


def _compared(name: str, first: _Figure, second: _Figure) -> _Figure:
    """share: the first's part of the second; growth: how much more the first is, in parts of the second."""
    if not second.value:
        raise _InexactError("除数是零", second.read_from)
    if first.unit != second.unit:
        raise _ComputingError(f"单位不同，不能比：“{first.written}”和“{second.written}”", second.read_from)
    return _Figure((first.value - (second.value if name == "growth" else 0)) / second.value)


# ---- printing -------------------------------------------------------------------------------------------------------


def _printed(figure: _Figure, each: Field, computed: Computed) -> str:
    """A computed value as it is printed, in the declared unit or else in that of its operands."""
    scale, written = _unit(figure, each, computed)
    value = figure.value / scale
    if value.numerator.bit_length() > 200:
        raise _ComputingError("结果太大")
    if computed.places is None:
        digits = amounts.finite(value)
        if digits is None or len(digits.partition(".")[2]) > 6:
            raise _ComputingError("除不尽，要用 places 写明保留几位小数")
    else:
        digits = amounts.rounded(value, computed.places)
    text = digits + written
    if each.kind == "change":
        return amounts.worded_change(text)
    fault = (KINDS[each.kind].test or (lambda _: None))(text)
    if fault:
        raise _ComputingError(f"结果是“{text}”，{fault[0]}；" + (fault[1] or ""))
    return text


def _unit(figure: _Figure, each: Field, computed: Computed) -> tuple[Fraction | int, str]:
    """What the value is divided by, and the unit that is printed behind it."""
    from fractions import Fraction

    if each.kind in ("percent", "change") and not figure.unit and computed.unit in ("", "%"):
        return Fraction(1, 100), "%"
    if not computed.unit or computed.unit == figure.written:
        return figure.scale, figure.written
    wanted = amounts.amount(f"1{computed.unit}")
    if wanted is None:
        raise _ComputingError(f"单位“{computed.unit}”写得不对")
    if figure.unit and wanted.unit != figure.unit:
        raise _ComputingError(f"结果的单位是“{figure.written}”，不能写成“{computed.unit}”")
    return (wanted.scale if figure.unit else 1), computed.unit


def _amount(each: Field, text: str) -> Amount | None:
    read = KINDS[each.kind].amount or amounts.amount
    return read(text)


def _differing(each: Waiting, text: str, computed: Computed) -> Iterator[Problem]:
    """A typed value that is not what the others make."""
    typed = _amount(each.each, str(each.value))
    expected = _amount(each.each, text)
    if typed and expected and (typed.low, typed.unit) == (expected.low, expected.unit):
        return
    words = {"label": each.each.label, "value": each.value, "expression": computed.expression, "computed": text}
    yield problem("F120", each.place, each.path, **words)
