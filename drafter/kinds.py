"""Kinds of facts (事实种类): what each accepts, in words for a clerk. A value that passes prints as typed.

Every test takes the text and returns None or what is wrong with it, worded to follow “单位”的“值”…….
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from typing import NamedTuple

from drafter.amounts import MONEY, NUMBER, PERCENTS, POINTS, WHOLE, Amount, amount, change

Fault = tuple[str, str | None]
"""What is wrong, and what to type instead where that can be told."""


class Part(NamedTuple):
    """成分: one of the parts that a value may be given in, such as a person's 姓名 and 职务."""

    name: str
    kind: str = "text"
    required: bool = False


class Kind(NamedTuple):
    """事实种类: its Chinese name, an example, and the test of a scalar (None for lists, groups and tables).

    `parts` are those that a value may be given in instead; `amount` reads the figure that a value writes.
    """

    label: str
    example: str
    test: Callable[[str], Fault | None] | None
    parts: tuple[Part, ...] = ()
    amount: Callable[[str], Amount | None] | None = None


_INTEGER = re.compile(WHOLE)
_DECIMAL = re.compile(NUMBER)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_OPEN_DATE = re.compile(r"\d{4}年(?:(\d{1,2})|[ \u3000]{1,4})月[ \u3000]{1,4}日")
_OTHER_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
_DATE_PART = re.compile(r"(?<!\d)(?=\d)(?:(\d+)年)?(?:(\d+)月)?(?:(\d+)日)?")
_DOCUMENT_NUMBER = re.compile(r"[\[［(（【〔﹝](\d{2}|\d{4})[\]］)）】〕﹞]\s*第?\s*(\d+)\s*号")


def _integer(text: str) -> Fault | None:
    return None if _INTEGER.fullmatch(text) else ("不是整数", "只写数字，不带单位，如 12")


def _decimal(text: str) -> Fault | None:
    return None if _DECIMAL.fullmatch(text) else ("不是数字", "只写数字，不带单位，如 12.5")


def _percent(text: str) -> Fault | None:
    found = amount(text)
    if found and found.written in (*PERCENTS, *POINTS):
        return _range_fault(found)
    hint = f"是否想写“{text}%”？" if _DECIMAL.fullmatch(text) else "写成 95%、98.5%、0.5个百分点"
    return "不是百分数", hint


def _change(text: str) -> Fault | None:
    found = change(text)
    if found:
        return _range_fault(found)
    hint = f"是否想写“增长{text}”或“下降{text}”？" if amount(text) else "写成 增长8.5%、下降3个百分点、持平"
    return "没有写明增减", hint


def _money(text: str) -> Fault | None:
    found = amount(text)
    if found and found.unit in MONEY:
        return _range_fault(found)
    if found and not found.written:
        return "没有单位", f"写明单位，如 {text}元、{text}万元、{text}亿元"
    return "不是金额", "写成 450万元、2.3亿元"


def _quantity(text: str) -> Fault | None:
    found = amount(text)
    if found and found.written:
        return _range_fault(found)
    if found:
        return "没有计量单位", f"写明单位，如 {text}公里、{text}个"
    return "不是数量", "写成数字加计量单位，如 126公里、30余处"


def _range(text: str) -> Fault | None:
    found = amount(text)
    if found is None or not found.upper:
        return "不是范围", "写成 5—8个、15%—20%，中间用一字线“—”"
    return _range_fault(found)


def _range_fault(found: Amount) -> Fault | None:
    if found.upper and abs(found.low) >= abs(found.high):
        return "前后写反了", "小的在前，大的在后"
    return None


def _year(text: str) -> Fault | None:
    if re.fullmatch(r"(?:19|20|21)\d{2}", text):
        return None
    if re.fullmatch(r"\d{2}", text):
        return "不是完整的年份", f"写全四位数字，是否想写“20{text}”？"
    if re.fullmatch(r"(?:19|20|21)\d{2}年度?", text):
        return "多写了“年”字", f"只写数字“{text[:4]}”，“年”字由措辞加上"
    return "不是年份", "写四位数字，如 2027"


def _day_fault(year: int, month: int, day: int | None = None) -> str | None:
    if not 1900 <= year <= 2199:
        return f"有误：没有把握的年份{year}"
    if not 1 <= month <= 12:
        return f"有误：没有{month}月"
    days = monthrange(year, month)[1]
    return None if day is None or 1 <= day <= days else f"有误：{year}年{month}月没有{day}日"


