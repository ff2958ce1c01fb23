"""勾稽关系: what is computed, exactly and rounded once, and what must agree; facts for the structure `figures`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import amounts, pipeline
from drafter.dates import last_day
from drafter.document import plain, texts
from drafter.facts import Facts
from drafter.facts import read as read_facts
from drafter.library import Library
from drafter.problems import DraftError, errors
from drafter.source import parse
from drafter.structure_file import load
from drafter.values import Group, Items, Value, values_of
from tests.structures import structure_from

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parent.parent
HEAD = "structure: figures\n单位: 青岚县水务局\n年度: 2027\n"


def read(text: str, *, gaps: bool = False) -> Facts:
    """The facts in `text` behind `HEAD`, typed and settled."""
    structure, _ = load(CASES / "structures" / "figures.yaml", Library((CASES,)))
    assert structure
    return read_facts(parse(HEAD + text, "facts.yaml"), structure, gaps=gaps)


def value(facts: Facts, name: str) -> str:
    """What a fact prints."""
    assert not facts.problems, facts.problems
    return str(facts.values[name])


PROJECTS = "项目: [{名称: 甲, 投资: 1.5亿元, 到位: 7500万元}, {名称: 乙, 投资: 5000万元, 到位: 3333万元}]\n"


def test_a_sum_takes_the_first_ones_unit() -> None:
    """1.5亿元 and 5000万元 are 2亿元, computed and not typed."""
    assert value(read(PROJECTS), "合计") == "2亿元"


def test_a_mean_is_rounded_once_at_the_declared_places_and_in_the_declared_unit() -> None:
    """合计 / count(项目) in 万元 with two decimals; half goes up."""
    assert value(read(PROJECTS), "平均") == "10000.00万元"
    thirds = "项目: [{名称: 甲, 投资: 1万元}, {名称: 乙, 投资: 1万元}, {名称: 丙, 投资: 0.00005万元}]\n"
    assert value(read(thirds), "平均") == "0.67万元"


def test_the_difference_of_two_percentages_is_in_percentage_points() -> None:
    """95% - 88.8% is 6.2个百分点, and the growth is a change with its direction."""
    facts = read("普及率: 95%\n上年普及率: 88.8%\n")
    assert (value(facts, "提高"), value(facts, "增幅")) == ("6.2个百分点", "增长7.0%")
    assert value(read("普及率: 90%\n上年普及率: 96%\n"), "增幅") == "下降6.3%"
    assert value(read("普及率: 90%\n上年普及率: 90%\n"), "增幅") == "持平"


def test_what_lacks_its_operands_is_absent() -> None:
    """No figure is invented where a fact was not given; of a list the given ones count."""
    facts = read("普及率: 95%\n项目: [{名称: 甲, 投资: 1亿元}, {名称: 乙}]\n")
    assert not facts.values["提高"]
    assert value(facts, "合计") == "1亿元"
    assert not read("").values["合计"]


def items(facts: Facts) -> list[dict[str, object]]:
    """The projects, each by its fields' names."""
    found = facts.values["项目"]
    assert isinstance(found, Items)
    return [values_of(item) for item in found if isinstance(item, Group)]


def test_computed_fields_of_items_see_their_own_item_and_the_totals() -> None:
    """到位率 is of the item, 占比 of the total that is itself computed."""
    facts = read(PROJECTS)
    assert [(str(item["到位率"]), str(item["占比"])) for item in items(facts)] == [
        ("50.0%", "75.00%"),
        ("66.7%", "25.00%"),
    ]


def test_a_computed_value_knows_what_it_was_computed_from() -> None:
    """Its origin's source is the expression; its place that of the facts it belongs to."""
    facts = read(PROJECTS)
    total = facts.values["合计"]
    assert isinstance(total, Value)
    assert total.number is not None
    origin = facts.origins[total.number]
    assert (origin.path, origin.source) == ("合计", "计算：sum(项目.投资)")


