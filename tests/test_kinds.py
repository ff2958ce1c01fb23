"""事实种类: what each kind accepts, and for what it refuses, the words that tell a clerk what to type instead."""

from __future__ import annotations

import re

import pytest

from drafter.kinds import KINDS, Fault


def fault(kind: str, value: str) -> Fault | None:
    """What the kind says of the value; None where it passes."""
    test = KINDS[kind].test
    assert test
    return test(value)


ACCEPTED = {
    "text": ["加快供水工程建设", "一句话。", "（一）", "1."],
    "paragraph": ["一段。\n又一段。"],
    "integer": ["0", "12", "-3", "1,200", "12,345,678", "007"],
    "decimal": ["12.5", "12", "-0.5", "1,234.5", "1.10"],
    "percent": [
        "95%",
        "98.5%",
        "95％",
        "3‰",
        "约95%",
        "95%以上",
        "不低于95%",
        "100%左右",
        "5个百分点",
        "0.5百分点",
        "95%—98%",
    ],
    "change": [
        "增长8.5%",
        "下降3个百分点",
        "同比增长8%",
        "比上年减少12起",
        "持平",
        "基本持平",
        "提高0.5个百分点",
        "增长5%—6%",
    ],
    "range": ["5—8个", "15%—20%", "13万—17万元", "13—17万元", "3～5天", "1至2年"],
    "money": [
        "450万元",
        "2.3亿元",
        "12元",
        "1,200元",
        "约2亿元",
        "100多万元",
        "2亿余元",
        "4500万元以上",
        "3万美元",
        "300—500万元",
    ],
    "quantity": [
        "126公里",
        "30余处",
        "约30个",
        "3.5万亩",
        "1,200户",
        "30个以上",
        "2台（套）",
        "10000立方米/日",
        "5—8个",
        "3千瓦",
    ],
    "year": ["1900", "2027", "2199"],
    "date": ["1900年1月1日", "2027年1月5日", "2028年2月29日", "2000年2月29日", "2027年12月31日", "2027年  月  日"],
    "month": ["2027年6月", "2027年12月"],
    "period": ["2027年1月至6月", "“十五五”时期", "2026—2030年", "2026年—2030年", "全年"],
    "deadline": ["2027年6月底前", "年底前", "全年", "长期坚持", "2月29日前", "每月5日前", "3个月内", "10年", "60日内"],
    "picture": ["图1.png"],
    "choice": ["征求意见稿"],
    "person": ["张三", "局长张三", "局党组书记、局长"],
    "organ": ["青岚县水务局", "局办公室会同规划财务科", "甲局、乙局"],
    "basis": [
        "《水法》",
        "《……办法》（青政发〔2026〕18号）",
        "青政发〔2026〕18号",
        "国务院令第18号",
        "〔2026〕9号和〔2027〕10号",
    ],
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in ACCEPTED.items() for value in values])
def test_accepted(kind: str, value: str) -> None:
    """What office documents write passes as typed."""
    assert fault(kind, value) is None


def test_every_kind_of_a_single_value_is_tried_here() -> None:
    """A new kind brings its examples."""
    assert set(ACCEPTED) == {name for name, kind in KINDS.items() if kind.test}


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.test and kind.example])
def test_a_kinds_own_example_passes(name: str) -> None:
    """Scaffolds and hints show it."""
    assert fault(name, KINDS[name].example) is None