def _date(text: str) -> Fault | None:
    """成文日期: complete, without padding zeros (GB/T 9704-2012, 7.3.5.4); a draft may leave month and day open."""
    open_date = _OPEN_DATE.fullmatch(text)
    if open_date:
        return ("有误：没有这个月", "核对月份") if open_date[1] and not 1 <= int(open_date[1]) <= 12 else None
    match = _DATE.fullmatch(text)
    other = match or _OTHER_DATE.fullmatch(text)
    if not other:
        return "不是完整的日期", "写成 2027年1月5日"
    year, month, day = (int(part) for part in other.groups())
    fault = _day_fault(year, month, day)
    if fault:
        return fault, "核对年月日"
    proper = f"{year}年{month}月{day}日"
    return None if text == proper else ("不是公文的日期写法", f"写成“{proper}”，月、日不补零")


def _month(text: str) -> Fault | None:
    match = _MONTH.fullmatch(text)
    if not match:
        return "不是月份", "写成 2027年6月"
    year, month = int(match[1]), int(match[2])
    fault = _day_fault(year, month)
    if fault:
        return fault, "核对月份"
    return None if text == f"{year}年{month}月" else ("多写了零", f"写成“{year}年{month}月”")


def _time(text: str) -> Fault | None:
    """A deadline or a period: free words, but every date in it must exist."""
    if re.search(r"\d{4}[-./]\d{1,2}", text):
        return "不是公文的日期写法", "写成 2027年12月31日 这样"
    for match in _DATE_PART.finditer(text):
        fault = _date_part_fault(*match.groups())
        if fault:
            return fault
    if re.search(r"[。；！？]", text):
        return "不是时限", "只写时间，如 2027年6月底前、长期坚持"
    return None


def _date_part_fault(year: str | None, month: str | None, day: str | None) -> Fault | None:
    if year and len(year) != 4 and month:
        return "里的年份不是四位", f"写全四位，是否想写“20{year}年”？" if len(year) == 2 else "写全四位，如 2027年"
    if month and (year or day or len(month) <= 2):
        fault = _day_fault(int(year) if year else 2000, int(month), int(day) if day else None)
        if fault:
            return (fault if year else fault.replace("2000年", "")), "核对日期"
    if (month and month.startswith("0")) or (day and month and day.startswith("0")):
        return "里的月、日补了零", "月、日不补零，如 2027年1月5日"
    return None


def _name(text: str) -> Fault | None:
    return ("里有句子的标点", "只写名称") if re.search(r"[。；！？，]", text) else None


def _basis(text: str) -> Fault | None:
    """文号: year in 〔〕, no 第, no padding zero (GB/T 9704-2012, 7.2.5)."""
    for match in _DOCUMENT_NUMBER.finditer(text):
        year, number = match.groups()
        proper = f"〔{_full_year(year)}〕{int(number)}号"
        if match[0] != proper:
            return "文号写法有误", f"写成“{proper}”：年份用六角括号，不加“第”，不补零"
    return None


def _full_year(year: str) -> str:
    """Two digits mean the year nearest to ours: 26 is 2026, 98 is 1998."""
    return year if len(year) == 4 else f"{'20' if year < '70' else '19'}{year}"


def _any(text: str) -> Fault | None:  # noqa: ARG001  # the signature of every test
    return None


KINDS: dict[str, Kind] = {
    "text": Kind("文字", "", _any),
    "paragraph": Kind("一段或几段话", "", _any),
    "integer": Kind("整数", "12", _integer, amount=amount),
    "decimal": Kind("小数", "12.5", _decimal, amount=amount),
    "percent": Kind("百分数", "95%", _percent, amount=amount),
    "change": Kind("增减幅度", "增长8.5%", _change, amount=change),
    "money": Kind("金额", "450万元", _money, amount=amount),
    "quantity": Kind("数量", "126公里", _quantity, amount=amount),
    "range": Kind("范围", "5—8个", _range, amount=amount),
    "year": Kind("年份", "2027", _year, amount=amount),
    "date": Kind("日期", "2027年1月5日", _date),
    "month": Kind("月份", "2027年6月", _month),
    "period": Kind("时段", "2027年1月至6月", _time),
    "deadline": Kind("时限", "2027年6月底前", _time),
    "choice": Kind("选项", "", _any),
    "person": Kind("人名", "李明", _name, parts=(Part("职务"), Part("姓名", "person", required=True))),
    "organ": Kind(
        "单位名称", "青岚县水务局", _name, parts=(Part("全称", "organ", required=True), Part("简称", "organ"))
    ),
    "basis": Kind(
        "依据文件",
        "《……办法》（青政发〔2026〕18号）",
        _basis,
        parts=(Part("发文机关", "organ"), Part("名称", required=True), Part("文号", "basis"), Part("简称")),
    ),
    "picture": Kind("图片", "图1.png", _any),
    "list": Kind("列表", "", None),
    "group": Kind("一组字段", "", None),
    "table": Kind("表格", "", None),
}

PARTS = frozenset(part.name for kind in KINDS.values() for part in kind.parts)
"""The names of all parts."""
