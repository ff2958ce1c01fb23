"""一个项目两个名称: what is found, and what are two projects."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from drafter.document import Column, Document, Paragraph, Properties, Run, Table
from drafter.problems import Problem
from drafter.proof import document_problems, projects
from drafter.proof.reading import read
from tests.plain_text import document

TITLE = "松岭县2027年工作计划\n"
SHARED = Path(__file__).parents[2] / "shared"


def told(text: str) -> list[Problem]:
    """What is found of names that have two forms."""
    return [each for each in document_problems(document(TITLE + text), exact=True) if each.code == "P609"]


PAIRS = [
    (
        "推进青山湖水库除险加固工程。",
        "青山水库除险加固工程年底完工。",
        "青山水库除险加固工程",
        "青山湖水库除险加固工程",
    ),
    ("实施“雨露计划”。", "通过“雨露行动”资助120人。", "“雨露行动”", "“雨露计划”"),
    ("开展“清源”行动。", "“清源”工程要有实效。", "“清源”工程", "“清源”行动"),
    (
        "推进城镇污水处理厂提标改造项目。",
        "城镇污水处理提标改造项目10月底前完成。",
        "城镇污水处理提标改造项目",
        "城镇污水处理厂提标改造项目",
    ),
    (
        "建设白水河流域综合治理工程。",
        "我县白水和流域综合治理工程开工。",
        "白水和流域综合治理工程",
        "白水河流域综合治理工程",
    ),
    (
        "实施“青少年科技素养提升工程”。",
        "“青少年科技素质提升工程”覆盖12所学校。",
        "“青少年科技素质提升工程”",
        "“青少年科技素养提升工程”",
    ),
    ("启动数字乡村综合服务平台。", "数字乡村综合业服务平台上线。", "数字乡村综合业服务平台", "数字乡村综合服务平台"),
    ("建设智慧水务综合监管平台。", "智慧务水综合监管平台上线。", "智慧务水综合监管平台", "智慧水务综合监管平台"),
    (
        "（一）抓工程。推进青山湖灌区配套改造工程。",
        "（二）抓管护。青山灌区配套改造工程建管并重。",
        "青山灌区配套改造工程",
        "青山湖灌区配套改造工程",
    ),
    (
        "执行《松岭县水网建设规划（2026—2030年）》。",
        "按照《松岭县水网建设规划》推进。",
        "《松岭县水网建设规划》",
        "《松岭县水网建设规划（2026—2030年）》",
    ),
]


@pytest.mark.parametrize(("first", "second", "wrong", "right"), PAIRS, ids=lambda text: text[:8])
def test_a_project_under_two_names(first: str, second: str, wrong: str, right: str) -> None:
    """The later one is told, with its place and the other's name."""
    (found,) = told(f"{first}\n{second}\n")
    assert f"这里是“{wrong}”，别处是“{right}”" in found.message
    assert found.place
    assert found.place.line == 3


def test_the_rarer_name_is_the_wrong_one() -> None:
    """Also where it comes first."""
    usual = "青山湖水库除险加固工程"
    (found,) = told(f"推进青山水库除险加固工程。\n{usual}年底完工。\n要加强{usual}的监理。\n")
    assert found.place
    assert found.place.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "推进青山湖水库除险加固一期工程。\n青山湖水库除险加固二期工程开工。",
        "推进松岭东部供水管网工程。\n松岭西部供水管网工程开工。",
        "推进上河村高标准农田项目。\n下河村高标准农田项目开工。",
        "推进城区供水管网改造工程。\n城区排水管网改造工程开工。",
        "推进白石水库除险加固工程。\n白云水库除险加固工程开工。",
        "推进青山湖水库除险加固工程、青山水库除险加固工程。\n青山水库除险加固工程开工。",
        "（一）青山湖水库除险加固工程\n6月完成。\n（二）青山水库除险加固工程\n9月完成。",
        "实施农村公路建设项目。\n农村公路建设工程抓质量。",
        "抓好重点水利工程。\n抓好水利工程。",
        "推进农田水利设施建设项目。\n推进新农田水利设施建设项目。",
        "实施“雨露计划”和“雨露行动”。\n“雨露行动”要有实效。",
        "实施“互联网+”行动。\n“互联网+”工程提速。",
        "推进“平安校园”建设。\n推进“平安家园”建设。",
        "实施“小学生阅读提升行动”。\n“中学生阅读提升行动”同步开展。",
        "实施“清源”行动。\n“清源行动”要有实效。",
        "实施农村饮水安全巩固提升工程。\n农村饮水安全提升工程要管好。",
        "落实《松岭县水网规划（2026—2030年）》（以下简称《松岭县水网规划》）。\n《松岭县水网规划》要执行好。",
        "落实《水网建设条例（试行）》。\n《水网建设条例》即将施行。",
        "工程建设的项目管理平台。\n项目建设的工程管理平台。",
    ],
)
def test_two_projects_are_two(text: str) -> None:
    """Numbers, directions, ranks, other things, names told side by side, short names, words that sound like a name."""
    assert [str(each) for each in told(text + "\n")] == []


def test_projects_in_one_table_are_several() -> None:
    """A list of projects has each once; the text against the table is held against it."""
    names = ("青山湖水库除险加固工程", "青山水库除险加固工程")
    rows = tuple(((Run(name),), (Run("6月"),)) for name in names)
    table = Table((Column((Run("项目"),)), Column((Run("时限"),))), rows)
    both = Document((table,), Properties(""))
    assert [each.code for each in document_problems(both)] == []
    mixed = Document((Table(table.columns, rows[:1]), Paragraph((Run(f"{names[1]}开工。"),))), Properties(""))
    assert [each.code for each in document_problems(mixed)] == ["P609"]


def test_many_projects_take_no_time() -> None:
    """Ten thousand names are compared in a moment: work grows with the text, not with its square."""
    names = (f"{'甲乙丙丁戊'[number % 5]}{chr(0x4E00 + number)}河流域综合治理工程" for number in range(10_000))
    reading = read(Document(tuple(Paragraph((Run(f"推进{name}。"),)) for name in names), Properties("")))
    start = time.process_time()
    assert list(projects.findings(reading)) == []
    assert time.process_time() - start < 3


@pytest.mark.skipif(not SHARED.exists(), reason="no collection of texts beside the checkout")
def test_published_documents_have_one_name_for_each() -> None:
    """In none of them, nor in all of them read as one, is there a project with two names."""
    texts = [
        path.read_text("utf-8") for folder in ("corpus", "seeds") for path in sorted((SHARED / folder).glob("*.txt"))
    ]
    for text in (*texts, "\n".join(texts)):
        assert [str(each) for each in told(text) if "项目" in each.message] == []