def test_an_expression_in_the_facts_file_itself() -> None:
    """{computed: …, places, unit, source} wherever a single value may stand."""
    facts = read(PROJECTS + "总投资: {computed: sum(项目.投资), unit: 万元, source: 批复}\n")
    assert value(facts, "总投资") == "20000万元"
    assert [origin.source for origin in facts.origins if origin.path == "总投资"] == ["批复"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "普及率: {computed: 上年普及率 + 1}\n上年普及率: {computed: 普及率 - 1}\n",
            "绕成了圈：普及率→上年普及率→普及率",
        ),
        ("普及率: {computed: 普及律 + 1}\n", "没有“普及律”这个事实，是否想写“普及率”？"),
        ("普及率: {computed: 1 / 3}\n", "除不尽"),
        ("说明: 很多很多\n普及率: {computed: 说明 / 2}\n", "“说明”的“很多很多”不是数"),
        ("普及率: {computed: 项目.投资 / 2}\n" + PROJECTS, "好几个值，要写成 sum(项目.投资)"),
        ('普及率: {computed: "项目[3].投资 / 2"}\n' + PROJECTS, "列表只有2项"),
        ("普及率: {computed: 合计}\n" + PROJECTS, "结果是“2亿元”，不是百分数"),
        ("普及率: {computed: 单位.全称.甲}\n", "不是列表或字段"),
        ("总投资: {computed: 合计 * 合计}\n" + PROJECTS, "不能相乘"),
        ("总投资: {computed: 合计 / 普及率, unit: 亩}\n普及率: 95%\n" + PROJECTS, "不能写成“亩”"),
        ("总投资: {computed: 合计 + 普及率}\n普及率: 95%\n" + PROJECTS, "单位不同，不能加减：“亿元”和“%”"),
        ("总投资: {computed: 合计, unit: '，'}\n" + PROJECTS, "单位“，”写得不对"),
        ("普及率: {computed: count(单位)}\n", "count 里写列表的名称"),
        ("普及率: {computed: 'sum('}\n", "算式写得不对"),
        ("上年普及率: {computed: " + "*".join(["999999999999"] * 22) + "}\n", "结果太大"),
    ],
)
def test_what_cannot_be_computed_says_why(text: str, reason: str) -> None:
    """One problem, at the expression or at the fact that is to blame."""
    found = [problem.message for problem in read(text).problems if problem.code == "F119"]
    assert len(found) == 1
    assert reason in found[0]


def test_a_gap_makes_a_gap(tmp_path: Path) -> None:
    """In a draft with gaps what cannot be computed yet is marked, too."""
    (tmp_path / "structures").mkdir()
    facts = "  甲: {kind: money, required: true}\n  乙: {kind: money, computed: 甲 + 甲, label: 两倍}\n"
    structure = f'title: 表\nabout: 试\nheading: 表\nfacts:\n{facts}sections:\n  - text: "共{{{{ 乙 }}}}"\n'
    (tmp_path / "structures" / "sums.yaml").write_text(structure, "utf-8")
    (tmp_path / "facts.yaml").write_text("structure: sums\n", "utf-8")
    draft, _ = pipeline.make(tmp_path, gaps=True)
    assert [plain(text) for text in texts(draft.document)] == ["表", "共【待补：两倍】"]


BUDGET = """\
  总额: {kind: money, computed: sum(类别.项目.金额)}
  项数: {kind: integer, computed: count(类别.项目)}
  类别:
    kind: list
    item:
      名称: {required: true}
      项目:
        kind: list
        item: {品名: text, 单价: money, 数量: quantity, 金额: {kind: money, required: true, computed: 单价 * 数量}}
"""


def budget(tmp_path: Path, facts: str, *, gaps: bool = False) -> tuple[list[str], list[tuple[str, str | None]]]:
    """The lines drafted from a budget's facts, and the codes and paths of its errors."""
    (tmp_path / "structures").mkdir()
    rows = "{each: 类别, sections: [{each: 项目, text: '{{ 品名 }}{{ 金额 }}'}]}"
    sections = "sections: [{text: '{{ 项数 }}项共{{ 总额 }}'}, " + rows + "]\n"
    structure = f"title: 表\nabout: 试\nheading: 表\nfacts:\n{BUDGET}{sections}"
    (tmp_path / "structures" / "budget.yaml").write_text(structure, "utf-8")
    (tmp_path / "facts.yaml").write_text("structure: budget\n" + facts, "utf-8")
    try:
        draft, problems = pipeline.make(tmp_path, gaps=gaps)
    except DraftError as error:
        return [], [(found.code, found.path) for found in error.problems]
    return [plain(text) for text in texts(draft.document)][1:], [(found.code, found.path) for found in errors(problems)]


