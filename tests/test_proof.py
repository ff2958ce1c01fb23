"""校对: every rule finds its wrong example and leaves its right one alone; whole faulty texts; clean ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from drafter import pipeline
from drafter.document import Document
from drafter.problems import Problem
from drafter.proof import PLAIN, Settings, document_problems
from drafter.proof.reading import read
from drafter.proof.report import RULES
from drafter.proof.word_lists import Words
from tests.plain_text import document
from tests.random_documents import documents

Write = Callable[..., Path]

HERE = Path(__file__).parent
FAULTY = sorted((HERE / "proof").glob("*.txt"))
SHARED = Path(__file__).parents[2] / "shared"
UNIT = Settings(
    words=Words(
        organs=(("总务处",), ("教务处",)),
        places=(("白水县",),),
        people=(("林知远", "局长"),),
        terms=(("其它", "其他"),),
        stale=(("旧农业局", "农业农村局", "2019年3月"),),
        renamed=(("国土资源局", "自然资源局", "2019年3月"),),
    )
)
"""The lists of a unit that the examples of P608 and P611 to P615 need, and of the program's P620."""
OF_THE_UNIT = {"P608", "P611", "P613", "P614", "P615", "P620"}
OF_A_TEXT = [code for code in RULES if not code.startswith("P9")]


def found_in(text: str, settings: Settings = PLAIN) -> list[Problem]:
    """What the proofreader finds in a text; one without a title of its own gets a plain one."""
    titled = re.match(r"[^。，：、]{2,24}(?:计划|方案|打算|总结)。?(?:\n|$)", text)
    return list(document_problems(document(text if titled else f"有关事项\n各单位：\n{text}"), settings, exact=True))


@pytest.mark.parametrize("code", OF_A_TEXT)
def test_a_rule_finds_its_wrong_example_and_nothing_in_its_right_one(code: str) -> None:
    """The catalogue's examples are true: the wrong one has its finding, the right one has none that is shown."""
    entry, settings = RULES[code], UNIT if code in OF_THE_UNIT else PLAIN
    assert code in [each.code for each in found_in(entry.wrong, settings)]
    assert [each for each in found_in(entry.right, settings) if each.severity != "info" or each.code == code] == []


@pytest.mark.parametrize("code", OF_A_TEXT)
def test_what_a_rule_says_is_complete(code: str) -> None:
    """A finding has its place, a sentence without open blanks, and says what to write instead."""
    (found, *_) = [each for each in found_in(RULES[code].wrong, UNIT) if each.code == code]
    assert found.severity == RULES[code].severity
    assert found.place is not None
    assert found.hint
    assert "None" not in found.message + found.hint
    assert RULES[code].source.startswith(("GB/T", "惯例"))


@pytest.mark.parametrize("text", FAULTY, ids=lambda path: path.stem)
def test_every_planted_error_is_found_and_nothing_else(text: Path) -> None:
    """In a whole faulty text every line with an error has its findings by code, every other line none."""
    answers = json.loads(text.with_suffix(".json").read_text("utf-8"))
    problems = document_problems(document(text.read_text("utf-8")), exact=True)
    shown = {(str(each.place.line), each.code) for each in problems if each.severity != "info" and each.place}
    wanted = {(line, code) for line, codes in answers["codes"].items() for code in codes}
    assert wanted - shown == set()
    assert {line for line, _ in shown} == answers["errors"].keys()


@pytest.mark.parametrize("text", sorted((HERE / "proof" / "clean").glob("*.txt")), ids=lambda path: path.stem)
def test_a_clean_text_is_left_alone(text: Path) -> None:
    """Whole texts with figures, years, notes and names that look wrong at a glance have neither error nor warning."""
    problems = document_problems(document(text.read_text("utf-8")), exact=True)
    assert [str(each) for each in problems if each.severity != "info"] == []


@pytest.mark.skipif(not SHARED.exists(), reason="no collection of texts beside the checkout")
def test_a_text_with_known_errors() -> None:
    """Every line that is known to be wrong has a finding; at most one finding stands on another line."""
    for beside in (SHARED / "planted").glob("*.json"):
        wrong = json.loads(beside.read_text("utf-8"))["errors"]
        text = beside.with_suffix(".txt").read_text("utf-8")
        lines = [str(each.place.line) for each in document_problems(document(text), exact=True) if each.place]
        assert wrong.keys() <= set(lines)
        assert len([line for line in lines if line not in wrong]) <= 1


