"""Long titles broken between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.layout import width
from drafter.title_lines import balanced, units

ROOM = 20.1  # characters of 22 pt in the type area


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("青岚县水务局2027年工作计划", ["青岚县水务局2027年工作计划"]),
        (
            "毕节市构建“同心五共”工作机制推动民族工作高质量发展",
            ["毕节市构建“同心五共”", "工作机制推动民族工作高质量发展"],
        ),
        ("松岭市人民医院2027年度医疗质量安全管理工作计划", ["松岭市人民医院2027年度", "医疗质量安全管理工作计划"]),
        (
            "青岚县教育局关于进一步加强中小学校园安全管理工作的实施意见",
            ["青岚县教育局关于进一步加强", "中小学校园安全管理工作的实施意见"],
        ),
        (
            "松岭县2027年污染防治攻坚重点任务分工方案",  # 20 characters, and half a one between digits and Chinese
            ["松岭县2027年", "污染防治攻坚重点任务分工方案"],
        ),
        ("云溪中学数学教研组2026—2027学年第二学期工作计划", ["云溪中学数学教研组2026—2027学年", "第二学期工作计划"]),
        ("西山区“五同”模式推进民族团结进步示范创建", ["西山区“五同”模式", "推进民族团结进步示范创建"]),
        (
            "青岚县水务局关于印发《青岚县水务局2027年工作计划》的通知",
            ["青岚县水务局关于印发", "《青岚县水务局2027年工作计划》的通知"],
        ),
    ],
)
def test_titles_break_where_a_clerk_would_break_them(title: str, lines: list[str]) -> None:
    """Behind the organ, the year or the verb; never inside a word, a number with its unit or 《》."""
    assert list(balanced(title, ROOM)) == lines


@given(
    st.text(
        st.sampled_from("青岚县水务局关于印发加强的和2027年工作计划《》“”（）重点任务分解表、—A"),
        min_size=1,
        max_size=80,
    )
)
def test_breaking_loses_nothing(title: str) -> None:
    """The lines are the title again, and fit, unless nothing could be parted."""
    lines = balanced(title, ROOM)
    assert "".join(lines) == title
    assert "".join(units(title)) == title
    assert len(lines) == 1 or max(map(width, lines)) <= ROOM


def test_what_belongs_together_is_one_unit() -> None:
    """A number and its unit, a document's name, a quotation, a dash."""
    assert units("《甲〔2027〕3号》2027年3个“五同”——甲")[:2] == ("《甲〔2027〕3号》", "2027年")
    assert "“五同”" in units("推进“五同”模式")
    assert "——" in units("成效——侧记")
    assert units("某校2026—2027学年计划") == ("某校", "2026—2027学年", "计划")


def test_a_name_too_long_for_a_line_is_parted_inside() -> None:
    """Better between two of its words than wherever the line happens to end."""
    title = "青岚县人民政府关于印发《青岚县2027年农村供水一体化工作实施方案》的通知"
    assert len(balanced(title, ROOM)) == 2
    assert max(map(width, balanced(title, ROOM))) <= ROOM


def test_a_title_of_two_hundred_characters_is_still_set() -> None:
    """What no list of words knows is left to the word processor; nothing is lost."""
    title = "关于" + "啊" * 200
    assert "".join(balanced(title, ROOM)) == title
