"""Dates (日期) inside a deadline or a period: the last day that the words name, for comparing; nothing is printed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_FULL = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月")
_YEAR = re.compile(r"(\d{4})年?")
_MONTHS = {
    "上半年": 6, "下半年": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12,
    "年底": 12, "年末": 12, "年内": 12, "全年": 12,
}  # fmt: skip
_TEN_DAYS = (("上旬", 10), ("中旬", 20))


def last_day(text: str, year: int | None = None) -> date | None:
    """The last day named by a date, a month, a year, a period or a deadline; None where it names none.

    `year` is the one meant where the words leave it out, as 6月底前 does. Of a period the end counts.
    """
    words = _last_named(text)
    named = [int(found) for found in re.findall(r"(\d{4})年|^(\d{4})$", text) for found in found if found]
    meant = named[-1] if named else year
    if meant is None or not 1 <= meant <= 9999 or "年初" in words:
        return None
    return _day(words, meant) or _end_of_month(words, meant)


def _last_named(text: str) -> str:
    """The words behind the last 至 or dash; a day alone, as in 5月15日至16日, with the month named before it."""
    *before, last = re.split(r"[—～至]|——", text)
    months = re.findall(r"\d{1,2}月", "".join(before))
    return months[-1] + last.strip() if months and re.match(r"\s*\d{1,2}日", last) else last


def _day(words: str, year: int) -> date | None:
    match = _FULL.search(words)
    return _valid(int(match[1] or year), int(match[2]), int(match[3])) if match else None


def _end_of_month(words: str, year: int) -> date | None:
    match = _MONTH.search(words)
    if match:
        own, month = int(match[1] or year), int(match[2])
        day = next((day for word, day in _TEN_DAYS if word in words), None)
        return _valid(own, month, day or (monthrange(own, month)[1] if 1 <= month <= 12 else 0))
    part = next((month for word, month in _MONTHS.items() if word in words), None)
    if part:
        return _valid(year, part, monthrange(year, part)[1])
    return date(year, 12, 31) if _YEAR.search(words) else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
