"""改写: a value put into a facts file's text changes its own place, in the file's manner, and nothing besides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafter.amendment import AmendmentError, amended, scalar
from drafter.fact_paths import PathError
from drafter.facts_file import FactsFile
from drafter.source import parse
from drafter.structure import Structure
from tests.plain_facts import leaves
from tests.structures import structure_from

_STRUCTURE = """\
title: 简报
about: 一周一期
heading: 简报
facts:
  单位: text
  年度: text
  附记: paragraph
  要点: {kind: list, item: text}
  科室: {kind: list, item: organ, joined: true}
  任务: {kind: list, item: {名称: text, 牵头: text, 做法: {kind: list, item: text}}}
  联系: {kind: group, fields: {电话: text, 地址: {kind: group, fields: {楼: text, 室: text}}}}
sections:
  - text: 简报
"""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Structure:
    """A structure with a fact at every kind of place."""
    return structure_from(_STRUCTURE, tmp_path_factory.mktemp("structure"), "brief")


def put(structure: Structure, text: str, path: str, value: str, *, replacing: bool = False) -> str:
    """The text with the value at its path."""
    edit, _ = amended(parse(text, "facts.yaml"), structure.facts, path, value, replacing=replacing)
    return edit.applied(text)


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("单位:\n年度: 2027\n", "单位", "甲局", "单位: 甲局\n年度: 2027\n"),
        ("单位:   # 全称\n年度: 2027\n", "单位", "甲局", "单位: 甲局   # 全称\n年度: 2027\n"),
        ("单位: ~\n", "单位", "甲局", "单位: 甲局\n"),
        ("单位: '乙''局' # 旧\n", "单位", "甲局", "单位: 甲局 # 旧\n"),
        ("单位: 乙\n  局\n年度: 1\n", "单位", "甲局", "单位: 甲局\n年度: 1\n"),
        ("单位: 乙局  # 旧\n年度: 1\n", "单位", "", "单位:  # 旧\n年度: 1\n"),
        ("单位: [乙, 丙] # 旧\n", "单位", "甲局", "单位: 甲局 # 旧\n"),
        ("单位: {value: , source: 会议}\n", "单位", "甲, 乙", '单位: {value: "甲, 乙", source: 会议}\n'),
        ("单位:\n  value: 乙\n  source: 会议\n", "单位", "甲", "单位:\n  value: 甲\n  source: 会议\n"),
        # a key that is not there, in the structure's order
        ("structure: brief\n\n# 电话\n联系:\n", "年度", "2027", "structure: brief\n年度: 2027\n\n# 电话\n联系:\n"),
        ("# 头\n\n# 电话\n联系: {电话: 1}\n", "年度", "2027", "# 头\n\n年度: 2027\n# 电话\n联系: {电话: 1}\n"),
        ("年度: 2027", "附记", "完", "年度: 2027\n附记: 完"),
        ("附记: |\n  一\n\n\n联系:\n", "要点[1]", "甲", "附记: |\n  一\n要点:\n  - 甲\n\n\n联系:\n"),
        ("单位: 甲 # 一\n联系:\n", "联系.地址.楼", "2", "单位: 甲 # 一\n联系:\n  地址:\n    楼: 2\n"),
        ("任务:\n- 牵头: 甲科\n", "任务[1].名称", "排查", "任务:\n- 名称: 排查\n  牵头: 甲科\n"),
        (
            "任务:\n  - 名称: 排查\n    做法: [一]\n",
            "任务[1].牵头",
            "甲科",
            "任务:\n  - 名称: 排查\n    牵头: 甲科\n    做法: [一]\n",
        ),
        ("{单位: 甲, 要点: [一]}\n", "年度", "2027", "{单位: 甲, 年度: 2027, 要点: [一]}\n"),
        ("联系: {地址: {}}\n", "联系.电话", "1", "联系: {电话: 1, 地址: {}}\n"),
        ("联系: {地址: {}}\n", "联系.地址.楼", "2", "联系: {地址: {楼: 2}}\n"),
        # lists
        ("要点:\n", "要点[1]", "一", "要点:\n  - 一\n"),
        ("要点:  # 三条\n\n年度: 1\n", "要点[1]", "一", "要点:  # 三条\n  - 一\n\n年度: 1\n"),
        ("要点:\n  -\n", "要点[1]", "一", "要点:\n  - 一\n"),
        ("要点:\n    - 一  # 首\n# 尾\n", "要点[2]", "二", "要点:\n    - 一  # 首\n    - 二\n# 尾\n"),
        ("要点:\n- 一\n年度: 1\n", "要点[2]", "二", "要点:\n- 一\n- 二\n年度: 1\n"),
        ("要点: [一, 二]\n", "要点[3]", "三", "要点: [一, 二, 三]\n"),
        ("要点: []\n", "要点[1]", "一", "要点: [一]\n"),
        ("要点: [一,\n  二,\n  ] # 尾\n", "要点[3]", "三", "要点: [一,\n  二, 三,\n  ] # 尾\n"),
        (
            "任务:\n  -   名称: 排查\n      牵头: 甲\n",
            "任务[2].名称",
            "演练",
            "任务:\n  -   名称: 排查\n      牵头: 甲\n  -   名称: 演练\n",
        ),
        ("任务:\n  -\n", "任务[1].做法[1]", "登记", "任务:\n  - 做法:\n      - 登记\n"),
        ("任务: [{名称: 排查}]\n", "任务[2].名称", "演练", "任务: [{名称: 排查}, {名称: 演练}]\n"),
        ("任务: [{名称: , 牵头: }]\n", "任务[1].牵头", "甲科", "任务: [{名称: , 牵头: 甲科}]\n"),
        # a list in one line
        ("科室: 甲科、乙科；丙科 # 尾\n", "科室[2]", "丁科", "科室: 甲科、丁科；丙科 # 尾\n"),
        ("科室: 甲科、乙科 # 尾\n", "科室[3]", "丙科", "科室: 甲科、乙科、丙科 # 尾\n"),
        ("科室: '甲科、' # 尾\n", "科室[2]", "乙科", "科室: 甲科、乙科 # 尾\n"),
        ("科室:\n", "科室[1]", "甲科", "科室:\n  - 甲科\n"),
        # several paragraphs
        ("附记:\n  # 注\n年度: 1\n", "附记", "一。\n二。", '附记: "一。\\n二。"\n  # 注\n年度: 1\n'),
        ("附记: # 结尾\n", "附记", "一段。\n二段。", "附记: | # 结尾\n  一段。\n  二段。\n"),
    ],
)
def test_a_value_goes_where_a_careful_clerk_would_put_it(
    brief: Structure, before: str, path: str, value: str, after: str
) -> None:
    """Comments stay, blanks stay, a key finds its place in the order, an item its file's own indentation."""
    assert put(brief, before, path, value) == after