@pytest.mark.skipif(not SHARED.exists(), reason="no collection of texts beside the checkout")
def test_published_documents_are_left_alone() -> None:
    """No error in published documents, and fewer than one warning in 10,000 characters."""
    texts = [path.read_text("utf-8") for path in sorted((SHARED / "corpus").glob("*.txt"))]
    problems = [each for text in texts for each in document_problems(document(text), exact=True)]
    assert [each for each in problems if each.severity == "error"] == []
    warnings = [each for each in problems if each.severity == "warning"]
    assert len(warnings) < sum(map(len, texts)) / 10_000


# ---- drafts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "example", sorted(path.parent.name for path in (HERE.parent / "examples").glob("*/facts.yaml"))
)
def test_the_examples_are_clean(example: str) -> None:
    """What the program offers as an example has neither error nor warning."""
    found = pipeline.check(HERE.parent / "examples" / example)
    assert [each for each in found if each.severity != "info"] == []


STRUCTURE = """\
title: 简报
about: 一周一期
heading: 简报
facts: {说明: {kind: text, required: true}, 单位: {kind: organ}}
sections:
  - wording: 正文
"""


def test_a_finding_stands_where_it_can_be_mended(write_plan: Write) -> None:
    """At the fact that brought the characters, or at the line of the wording, with the fact's path."""
    plan = write_plan(STRUCTURE, "说明: 落实责任,强化监督\n", {"正文": "各单位:\n{{ 说明 }}。\n"})
    places = {
        (each.code, each.path, Path(each.place.file).name, each.place.line)
        for each in pipeline.check(plan)
        if each.place
    }
    assert places == {("P101", None, "正文.j2", 1), ("P101", "说明", "facts.yaml", 2)}


def test_what_the_proofreader_finds_stops_no_export(write_plan: Write) -> None:
    """An error of the text makes `check` fail; the draft is made all the same."""
    plan = write_plan(STRUCTURE, "说明: 投入XX万元\n", {"正文": "{{ 说明 }}。\n"})
    assert [(each.code, each.severity) for each in pipeline.check(plan)] == [("P501", "error")]
    draft, problems = pipeline.make(plan, proofread=True)
    assert draft.document.blocks
    assert [each.code for each in problems] == ["P501"]


def test_a_fact_that_looks_unfilled_is_told_once(write_plan: Write) -> None:
    """Where the text says 某某 the facts' own warning about it is not said again."""
    plan = write_plan(STRUCTURE, "说明: 由某某负责\n", {"正文": "{{ 说明 }}。\n"})
    assert [each.code for each in pipeline.check(plan)] == ["P501"]


# ---- any document ---------------------------------------------------------------------------------------------------


@given(documents)
def test_any_document_can_be_read(made: Document) -> None:
    """No document stops the proofreader; every position of the text belongs to the line that holds it."""
    list(document_problems(made))
    reading = read(made)
    for start, line in zip(reading.starts, reading.lines, strict=True):
        if line.text:
            assert reading.at(start) == (line, 0)
            assert reading.at(start + len(line.text) - 1) == (line, len(line.text) - 1)


# ---- hard cases -----------------------------------------------------------------------------------------------------

CLEAN = [
    "会议于14:30召开，比例为1:500，详见https://example.org/a,b。",
    "完成投资12,345元，同比增长5.5%，其中1,234,567元为自筹。",
    "根据GB/T 9704-2012和《标准》（GB 50180），使用AI（人工智能）等技术。",
    "到2025年—2027年，“十五五”规划（2026—2030年）全面实施，2008年以来的经验要总结。",
    "一年来，一方面抓学习，另一方面抓整改，三是三非的问题逐项解决。",
    "培训3000人，新增容量5千瓦，改造线路3千米，投入2.5万元。",
    "第一、第二季度分别检查一次，1、2号楼同步改造。",
    "由40个增加到50个，增长25%；由88.8%提高到95%。",
    "全年组织演练38次，其中乡镇26次。",
    "以营利为目的的活动一律停止，为了了解情况，组织调研。",
    "“甲”“乙”和《丙》（试行）、《丁》都要落实……",
    "北京、天津、上海3个城市先行试点，县、乡、村三级联动。",
    "在教育、卫生、文化等5个部门推行，建设新建、改建、扩建项目120个。",
    "“三公”经费下降10%，“双随机、一公开”监管全覆盖。",
    "地点：二〇二七年度会议室3×5米，含1+X证书，Ｂ楼除外。".replace("Ｂ", "B"),
]