def test_a_price_times_a_quantity_is_money_and_a_list_in_a_list_adds_up(tmp_path: Path) -> None:
    """50元 for each of 240人 is 12000元; 类别.项目 are the items of all 类别, typed amounts and computed ones alike."""
    facts = """\
类别:
  - {名称: 用品, 项目: [{品名: 服装, 单价: 50元, 数量: 240人}, {品名: 饮水, 单价: 0.2万元, 数量: 2天}]}
  - {名称: 其他, 项目: [{品名: 保险, 金额: 800元}]}
"""
    lines, problems = budget(tmp_path, facts)
    assert not problems
    assert lines == ["3项共16800元", "服装12000元", "饮水0.4万元", "保险800元"]


def test_a_required_amount_is_typed_or_computed(tmp_path: Path) -> None:
    """Neither is no zero in the total but a problem at the row; a wrong product is one, too."""
    facts = "类别: [{名称: 用品, 项目: [{品名: 甲, 单价: 50元}, {品名: 乙, 单价: 3元, 数量: 5个, 金额: 16元}]}]\n"
    assert budget(tmp_path, facts) == ([], [("F101", "类别[1].项目[1].金额"), ("F120", "类别[1].项目[2].金额")])


def test_a_required_amount_that_nothing_gives_is_a_gap(tmp_path: Path) -> None:
    """The draft with gaps marks it, and the total that needs it."""
    facts = "类别: [{名称: 用品, 项目: [{品名: 甲, 单价: 50元}]}]\n"
    assert budget(tmp_path, facts, gaps=True)[0] == ["1项共【待补：总额】", "甲【待补：金额】"]


def test_typed_and_computed_agree_or_both_are_named() -> None:
    """A typed total stays as typed where it is right, whatever its unit."""
    facts = read(PROJECTS + "合计: 20000万元\n总投资: 2.0亿元\n")
    assert (value(facts, "合计"), value(facts, "总投资")) == ("20000万元", "2.0亿元")
    wrong = read(PROJECTS + "合计: 1.9亿元\n总投资: 2.01亿元\n")
    assert [(found.code, found.path) for found in wrong.problems] == [("F120", "合计"), ("F120", "总投资")]


def test_the_short_form_comes_at_the_first_mention(tmp_path: Path) -> None:
    """The whole road: parts of names, short forms, computed figures in the text."""
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "figures.yaml").write_bytes((CASES / "structures" / "figures.yaml").read_bytes())
    own = HEAD.replace("青岚县水务局", "青岚县水务局（以下简称县水务局）")
    basis = "依据: {名称: 水网规划, 文号: 青政办发〔2026〕31号, 简称: 规划}\n"
    rest = f"负责人: {{姓名: 李明, 职务: 局长}}\n{basis}科室: [办公室]\n"
    (tmp_path / "facts.yaml").write_text(own + rest, "utf-8")
    draft, problems = pipeline.make(tmp_path)
    assert not problems
    lines = [plain(text) for text in texts(draft.document)]
    assert lines[0] == "青岚县水务局2027年工作台账"
    head, _, rest = lines[1].partition("负责，")
    assert head == "青岚县水务局（以下简称县水务局）由局长李明"
    assert rest.startswith("《水网规划》（青政办发〔2026〕31号，以下简称《规划》）规定科室办公室。")


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2027年5月15日至16日", date(2027, 5, 16)),
        ("2027年5月15日（星期六）至16日（星期日）", date(2027, 5, 16)),
        ("2027年5月15日—6月2日", date(2027, 6, 2)),
        ("2027年12月30日至2028年1月2日", date(2028, 1, 2)),
        ("2027年5月30日至31日", date(2027, 5, 31)),
        ("15日至16日", None),
    ],
)
def test_the_last_day_of_a_period(period: str, day: date | None) -> None:
    """A day alone behind 至 is of the month named before it."""
    assert last_day(period, 2027) == day


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_half_up_and_never_off_by_more_than_half(value: Fraction, places: int) -> None:
    """The only rounding there is, held against the definition."""
    text = amounts.rounded(value, places)
    error = abs(Fraction(Decimal(text))) - abs(value)
    assert -Fraction(1, 2 * 10**places) < error <= Fraction(1, 2 * 10**places)
    assert len(text.partition(".")[2]) == places