@pytest.mark.parametrize(
    ("text", "path", "error", "hint"),
    [
        ("要点: [一]\n", "要点[3]", PathError, "现在有1项，下一项是第2项"),
        ("要点:\n", "要点[2]", PathError, "从第1项开始"),
        ("要点: 供水\n", "要点[1]", PathError, "那里写着“供水”"),
        ("科室: 甲科\n", "科室[3]", PathError, "现在有1项，下一项是第2项"),
        ("单位:\n  - 甲\n  - 乙\n", "单位", AmendmentError, ""),
        ("联系: {电话}\n", "联系.电话", AmendmentError, ""),
    ],
)
def test_what_only_a_person_can_change_is_refused(
    brief: Structure, text: str, path: str, error: type[PathError | AmendmentError], hint: str
) -> None:
    """Nothing that somebody typed is dropped in silence."""
    with pytest.raises(error) as refused:
        put(brief, text, path, "甲")
    assert not isinstance(refused.value, PathError) or hint in (refused.value.hint or "")


def test_a_text_gives_way_to_a_list_only_when_told(brief: Structure) -> None:
    """`replacing` is for somebody who was shown what stood there."""
    assert put(brief, "要点: 供水 # 尾\n", "要点[1]", "一", replacing=True) == "要点: # 尾\n  - 一\n"


# ---- any value, anywhere ----------------------------------------------------------------------------------------

