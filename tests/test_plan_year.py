"""年度: which dates hang on the plan's year, what they are a year later, and which year a plan is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter import plan_year
from drafter.fact_leaves import leaves
from drafter.source import parse
from tests.structures import structure_from


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("deadline", "2027年11月底前"),
        ("deadline", "2027年底前"),
        ("deadline", "2027年6月底前完成，2027年11月底前验收"),
        ("deadline", "2026年12月20日前"),  # reports due before the year begins
        ("deadline", "2028年1月底前"),  # and when it is over
        ("deadline", "2028年一季度前"),
        ("deadline", "2028年初"),
        ("date", "2027年1月8日"),
        ("date", "2026年12月28日"),
        ("date", "2026年9月30日"),
        ("date", "2027年1月  日"),
        ("month", "2027年6月"),
        ("month", "2026年12月"),
        ("period", "2027年1月至6月"),
        ("period", "2027年"),
        ("period", "2026年10月至2027年3月"),
        ("period", "2027年9月至2028年6月"),  # a school year
        ("period", "2027—2028学年"),
    ],
)
def test_dates_that_hang_on_the_year(kind: str, text: str) -> None:
    """In the plan of 2027 these move with it."""
    assert plan_year.belongs(kind, text, 2027)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("deadline", "2028年底前"),  # a task of two years
        ("deadline", "2028年6月底前"),
        ("deadline", "2030年底前"),
        ("deadline", "2026年11月底前"),
        ("deadline", "2027年底前开工，2029年底前建成"),
        ("deadline", "11月底前"),
        ("deadline", "长期坚持"),
        ("date", "2026年3月5日"),
        ("date", "2019年10月1日"),
        ("month", "2028年6月"),
        ("period", "2026—2030年"),
        ("period", "2027—2028年"),
        ("period", "2026年至2027年"),
        ("period", "2027年3月至2028年6月"),  # longer than a year
        ("period", "2029—2030学年"),
    ],
)
def test_dates_that_do_not(kind: str, text: str) -> None:
    """Long tasks, programmes, what is past, and times without a year stay as they are."""
    assert not plan_year.belongs(kind, text, 2027)


@pytest.mark.parametrize(
    ("kind", "text", "later"),
    [
        ("deadline", "2027年6月底前完成，2027年11月底前验收", "2028年6月底前完成，2028年11月底前验收"),
        ("period", "2026年10月至2027年3月", "2027年10月至2028年3月"),
        ("period", "2027—2028学年", "2028—2029学年"),
        ("date", "2027年1月  日", "2028年1月  日"),
        ("deadline", "2027年第3季度末（12027年报送）", "2028年第3季度末（12027年报送）"),
    ],
)
def test_a_year_later(kind: str, text: str, later: str) -> None:
    """Every year of the text moves and no other digit."""
    assert plan_year.moved(kind, text, 1) == later


@pytest.mark.parametrize(("kind", "text"), [("date", "2028年2月29日"), ("deadline", "2028年2月29日前")])
def test_a_day_that_no_calendar_has(kind: str, text: str) -> None:
    """29 February moves by four years and by no less."""
    assert plan_year.moved(kind, text, 1) is None
    assert plan_year.moved(kind, text, 4) == text.replace("2028", "2032")


@pytest.mark.parametrize(
    ("declared", "facts", "year"),
    [
        ("{年度: year, 基年: year, 日期: date}", "年度: 2027\n基年: 2020\n日期: 2026年12月1日\n", 2027),
        ("{计划年: year, 日期: date}", "计划年: 2027\n", 2027),
        ("{开始: year, 结束: year, 日期: date}", "开始: 2026\n结束: 2030\n日期: 2027年1月5日\n", 2027),
        ("{年度: year}", "年度: {value: 2027, source: 批复}\n", 2027),
        ("{年度: year, 日期: date}", "日期: 2027年1月5日\n", 2027),
        ("{甲: deadline, 乙: deadline, 丙: date}", "甲: 2027年底前\n乙: 2027年6月底前\n丙: 2026年12月30日\n", 2027),
        ("{甲: deadline, 乙: date}", "甲: 2027年底前\n乙: 2026年12月30日\n", 2027),
        ("{甲: text}", "甲: 2027年\n", None),
    ],
)
def test_which_year_a_plan_is_of(tmp_path: Path, declared: str, facts: str, year: int | None) -> None:
    """年度 says it, else the only fact of kind year; else most dates; of equals the later; free text never."""
    text = f"title: 试\nabout: 试\nheading: 试\nfacts: {declared}\nsections: [{{text: 试}}]\n"
    structure = structure_from(text, tmp_path)
    assert plan_year.of_plan(leaves(parse(facts, "facts.yaml"), structure.facts)) == year
