"""片段: facts stay to the character, the wording's punctuation comes into order, and every stretch keeps its origin."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drafter
from drafter.document import Origin, Paragraph, Run, Text, plain
from drafter.pieces import one_line, paragraphs, tidy
from drafter.place import Place
from drafter.values import MISSING, fact

WritePlan = Callable[..., Path]

# ---- notation: {…} is a fact's, everything else the wording's -------------------------------------------------------


def text(words: str) -> Text:
    """`共{3}项` as runs: 共 and 项 from the wording, 3 from a fact."""
    runs = [Run(part, Origin(path="甲" if odd else None)) for odd, part in alternating(words) if part]
    return tuple(runs)


def alternating(words: str) -> list[tuple[bool, str]]:
    """The parts of the notation, each with whether it is a fact's."""
    return [(number % 2 == 1, part) for number, part in enumerate(re.split("[{}]", words))]


def is_fact(run: Run) -> bool:
    """True where a fact brought it."""
    return run.origin is not None and run.origin.path is not None


def words(found: Text) -> str:
    """The notation of a text."""
    return "".join(f"{{{run.text}}}" if is_fact(run) else run.text for run in found)


# ---- the law of punctuation -----------------------------------------------------------------------------------------

MARKS = "，、；：。！？"
SIGNS = MARKS + "“”‘’（）《》〔〕【】 甲乙1"
OWNERS = st.sampled_from([None, "甲", "乙"])
TEXTS = st.lists(
    st.builds(lambda path, sign: Run(sign, Origin(path=path)), OWNERS, st.text(SIGNS, min_size=1, max_size=5)),
    max_size=6,
).map(tuple)


def owned_by(found: Text) -> dict[str | None, str]:
    """What each fact has in the text."""
    paths = {run.origin.path for run in found if run.origin}
    return {path: "".join([run.text for run in found if run.origin and run.origin.path == path]) for path in paths}


@given(TEXTS)
def test_facts_are_never_touched(found: Text) -> None:
    """Whatever stands beside them, the characters that each fact brought are all there, in their order."""
    before, after = owned_by(found), owned_by(tidy(found))
    assert {path: before[path] for path in before if path} == {path: after[path] for path in after if path}


@given(TEXTS)
def test_only_marks_blanks_and_empty_pairs_are_removed(found: Text) -> None:
    """The wording's own words stay as well."""

    def kept(signs: str) -> str:
        return "".join(re.findall("[甲乙1]", signs))

    assert kept(plain(tidy(found))) == kept(plain(found))


@given(TEXTS)
def test_tidying_twice_is_tidying_once(found: Text) -> None:
    """So pieces may be put in order before they are put together."""
    once = tidy(found)
    assert tidy(once) == once


@given(TEXTS)
def test_no_mark_of_the_wording_is_doubled_or_dangling(found: Text) -> None:
    """None at the beginning, none after an opening bracket or before a closing one, none beside another."""
    signs = [(char, is_fact(run)) for run in tidy(found) for char in run.text]
    around: list[tuple[str, bool]] = [("^", True), *signs, ("$", True)]
    for (before, _), (sign, of_fact), (after, _) in zip(around, around[1:], around[2:], strict=False):
        if of_fact or sign not in MARKS:
            continue
        assert before not in "^“‘（《〔【"
        assert not (sign in "，、" and after == "$")
        assert not (sign in "，、；：" and after in "”’）》〕】")
        assert after not in MARKS or {sign, after} <= {"！", "？"}


@given(TEXTS)
def test_no_two_neighbours_have_one_origin(found: Text) -> None:
    """What tells a reader where a stretch came from is in one piece."""
    origins = [run.origin for run in tidy(found)]
    assert all(first != second for first, second in pairwise(origins))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{甲}，。", "{甲}。"),
        ("{甲}、，{乙}", "{甲}，{乙}"),
        ("{甲}；；。{乙}", "{甲}。{乙}"),
        ("，{甲}", "{甲}"),
        ("。、{甲}", "{甲}"),
        ("{甲}、", "{甲}"),
        ("一是{甲}；二是{乙}；。", "一是{甲}；二是{乙}。"),
        ("（、{甲}、）", "（{甲}）"),
        ("“{甲}，”", "“{甲}”"),
        ("根据（）《》{甲}", "根据{甲}"),
        ("（《、》）{甲}", "{甲}"),
        ("{甲。}。", "{甲。}"),
        ("“{甲。}”。", "“{甲。}”"),
        ("真的？！{甲}", "真的？！{甲}"),
        ("{，、甲。。}", "{，、甲。。}"),
        ("（{（）}）", "（{（）}）"),
        ("以下几点：{甲}", "以下几点：{甲}"),
        ("要求如下：", "要求如下："),
        ("　　{甲} ", "{甲}"),
        ("{　甲 }", "{　甲 }"),
        ("——{甲}……", "——{甲}……"),
    ],
)
def test_examples_of_order(before: str, after: str) -> None:
    """Of two marks the stronger one stays; of a fact's and the wording's, the fact's."""
    assert words(tidy(text(before))) == after