@pytest.mark.parametrize("text", CLEAN)
def test_what_looks_wrong_and_is_right(text: str) -> None:
    """Times, ratios, standards, quantities and set phrases are left alone."""
    assert [str(each) for each in found_in(text) if each.severity != "info"] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("一、目标\n（一）甲。\n（二）乙。\n二、任务\n（三）丙。\n（四）丁。", []),
        ("一、目标\n（一）甲。\n（二）乙。\n二、任务\n（一）丙。\n（二）丁。", []),
        ("一、目标\n1.甲。\n2.乙。\n二、任务\n3.丙。", []),
        ("一、目标\n二、任务\n二、措施", ["P301"]),
        ("一、目标\n（一）甲。\n（三）丙。\n（四）丁。", ["P301"]),
        ("一、目标\n（一）甲。\n（2）乙。\n（三）丙。", ["P301"]),
        ("二、目标\n三、任务", ["P301"]),
        ("一是学。\n二是干。\n四是查。", ["P302"]),
        ("一要学。二要干。一是查。二是改。", []),
        ("首先要学。二是干。", []),
        ("第一章　总则\n第一条　甲。\n第二条　乙。\n第二章　附则\n第三条　丙。", []),
        ("第一条　甲。\n第三条　乙。", ["P306"]),
    ],
)
def test_order_of_numbers(text: str, codes: list[str]) -> None:
    """Numbers may restart under a new heading or run on; gaps, doubles and a wrong first one are found once."""
    assert [each.code for each in found_in(text) if each.severity == "error"] == codes


@pytest.mark.parametrize(
    ("sentence", "strange"),
    [
        ("2026年，我校将抓好以下工作。", True),
        ("确保2026年10月底前完成。", True),
        ("完成时限：2026年底前。", True),
        ("比2026年增长5%。", False),
        ("落实《2026年工作要点》。", False),
        ("落实青政发〔2026〕3号文件。", False),
        ("2026—2030年持续推进。", False),
        ("2026年已建成的2个站点投入使用。", False),
        ("到2030年全面建成。", False),
        ("2028年1月底前报送总结。", False),
        ("2028年11月底前完成验收。", True),
    ],
)
def test_years_against_the_plans_own(sentence: str, strange: bool) -> None:
    """Another year is found where something shall be done in it, not where the text looks back or further on."""
    problems = found_in(f"松岭中学2027年工作计划\n{sentence}")
    assert ("P601" in [each.code for each in problems]) is strange


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("投入1.2亿元，其中省级8000万元、县级4000万元。", False),
        ("投入1.2亿元，其中省级8000万元、县级5000万元。", True),
        ("建成站点10个，其中国家级1个、省级2个。", False),
        ("建成站点10个，分别为国家级1个、省级2个。", True),
        ("修渠30公里、修路20公里，共计50公里。", False),
        ("修渠30公里、修路20公里，共计60公里。", True),
        ("约30人，其中男20人、女20人。", False),
    ],
)
def test_totals_against_parts(sentence: str, wrong: bool) -> None:
    """Sums are held against their parts in any unit; parts that need not be all of it may be fewer."""
    assert ("P603" in [each.code for each in found_in(sentence)]) is wrong


PLAIN_LIST = "附件：\n1.工作方案\n2.人员名单\n松岭县统计局\n2027年1月5日\n附件1\n工作方案\n附件2\n人员名单"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"方案见附件1。\n{PLAIN_LIST}", []),
        (f"方案见附件3。\n{PLAIN_LIST}", ["P402"]),
        (f"方案见附件1。\n{PLAIN_LIST}".replace("附件2\n", "附件3\n"), ["P408"]),
        (f"方案见附件1。\n{PLAIN_LIST}".replace("附件2\n人员名单", "附件2\n人员\n名单"), []),
        (f"方案见附件1。\n{PLAIN_LIST}".replace("附件2\n人员名单", "附件2\n人员名册"), ["P401"]),
        ("合同的附件材料另行报送，按照《办法》附件执行。", []),
    ],
)
def test_attachments_in_both_places(text: str, codes: list[str]) -> None:
    """Names agree even where a title is broken over two lines; numbers are those of the list."""
    assert [each.code for each in found_in(text) if each.severity != "info"] == codes
