"""校对: tables, counts and rates are worked out; numbers out of order are told once; a habit is told once."""

from __future__ import annotations

import pytest

from drafter.problems import Problem
from drafter.proof import document_problems
from tests.plain_text import document

TITLE = "青岚县水务局2027年工作计划\n为做好全年工作，制定本计划。\n"
TABLE = (
    "序号\t项目\t金额（万元）\t责任科室\n1\t改造管网\t85\t建设科\n2\t检修泵站\t36\t运管科\n3\t巡查堤防\t15\t防汛科\n"
)


def shown(text: str) -> list[Problem]:
    """Errors and warnings in a plan of these lines."""
    found = document_problems(document(TITLE + text), exact=True)
    return [each for each in found if each.severity != "info"]


def codes(text: str) -> list[str]:
    """Their codes."""
    return [each.code for each in shown(text)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (TABLE + "合计\t\t136\t", []),
        (TABLE + "合计\t\t146\t", ["P603"]),
        (TABLE.replace("运管科", ""), ["P619"]),
        (TABLE.replace("\n3\t", "\n4\t"), ["P307"]),
        ("乡镇\t新建\t改建\t合计\n甲镇\t2\t3\t5\n乙镇\t4\t1\t5\n丙镇\t1\t1\t3", ["P603"]),
        ("乡镇\t水厂\t管网\t合计\n甲镇\t2\t3\t9\n乙镇\t4\t1\t8\n丙镇\t1\t1\t7", []),
        ("指标\t数值\n投资\t1.2亿元\n普及率\t95%\n合计\t3", []),
    ],
)
def test_a_table_adds_up_and_counts_on(table: str, expected: list[str]) -> None:
    """合计 against its column or its row, 序号 in order, no row without what all others have."""
    assert codes(table) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("抽检1260批次，合格1248批次，合格率达到98.6%。", ["P604"]),
        ("抽检1260批次，合格1248批次，合格率达到99%。", []),
        ("培训500人，考核480人，优秀率达到60%。", []),
        ("投入186万元，比上年的155万元增长25%。", ["P604"]),
        ("产量24.3万吨，比上年增加0.5万吨，增长2.1%。", []),
        ("茶园由1.2万亩扩大到3.6万亩，增长3倍。", ["P604"]),
        ("合格率由95%提高到98%，提高3个百分点。", []),
        ("招聘硕士6名、本科20名，共28名。", ["P603"]),
        ("引进博士15名、技师5～8名，柔性引进10名，共引进30名。", []),
        ("投入6万元，其中奖金1万元、器材5万元，由镇承担4万元，企业赞助2万元。", []),
        ("现有水库8座，其中小（1）型2座、小（2）型5座。", ["P603"]),
        ("学生2,386人，其中高一812人、高二796人、高三778人。", []),
        ("城乡居民收入分别增长5%、6%。", []),
        ("分别于3月、6月、9月开展四次检查。", ["P701"]),
        ("培训3期，每期50人，共200人。", ["P618"]),
    ],
)
def test_figures_are_worked_out(sentence: str, expected: list[str]) -> None:
    """Rates, sums, products and 分别, where all that belongs to them stands in the sentence."""
    assert codes(sentence) == expected


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        (("（一）", "（二）", "（二）", "（四）"), ["（二）"]),
        (("（一）", "（二）", "三、", "（四）"), ["三、"]),
        (("（一）", "（三）", "（四）"), ["（三）"]),
        (("1.", "1．2027年", "2."), ["1．"]),
        (("㈠", "（二）", "（三）"), ["㈠"]),
    ],
)
def test_a_wrong_number_is_told_once(marks: tuple[str, ...], wrong: list[str]) -> None:
    """Where it stands, and not again at the number after it."""
    lines = "一、重点任务\n" + "\n".join(f"{mark}抓好第{place}批工程。" for place, mark in enumerate(marks, 1))
    found = [each for each in shown(lines) if each.code in ("P301", "P121")]
    assert [each.message.count(mark) > 0 for each, mark in zip(found, wrong, strict=True)] == [True] * len(wrong)


def test_a_habit_is_told_once() -> None:
    """A text with half-width commas all through has one finding for them; one with a few has each."""
    lines = [f"第{number}科要加强领导,压实责任。" for number in "一二三四五六七八九"]
    (found,) = shown("\n".join(lines))
    assert found.code == "P101"
    assert "全文有9段" in found.message
    assert codes("\n".join(lines[:3])) == ["P101"] * 3