WEAK_TO_STRONG = "、，：；。！"


@pytest.mark.parametrize(("weak", "strong"), list(combinations(WEAK_TO_STRONG, 2)))
def test_of_two_marks_the_stronger_stays(weak: str, strong: str) -> None:
    """Whichever comes first."""
    assert words(tidy(text(f"甲{weak}{strong}乙"))) == f"甲{strong}乙"
    assert words(tidy(text(f"甲{strong}{weak}乙"))) == f"甲{strong}乙"


# ---- sentences that miss a fact -------------------------------------------------------------------------------------


def rendered(notation: str) -> str:
    """What Jinja would have printed: facts between marks, ∅ for a missing one."""
    parts = [fact(part, 0).marked if odd else part for odd, part in alternating(notation)]
    return "".join(parts).replace("∅", MISSING)


def origin(number: int | None, line: int) -> Origin:
    """An origin for the notation: the only fact is 甲."""
    return Origin(Place("甲.j2", line, 1), None if number is None else "甲")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("第一句。第二句{∅}。第三句。", ["第一句。第三句。"]),
        ("第一句。第二句∅，也不行。第三句。", ["第一句。第三句。"]),
        ("第一句！第二句∅？第三句。", ["第一句！第三句。"]),
        ("第一句；第二半∅。第三句。", ["第三句。"]),
        ("他说：“不行∅。”第三句。", ["第三句。"]),
        ("（另有∅。）第三句。", ["第三句。"]),
        ("第一句{甲}。余下∅", ["第一句{甲}。"]),
        ("只有∅。", []),
        ("一行∅。\n{甲}。\n\n  \n又一行。", ["{甲}。", "又一行。"]),
        ("{甲。}所需{∅}。", ["{甲。}"]),
        ("{“甲。”}所需∅。", ["{“甲。”}"]),
        ("第一句。{甲。乙}，所需∅。", ["第一句。"]),
        ("{甲。乙}所需{丙}。", ["{甲。乙}所需{丙}。"]),
    ],
)
def test_a_sentence_that_misses_a_fact_is_dropped(before: str, after: list[str]) -> None:
    """Up to its 。！？ and the closing marks after it; a fact with sentences of its own goes whole or stays whole."""
    assert [words(found) for found in paragraphs(rendered(before.replace("{∅}", "∅")), origin)] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("{甲}工作方案", "{甲}工作方案"), ("{甲}∅方案", None), ("", None), ("，", None), ("（{甲}、）", "（{甲}）")],
)
def test_a_line_that_misses_a_fact_is_no_line(before: str, after: str | None) -> None:
    """A heading or a cell has no sentences to fall back on."""
    found = one_line(rendered(before), origin)
    assert (words(found) if found else None) == after
    assert all(run.origin and run.origin.wording == Place("甲.j2", 1, 1) for run in found or ())


# ---- origins --------------------------------------------------------------------------------------------------------

STRUCTURE = """
title: 方案
about: 试验
heading: 方案
facts:
  单位: {kind: organ, required: true}
  年度: year
  经费: money
  总述: paragraph
  措施: {kind: list, item: text, required: true}
  任务: {kind: list, item: {名称: {required: true}, 做法: {kind: list, item: text}}}
sections:
  - wording: 正文
"""
FACTS = """\
单位: 青岚县水务局
年度: 2027
总述: |
  第一段。
  第二段。
措施: [甲, 乙]
任务:
  - {名称: 一号, 做法: [子, 丑]}
  - {名称: 二号}
"""


def traced(found: Text) -> str:
    """Each run as `text@template line`, a fact's with its path and the place in facts.yaml."""
    return " ".join(
        f"{run.text}@{run.origin.wording.line}"
        + (f"<{run.origin.path} {run.origin.fact.line}:{run.origin.fact.column}>" if run.origin.fact else "")
        for run in found
        if run.origin and run.origin.wording
    )


