"""Filters (过滤器) that office prose needs. Each keeps the origin of its facts and lets what is absent stay absent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from types import GeneratorType
from typing import Any

from drafter import numbering
from drafter.values import ABSENT, Absent, Compound, Group, Items, Value, booked, derived, marked, united


class FillError(ValueError):
    """A value that a filter cannot work on; the message is for the clerk."""


def join_cn(values: object, between: str = "、", last: str | None = None) -> object:
    """甲、乙、丙; with `last="和"` 甲、乙和丙. A single value is printed as it is."""
    items = [printable(item) for item in _present(values)]
    if not items:
        return ABSENT
    joints = [between] * (len(items) - 2) + [between if last is None else last]
    return Value(_joined([str(item) for item in items], joints), _joined([marked(item) for item in items], joints))


def printable(value: object) -> object:
    """The value as one text, a list joined; FillError for what is no text, such as a group or Jinja's own objects."""
    if isinstance(value, (str, Absent)):
        return value
    if isinstance(value, (tuple, list, GeneratorType)):
        return join_cn(value)
    if isinstance(value, Group):
        raise FillError("这里有几个字段，先选要印的那一个：一组字段写 {{ 任务.名称 }}，列表用 names 或 pick('字段')")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise FillError("这里得到的不是文字，印不出来")
    return str(value)


def _joined(words: list[str], joints: list[str]) -> str:
    return words[0] + "".join(joint + word for joint, word in zip(joints, words[1:], strict=False))


def pick(values: object, name: str = "名称") -> object:
    """One field of every item; items without it are passed over."""
    chosen = [_field(item, name) for item in _present(values)]
    return Items(tuple(item for item in chosen if not isinstance(item, Absent)), _list_mark(values))


def points(values: object, style: str = "一是", stop: str = "；") -> object:
    """一是……；二是……。 in one sentence or, with `stop="。"`, in several."""
    mark = numbering.mark(style)
    if mark is None:
        raise FillError(f"不认识要点的标记“{style}”")
    items = [printable(item) for item in _present(values)]
    if len(items) > mark.limit:
        raise FillError(f"“{style}”最多数到{mark.limit}项，这里有{len(items)}项")
    pieces = [(mark.printed(number), item) for number, item in enumerate(items, start=1)]
    if not pieces:
        return ABSENT
    return Value(
        stop.join(printed + str(item) for printed, item in pieces),
        stop.join(printed + marked(item) for printed, item in pieces),
    )


def count(values: object) -> object:
    """How many items, in digits."""
    return derived(str(len(_present(values))), _list_mark(values))


def count_cn(values: object) -> object:
    """How many items, in Chinese, as before a measure word: 两 for 2."""
    number = len(_present(values))
    return derived("两" if number == 2 else numbering.chinese(number), _list_mark(values))


def cn(value: object) -> object:
    """A whole number in Chinese: 12 is 十二."""
    text = str(value)
    if not text.isdecimal() or int(text) > numbering.MAX_CHINESE:
        raise FillError(f"cn 只能用于0到{numbering.MAX_CHINESE}的整数，这里是“{text}”")
    return derived(numbering.chinese(int(text)), marked(value))


def year(value: object, years: int = 0) -> object:
    """The year, moved by `years`: 2027 with -1 is 2026."""
    match = re.match(r"\d{4}", str(value))
    if not match:
        raise FillError(f"year 只能用于年份和日期，这里是“{value}”")
    return derived(str(int(match[0]) + years), marked(value))


def year_cn(value: object) -> object:
    """二〇二七."""
    return derived(numbering.digits_in_chinese(str(year(value))), marked(value))


def month_cn(value: object) -> object:
    """The year and month of a date: 2027年1月."""
    match = re.match(r"\d{4}年\d{1,2}月", str(value))
    if not match:
        raise FillError(f"month_cn 只能用于日期和月份，这里是“{value}”")
    return derived(match[0], marked(value))


def unit(value: object, measure: str) -> object:
    """The value with its unit of measure, unless it ends with it already."""
    text = printable(value)
    return text if str(text).endswith(measure) else Value(f"{text}{measure}", marked(text) + measure)


def book(value: object) -> object:
    """《……》, unless it is in book marks already."""
    return _enclosed(value, "《", "》")


def introduce(value: object) -> object:
    """At its first mention, with its short form: 市教育局（以下简称市局）, 《……规划》（……31号，以下简称《规划》）.

    What was given without a short form is printed as it is.
    """
    short = value.parts.get("简称") if isinstance(value, Compound) else None
    if not isinstance(value, Compound) or not isinstance(short, Value):
        return printable(value)
    if "名称" not in value.parts:
        return united(value, "（以下简称", short, "）")
    number = value.parts.get("文号")
    inside = united(number, "，") if number else ""
    named = united(value.parts["发文机关"], booked(value.parts["名称"]))
    return united(named, "（", inside, "以下简称", booked(short), "）")


def quote(value: object) -> object:
    """“……”, unless it is in quotation marks already."""
    return _enclosed(value, "“", "”")


def default(value: object, otherwise: object = "") -> object:
    """`otherwise` where the fact was not given."""
    return otherwise if isinstance(value, Absent) else value


def first(values: object) -> object:
    """The first item of a list."""
    items = _present(values)
    return items[0] if items else ABSENT


def last(values: object) -> object:
    """The last item of a list."""
    items = _present(values)
    return items[-1] if items else ABSENT


def _enclosed(value: object, opening: str, closing: str) -> object:
    text = printable(value)
    if str(text).startswith(opening):
        return text
    return Value(f"{opening}{text}{closing}", f"{opening}{marked(text)}{closing}")


def _present(values: object) -> Sequence[object]:
    """The items of a list without the absent ones; a single value is a list of one."""
    if isinstance(values, (str, Group)):
        return (values,)
    if not isinstance(values, Iterable):
        raise FillError("这里要用列表")
    return [item for item in values if not isinstance(item, Absent)]


def _field(item: object, name: str) -> object:
    if not isinstance(item, Group):
        if name == "名称":
            return item
        raise FillError(f"列表的各项没有字段，不能取“{name}”")
    if name not in item:
        raise FillError(f"列表的各项没有“{name}”这个字段")
    return item[name]


def _list_mark(values: object) -> str:
    if isinstance(values, Items):
        return values.mark
    return "".join(map(marked, _present(values))) if not isinstance(values, Absent) else ""


def _absent_stays(filter_: Callable[..., object]) -> Callable[..., object]:
    """A gap goes through unchanged, so that 【待补：年度】 stands where 二〇二七 would; what is absent stays absent."""

    def guarded(value: object, *words: Any, **named: Any) -> object:
        if isinstance(value, Absent) or (isinstance(value, Value) and value.gap):
            return value
        return filter_(value, *words, **named)

    return guarded


FILTERS: dict[str, Callable[..., object]] = {
    **{
        filter_.__name__: _absent_stays(filter_)
        for filter_ in (
            join_cn, pick, points, count, count_cn, cn, year, year_cn, month_cn, unit, introduce, book, quote, first,
            last,
        )
    },
    "names": _absent_stays(pick),
    "join": _absent_stays(lambda values, between="": join_cn(values, between)),
    "default": default,
}  # fmt: skip

JINJA_FILTERS = (
    "length", "list", "map", "select", "reject", "selectattr", "rejectattr", "sort", "unique", "trim", "replace",
)  # fmt: skip
"""Filters of Jinja's own that wording may use."""