def test_what_each_of_several_things_has_is_no_second_value() -> None:
    """A count behind every heading is another one each time; only two values of one thing are held together."""
    heads = [
        f"（{mark}）抓好{what}工作（分解任务{count}项）。"
        for mark, what, count in zip("一二三", "水地人", (15, 9, 16), strict=True)
    ]
    assert codes("\n".join(heads)) == []
    assert codes("全市幼儿入园率达到96%以上，其中市区幼儿入园率达到98%以上，县（市）幼儿入园率达到92%以上。") == []
    assert codes("全年安全设施投入12万元。\n要保证安全设施投入13万元。") == ["P602"]


LIVING = "常住人口94.9万人，其中城镇人口41.4万人，乡村人口53.5万人。"


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("常住人口94.9万人，比上年末增加0.1万人，其中城镇人口41.4万人，乡村人口53.5万人。", []),
        ("常住人口95.9万人，比上年末增加0.1万人，其中城镇人口41.4万人，乡村人口53.5万人。", ["P603"]),
        ("总产值169.7亿元，其中农业91.9亿元，林业6.5亿元，牧业65.0亿元，渔业2.6亿元，服务3.8亿元。", []),
        ("总产值169.5亿元，其中农业91.9亿元，林业6.5亿元，牧业65.0亿元，渔业2.6亿元，服务3.8亿元。", ["P603"]),
        ("全县共造林170亩，其中甲镇91亩、乙镇6亩、丙镇65亩、丁镇9亩。", ["P603"]),
        (f"{LIVING}户籍人口134.9万人，其中城镇人口25.0万人，乡村人口109.9万人。", []),
        (f"{LIVING}乡村人口达到52.5万人。", ["P602"]),
    ],
)
def test_wholes_and_their_parts(sentences: str, expected: list[str]) -> None:
    """By how much a whole has grown is no total; rounded parts may miss it by a last place; parts belong to a whole."""
    assert codes(f"一、基本情况\n{sentences}") == expected


def test_a_report_of_the_government_looks_back_on_the_year_before() -> None:
    """It is named after the year in which it is given."""
    done, ahead = "一、2026年工作回顾\n去年完成投资2亿元。", "二、2027年工作安排\n完成投资3亿元。"
    lines = f"2027年青岚县政府工作报告\n各位代表：\n{done}\n{ahead}"
    found = [each.code for each in document_problems(document(lines), exact=True) if each.severity != "info"]
    assert found == []
    other = lines.replace("政府工作报告", "水务工作报告")
    assert "P601" in [each.code for each in document_problems(document(other), exact=True)]


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ("市、县两级工作机制更加完善，服务群众的水平进一步提高。", ["P702"]),
        ("到2027年底，市、县两级工作机制更加完善，服务群众的水平进一步提高。", []),
        ("2027年，市、县两级工作机制更加完善，服务群众的水平进一步提高。", ["P702"]),
    ],
)
def test_goals_want_a_figure_or_a_deadline(goals: str, expected: list[str]) -> None:
    """The plan's own year alone is neither."""
    assert codes(f"一、工作目标\n{goals}") == expected


def test_what_became_of_last_years_work_is_no_plan() -> None:
    """Its chapter has that year, beside the plan's; examples before 等 are not all there is."""
    title = "青岚县林业局2026年工作总结及2027年工作计划"
    done = "一、2026年重点工作任务完成情况\n造林2万亩，林长提出绿化、美化等城市管理方面3项建议。"
    ahead = "二、2027年工作计划\n造林3万亩。"
    found = document_problems(document(f"{title}\n现将情况报告如下。\n{done}\n{ahead}"), exact=True)
    assert [each.code for each in found if each.severity != "info"] == []


def test_what_looks_back_is_signed_in_the_next_year() -> None:
    """A communiqué of a year comes out in the spring after it; a plan does not."""
    body = "一、综合\n全年完成投资2亿元。\n青岚县统计局\n2028年4月15日"
    for title, expected in (("青岚县2027年统计公报", []), ("青岚县统计局2027年工作计划", ["P606"])):
        found = document_problems(document(f"{title}\n现公布如下。\n{body}"), exact=True)
        assert [each.code for each in found if each.severity != "info"] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("普及率达到95%以上左右。", ["P211"]),
        ("漏损率控制在8.5%%以内。", ["P512"]),
        ("新建水厂2座座，投资300万元。", ["P512"]),
        ("建成12户家家通、5处处理设施，户均增收，人人受益。", []),
    ],
)
def test_a_sign_too_many(sentence: str, expected: list[str]) -> None:
    """Two words for about, a unit typed twice; words that are doubled by habit are right."""
    assert codes(f"一、工作任务\n{sentence}") == expected