UNIT = "青岚县水务局@{}<单位 2:5>"
ITEMS = "甲@{0}<措施[1] 7:6> 、@{0} 乙@{0}<措施[2] 7:9>"


@pytest.mark.parametrize(
    ("template", "lines"),
    [
        ("由{{ 单位 }}办。", ["由@1 " + UNIT.format(1) + " 办。@1"]),
        ("第一行。\n\n第三行{{ 单位 }}", ["第一行。@1", "第三行@3 " + UNIT.format(3)]),
        ("\n\n第三行", ["第三行@3"]),
        ("{# 两行\n注释 #}\n第三行{{ 单位 }}", ["第三行@3 " + UNIT.format(3)]),
        ("第一行{# 注释 #}\n第二行", ["第一行@1", "第二行@2"]),
        ("前\n{{- 单位 }}\n第三行", ["前@1 " + UNIT.format(2), "第三行@3"]),
        ("第一句。{{ 经费 }}元。\n第二行{{ 单位 }}", ["第一句。@1", "第二行@2 " + UNIT.format(2)]),
        ("{{ 措施 | join_cn }}", [ITEMS.format(1)]),
        ("\n{{ 措施 }}。", [ITEMS.format(2) + " 。@2"]),
        ("{{ 措施 | points }}", ["一是@1 甲@1<措施[1] 7:6> ；二是@1 乙@1<措施[2] 7:9>"]),
        ("{{ 措施 | map('quote') | join_cn('') }}", ["“@1 甲@1<措施[1] 7:6> ”“@1 乙@1<措施[2] 7:9> ”@1"]),
        ("{{ 措施 | select('equalto', '乙') }}", ["乙@1<措施[2] 7:9>"]),
        ("共{{ 措施 | count_cn }}项", ["共@1 两@1<措施 7:5> 项@1"]),
        ("共{{ 措施 | length }}项", ["共@1 2@1<措施 7:5> 项@1"]),
        ("{{ 年度 | year(-1) }}年", ["2026@1<年度 3:5> 年@1"]),
        ("{{ 单位 | replace('水务局', '政府') }}", ["青岚县政府@1<单位 2:5>"]),
        ("{{ 单位 ~ '及' ~ 年度 }}", [UNIT.format(1) + " 及@1 2027@1<年度 3:5>"]),
        ("{{ (单位 ~ 年度) | quote }}", ["“@1 " + UNIT.format(1) + " 2027@1<年度 3:5> ”@1"]),
        ("{% set 谁 = 单位 ~ '们' %}\n{{ 谁 }}", [UNIT.format(2) + " 们@2"]),
        ("{% set 谁 %}由{{ 单位 }}{% endset %}\n第二行{{ 谁 }}办\n第三行", [
            "第二行@2 由@1 " + UNIT.format(1) + " 办@2", "第三行@3"]),
        ("{% if 年度 %}\n第二行{{ 单位 }}\n{% else %}\n第四行\n{% endif %}\n第六行", [
            "第二行@2 " + UNIT.format(2), "第六行@6"]),
        ("{% if 经费 %}有{% endif %}\n第二行", ["第二行@2"]),
        ("第一行{% if 单位 %}。{% endif %}\n第二行", ["第一行。@1", "第二行@2"]),
        ("{% for 项 in 任务 %}\n{{ 项.名称 }}：{{ 项.做法 | join_cn }}。\n{% endfor %}\n第四行", [
            "一号@2<任务[1].名称 9:10> ：@2 子@2<任务[1].做法[1] 9:19> 、@2 丑@2<任务[1].做法[2] 9:22> 。@2",
            "第四行@4"]),
        ("前{{ 总述 }}后\n第二行", ["前@1 第一段。@1<总述 4:5>", "第二段。@1<总述 4:5> 后@1", "第二行@2"]),
        ("{{ 单位 if 年度 else '无' }}", [UNIT.format(1)]),
        ("{{ 经费 | default('若干') }}", ["若干@1"]),
        ("{{ 经费 or 单位 }}", [UNIT.format(1)]),
    ],
)  # fmt: skip
def test_origins_survive_the_wording(write_plan: WritePlan, template: str, lines: list[str]) -> None:
    """Filters, loops, `~`, set blocks, lines: each stretch knows its template line and its fact's path and place."""
    document = drafter.draft(write_plan(STRUCTURE, FACTS, {"正文": template}))
    found = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert [traced(line) for line in found] == lines
