"""改正: `check --fix` writes marks and blanks that are certain, at their place, and leaves all else byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import pipeline
from drafter.place import Place
from drafter.proof import PLAIN, findings, mending
from drafter.proof.mending import Change, mended
from drafter.proof.reading import read
from tests.plain_text import document

STRUCTURE = """\
title: 简报
about: 一周一期
heading: 简报
facts:
  说明: {kind: paragraph, required: true}
  措施: {kind: list, item: text}
sections:
  - wording: 正文
"""
WORDING = "各单位:\n{{ 说明 }}\n{% for 项 in 措施 %}{{ 项 }}；{% endfor %}\n"
FACTS = """\
说明: 落实责任,强化监督。。    # 注释,不动
措施:
  - '甲,乙'
  - "丙 , 丁"
  - 1,234元,其中  省级5元
  - |
    戊(己)庚
"""

Write = Callable[..., Path]


@pytest.fixture
def plan(write_plan: Write) -> Path:
    """A plan with faults in its facts, in several styles of YAML, and in its wording."""
    return write_plan(STRUCTURE, FACTS, {"正文": WORDING})


def test_certain_faults_are_mended_where_they_stand(plan: Path) -> None:
    """Plain, quoted and block values and the wording; comments, keys and layout stay."""
    changes = pipeline.mend(plan)
    facts = (plan / "facts.yaml").read_text("utf-8")
    assert facts == (
        "structure: plan\n说明: 落实责任，强化监督。    # 注释,不动\n措施:\n  - '甲，乙'\n"
        '  - "丙 , 丁"\n  - 1,234元，其中省级5元\n  - |\n    戊（己）庚\n'
    )
    assert (plan / "templates" / "plan" / "正文.j2").read_text("utf-8") == WORDING.replace(":", "：")
    in_facts = [change for change in changes if change.place.file.endswith("facts.yaml")]
    assert [(change.place.line, change.old, change.new) for change in in_facts] == [
        (2, ",", "，"),
        (2, "。。", "。"),
        (4, ",", "，"),
        (6, ",", "，"),
        (6, "  ", ""),
        (8, "(己)", "（己）"),
    ]


def test_what_is_mended_stays_mended(plan: Path) -> None:
    """A second run changes nothing, and what it mended is no finding any more."""
    pipeline.mend(plan)
    assert pipeline.mend(plan) == ()
    assert pipeline.check(plan) == ()


@pytest.mark.parametrize(("before", "after"), [(b"\r\n", b"\r\n"), (b"\n", b"\n")])
def test_bytes_stay_as_they_were(plan: Path, before: bytes, after: bytes) -> None:
    """Line breaks, the byte order mark and everything that is not mended."""
    file = plan / "facts.yaml"
    data = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", before)
    file.write_bytes(data)
    pipeline.mend(plan)
    mended_ = file.read_bytes()
    assert mended_.startswith(b"\xef\xbb\xbfstructure: plan" + after)
    assert mended_.count(after) == data.count(before)


def test_nothing_is_mended_in_a_plan_with_errors(plan: Path) -> None:
    """Where the facts do not hold, nobody's file is touched."""
    file = plan / "facts.yaml"
    file.write_text(file.read_text("utf-8") + "多余: 甲,乙\n", "utf-8")
    before = file.read_bytes()
    assert pipeline.mend(plan) == ()
    assert file.read_bytes() == before


def test_what_is_put_aside_is_not_mended(plan: Path) -> None:
    """A rule that is off and a finding that is silenced stay as the unit wants them."""
    (plan / "proof.yaml").write_text(
        "rules: {P103: off}\nsilence: [{rule: P106, text: 。。, reason: 原文如此}]\n", "utf-8"
    )
    assert {change.code for change in pipeline.mend(plan)} == {"P101", "P508"}


def test_the_built_in_wording_is_never_written(monkeypatch: pytest.MonkeyPatch, plan: Path) -> None:
    """What came with the program is not the user's to mend."""
    monkeypatch.setattr(pipeline, "builtin_folder", lambda: plan / "templates")
    assert all(change.place.file.endswith("facts.yaml") for change in pipeline.mend(plan))


def test_a_change_that_does_not_fit_is_refused() -> None:
    """The characters to change must stand where they are said to stand."""
    with pytest.raises(ValueError, match="is not"):
        mended("甲,乙\n", [Change(Place("a", 1, 1), ",", "，", "P101")])


@given(st.text("甲乙,;:()。、“” 　1a\u200b", max_size=40))
def test_a_text_is_mended_once_and_for_all(words: str) -> None:
    """In any text: no changes leave it as it is; changes touch marks and blanks alone; a second round finds none."""
    text = f"有关事项\n各单位：\n{words}。\n"
    assert mended(text, ()) == text

    def once(text: str) -> str:
        found = findings(read(document(text), exact=True), PLAIN)
        return mended(text, mending.changes(found, {"text.txt": text}))

    def letters(text: str) -> str:
        return "".join(char for char in text if char.isalnum())

    assert letters(once(text)) == letters(text)
    third = once(once(once(text)))
    assert once(third) == third