@given(st.integers(-(10**12), 10**12), st.integers(0, 8))
def test_a_finite_decimal_keeps_every_digit(digits: int, places: int) -> None:
    """What ends is printed to its end; what does not is not printed at all."""
    value = Fraction(digits, 10**places)
    text = amounts.finite(value)
    assert text is not None
    assert Fraction(Decimal(text)) == value
    assert amounts.finite(value + Fraction(1, 3)) is None


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.sampled_from(["元", "万元", "亿元"]))
def test_a_sum_is_the_sum(parts: list[int], unit: str) -> None:
    """Whatever the parts, the computed total is theirs to the last 分."""
    facts = read(
        "项目:\n"
        + "".join(f"  - {{名称: 第{number}项, 到位: {part}{unit}}}\n" for number, part in enumerate(parts))
        + "总投资: {computed: sum(项目.到位)}\n"
    )
    assert value(facts, "总投资") == f"{sum(parts)}{unit}"


def rate(planned: str, done: str, tmp_path: Path, *, typed: str = "", if_exact: bool = True) -> Facts:
    """The share of what was done in what was planned, by a structure that computes it `if_exact`."""
    said = ", if_exact: true" if if_exact else ""
    computed = f'{{kind: percent, computed: "share(完成, 计划)", places: 1{said}}}'
    facts = f"facts:\n  计划: text\n  完成: text\n  完成率: {computed}\n"
    text = f"title: 表\nabout: 试\nheading: 表\n{facts}sections: [{{text: 表}}]\n"
    return read_facts(
        parse(f"计划: {planned}\n完成: {done}\n完成率: {typed}\n", "facts.yaml"), structure_from(text, tmp_path)
    )


@pytest.mark.parametrize(
    ("planned", "done", "computed"),
    [
        ("1.2万亩", "8000亩", "66.7%"),
        ("3座", "3座", "100.0%"),
        ("8.5%以内", "8.4%", ""),
        ("1.86亿立方米以内", "1.82亿立方米", ""),
        ("全覆盖", "9个乡镇", ""),
        ("24万人次", "约13万人次", ""),
        ("30—35个", "32个", ""),
        ("0起", "0起", ""),
    ],
)
def test_a_rate_if_exact_is_absent_where_a_figure_is_not(
    tmp_path: Path, planned: str, done: str, computed: str
) -> None:
    """What is no exact figure, or nothing to divide by, makes no rate and no problem; without `if_exact` an F119."""
    facts = rate(planned, done, tmp_path)
    assert not facts.problems
    assert str(facts.values["完成率"]) == computed
    codes = [found.code for found in rate(planned, done, tmp_path, if_exact=False).problems]
    assert codes == ([] if computed else ["F119"])


def test_a_rate_if_exact_still_wants_the_same_unit(tmp_path: Path) -> None:
    """3个 of 3座 is a slip of the pen; a rate that was typed is checked where it can be, and kept where it cannot."""
    assert [found.code for found in rate("3座", "3个", tmp_path).problems] == ["F119"]
    assert [found.code for found in rate("4座", "3座", tmp_path, typed="80%").problems] == ["F120"]
    assert str(rate("4座以上", "3座", tmp_path, typed="75%").values["完成率"]) == "75%"


def test_a_rate_if_exact_is_no_gap_while_its_operands_are() -> None:
    """In a draft with gaps nobody is asked for a rate that there may never be."""
    structure, _ = load(ROOT / "structures" / "half-year-summary.yaml", Library((ROOT,)))
    assert structure
    facts = read_facts(parse("目标: [{指标: 投资, 数值: 2亿元}]\n", "facts.yaml"), structure, gaps=True)
    goals = facts.values["目标"]
    assert isinstance(goals, Items)
    (goal,) = [values_of(item) for item in goals if isinstance(item, Group)]
    assert str(goal["完成"]) == "【待补：完成】"
    assert not goal["完成率"]