REFUSED = [
    ("integer", "12个", "不是整数", "不带单位"),
    ("integer", "1.5", "不是整数", "不带单位"),
    ("integer", "十二", "不是整数", "只写数字"),
    ("integer", "12,00", "不是整数", "只写数字"),
    ("integer", "+3", "不是整数", "只写数字"),
    ("decimal", ".5", "不是数字", "12.5"),
    ("decimal", "5.", "不是数字", "12.5"),
    ("decimal", "12,34.5", "不是数字", "12.5"),
    ("decimal", "1234,567", "不是数字", "12.5"),
    ("decimal", "1e3", "不是数字", "12.5"),
    ("percent", "95", "不是百分数", "是否想写“95%”"),
    ("percent", "95 %", "不是百分数", "95%"),
    ("percent", "5百分", "不是百分数", "95%"),
    ("percent", "百分之九十五", "不是百分数", "95%"),
    ("percent", "98%—95%", "前后写反了", "小的在前"),
    ("percent", "95%—98个", "不是百分数", "95%"),
    ("change", "8.5%", "没有写明增减", "是否想写“增长8.5%”或“下降8.5%”"),
    ("change", "很大", "没有写明增减", "增长8.5%"),
    ("change", "增长8.5", "没有写明增减", "增长8.5%"),
    ("change", "增长-3%", "没有写明增减", "增长8.5%"),
    ("change", "下降5%—3%", "前后写反了", "小的在前"),
    ("range", "5个", "不是范围", "一字线"),
    ("range", "5-8个", "不是范围", "一字线"),
    ("range", "8—5个", "前后写反了", "小的在前"),
    ("money", "1" * 200 + "元", "不是金额", "450万元"),
    ("money", "450", "没有单位", "450万元"),
    ("money", "1,200.5", "没有单位", "1,200.5元"),
    ("money", "450万", "不是金额", "450万元"),
    ("money", "二百万元", "不是金额", "450万元"),
    ("quantity", "126", "没有计量单位", "126公里"),
    ("quantity", "几十个", "不是数量", "126公里"),
    ("quantity", "126 公里", "不是数量", "126公里"),
    ("year", "24", "不是完整的年份", "是否想写“2024”"),
    ("year", "2027年", "多写了“年”字", "只写数字“2027”"),
    ("year", "2027年度", "多写了“年”字", "只写数字“2027”"),
    ("year", "二〇二七", "不是年份", "2027"),
    ("year", "20270", "不是年份", "2027"),
    ("year", "1899", "不是年份", "2027"),
    ("date", "2027年2月30日", "2027年2月没有30日", "核对"),
    ("date", "2027年2月29日", "2027年2月没有29日", "核对"),
    ("date", "2100年2月29日", "2100年2月没有29日", "核对"),
    ("date", "2027年13月1日", "没有13月", "核对"),
    ("date", "2027年0月1日", "没有0月", "核对"),
    ("date", "2027年1月0日", "没有0日", "核对"),
    ("date", "2027-02-30", "2027年2月没有30日", "核对"),
    ("date", "2027年01月05日", "不是公文的日期写法", "“2027年1月5日”"),
    ("date", "2027-1-5", "不是公文的日期写法", "“2027年1月5日”"),
    ("date", "2027.01.05", "不是公文的日期写法", "“2027年1月5日”"),
    ("date", "2027年1月5", "不是公文的日期写法", "“2027年1月5日”"),
    ("date", "1月5日", "不是完整的日期", "2027年1月5日"),
    ("date", "27年1月5日", "不是完整的日期", "2027年1月5日"),
    ("date", "2027年1月", "不是完整的日期", "2027年1月5日"),
    ("date", "二〇二七年一月五日", "不是完整的日期", "2027年1月5日"),
    ("date", "1899年12月31日", "年份1899", "核对"),
    ("date", "2200年1月1日", "年份2200", "核对"),
    ("month", "2027年06月", "多写了零", "“2027年6月”"),
    ("month", "2027年13月", "没有13月", "核对"),
    ("month", "0207年6月", "年份207", "核对"),
    ("month", "2027-06", "不是月份", "2027年6月"),
    ("month", "6月", "不是月份", "2027年6月"),
    ("period", "2027年1月至13月", "没有13月", "核对"),
    ("period", "2027年1月1日至2月30日", "2月没有30日", "核对"),
    ("deadline", "2027年2月30日前", "2027年2月没有30日", "核对"),
    ("deadline", "2月30日前", "2月没有30日", "核对"),
    ("deadline", "2027年6月至2027年13月", "没有13月", "核对"),
    ("deadline", "13月底前", "没有13月", "核对"),
    ("deadline", "27年6月底前", "年份不是四位", "是否想写“2027年”"),
    ("deadline", "2027年06月底前", "补了零", "不补零"),
    ("deadline", "6月05日前", "补了零", "不补零"),
    ("deadline", "2027-06-30前", "不是公文的日期写法", "2027年12月31日"),
    ("period", "2027.1至2027.6", "不是公文的日期写法", "2027年12月31日"),
    ("deadline", "2027年6月。", "不是时限", "2027年6月底前"),
    ("deadline", "持续推进；长期坚持", "不是时限", "长期坚持"),
    ("person", "张三，李四", "句子的标点", "只写名称"),
    ("organ", "青岚县水务局。", "句子的标点", "只写名称"),
    ("basis", "《办法》（青政发[2026]18号）", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发（2026）18号", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发【2026】18号", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发﹝2026﹞18号", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发〔2026〕第18号", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发〔2026〕018号", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发〔26〕18号", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发〔98〕18号", "文号写法有误", "“〔1998〕18号”"),
    ("basis", "青政发〔2026〕 18号", "文号写法有误", "“〔2026〕18号”"),
    ("basis", "青政发〔2026〕18号、青政办〔2026〕09号", "文号写法有误", "“〔2026〕9号”"),
]


@pytest.mark.parametrize(("kind", "value", "wrong", "hint"), REFUSED)
def test_refused(kind: str, value: str, wrong: str, hint: str) -> None:
    """What is wrong, and what to type instead."""
    found = fault(kind, value)
    assert found
    assert wrong in found[0]
    assert hint in (found[1] or "")


def test_a_hint_that_proposes_a_value_proposes_a_good_one() -> None:
    """Whoever types what the hint has in quotation marks has done."""
    whole = [case[:2] for case in REFUSED if case[0] != "deadline"]  # of a deadline the hint mends a part
    hints = [(kind, (fault(kind, value) or ("", ""))[1] or "") for kind, value in whole]
    proposed = [(kind, text) for kind, hint in hints for text in re.findall("(?:写成|想写|数字)“([^”]+)”", hint)]
    assert {kind for kind, _ in proposed} == {"percent", "change", "year", "date", "month", "basis"}
    assert [(kind, text) for kind, text in proposed if fault(kind, text)] == []


def test_lists_groups_and_tables_are_no_single_values() -> None:
    """They have no test of their own; their parts have."""
    assert {name for name, kind in KINDS.items() if kind.test is None} == {"list", "group", "table"}