FILE = """\
# 头
structure: brief   # 结构

单位:   # 全称
年度: "2026"
# 附记的说明
附记: |
  一段。

  二段。


要点: [一, '二',
  三]   # 三条
任务:
    # 第一项
    -   名称: 排查
        做法:
        - 登记  # 逐栋
        -
    - {名称: 演练, 牵头: }
# 尾
"""
PATHS = ("单位", "年度", "附记", "要点[1]", "要点[3]", "要点[4]", "任务[1].名称", "任务[1].牵头", "任务[1].做法[2]")
MORE = ("任务[1].做法[3]", "任务[2].牵头", "任务[2].做法[1]", "任务[3].名称", "联系.电话", "联系.地址.室")
MARKS = st.text(
    st.sampled_from("#:：-[]{}&*!|>'\"%@`,，?？~=\\<. \u3000“”。0571aA年度\u00e9😀"), min_size=1, max_size=12
)
LINES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=20).filter(str.isprintable)
VALUES = (MARKS | LINES).filter(lambda value: value.strip() != "")


@given(st.sampled_from(PATHS + MORE), VALUES)
def test_any_value_arrives_and_nothing_else_changes(brief: Structure, path: str, value: str) -> None:
    """The law of amendment: one fact more or another one, all other texts, comments and blanks to the byte."""
    edit, after = amended(parse(FILE, ""), brief.facts, path, value)
    text = edit.applied(FILE)
    assert leaves(parse(text, "").root) == {**leaves(parse(FILE, "").root), path: value}
    assert after.text == text
    removed = FILE[edit.start : edit.end]
    assert removed.strip() in ("", leaves(parse(FILE, "").root).get(path, ""), '"2026"', "|\n  一段。\n\n  二段。")
    assert all(comment in text for comment in re.findall("#.*", FILE))


@given(
    st.lists(st.tuples(st.sampled_from(PATHS + MORE), VALUES), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_line_ends_and_the_byte_order_mark_stay(
    brief: Structure, tmp_path_factory: pytest.TempPathFactory, values: list[tuple[str, str]], ends: str, marked: bool
) -> None:
    """A file of Notepad's stays one: the plain file amended, in its own line ends, behind its own mark."""
    folder = tmp_path_factory.mktemp("files")
    plain, own = FactsFile(folder / "plain.yaml", brief), FactsFile(folder / "own.yaml", brief)
    mark = b"\xef\xbb\xbf" if marked else b""
    plain.path.write_bytes(FILE.encode())
    own.path.write_bytes(mark + FILE.replace("\n", ends).encode())
    for path, value in values:
        assert bool(plain.put({path: value})) is bool(own.put({path: value}))
    assert own.path.read_bytes() == mark + plain.path.read_text("utf-8").replace("\n", ends).encode()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0571", '"0571"'),
        ("1.10", '"1.10"'),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("2027-01-05", '"2027-01-05"'),
        ("1e3", '"1e3"'),
        ("~", '"~"'),
        ("2027", "2027"),
        ("95%", "95%"),
        ("%5", '"%5"'),
        ("- 甲", '"- 甲"'),
        ("*重点", '"*重点"'),
        ("@乙", '"@乙"'),
        ("一 # 二", '"一 # 二"'),
        ("关于: 计划", '"关于: 计划"'),
        (" 甲 ", '" 甲 "'),
        ("“节水优先”思路", "“节水优先”思路"),
        ("'甲'", "\"'甲'\""),
    ],
)
def test_a_value_is_quoted_where_some_reader_of_yaml_would_misread_it(text: str, written: str) -> None:
    """Plain where all agree: this program, and YAML 1.1, which would make 377 of 0571."""
    assert scalar(text) == written
    assert str(yaml.safe_load(written)) == text


def test_a_file_changed_meanwhile_keeps_what_somebody_typed(brief: Structure, tmp_path: Path) -> None:
    """Between two answers the file may be edited: both arrive."""
    file = FactsFile(tmp_path / "facts.yaml", brief)
    file.path.write_text("单位:\n年度:\n", "utf-8")
    file.put({"单位": "甲局"})
    file.path.write_text(file.path.read_text("utf-8") + "附记: 手写\n", "utf-8")
    file.put({"年度": "2027"})
    assert file.path.read_text("utf-8") == "单位: 甲局\n年度: 2027\n附记: 手写\n"
