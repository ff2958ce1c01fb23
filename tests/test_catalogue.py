"""The structures that come with the program, beside one another: each has wording and guidance of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import drafter
from drafter.library import Library
from drafter.structure_file import load

ROOT = Path(__file__).parent.parent
LIBRARY = Library((ROOT,))
STRUCTURES = LIBRARY.structures()

_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|\n", re.DOTALL)
_SET_PHRASE = re.compile("习近平新时代中国特色社会主义思想")
"""Written out in full wherever it stands; nobody may vary it."""
LONGEST_SHARED = 11


def own_words(template: Path) -> Iterator[str]:
    """What a template says between its tags, without punctuation."""
    text = _SET_PHRASE.sub("\n", template.read_text("utf-8"))
    return (re.sub(r"\W", "", words) for words in _TAG.split(text))


def test_no_sentence_of_ours_stands_in_two_structures() -> None:
    """A leader who reads two of our documents in a week must not read one sentence twice."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for template in (ROOT / "templates").glob("*/*.j2"):
        for words in own_words(template):
            for start in range(len(words) - LONGEST_SHARED):
                found[words[start : start + LONGEST_SHARED + 1]].add(template.parent.name)
    assert len(found) > 500  # they do say something
    assert not {run: sorted(ids) for run, ids in found.items() if len(ids) > 1}


@pytest.mark.parametrize("id_", STRUCTURES)
def test_every_chapter_says_how_to_write_it(id_: str) -> None:
    """What belongs here, how long, what leaders look for: told for the chapter or for what stands in it."""
    structure, _ = load(STRUCTURES[id_], LIBRARY)
    assert structure
    silent = [each for each in structure.sections if not any(part.help for part in (each, *each.sections))]
    assert not [each.heading or each.body for each in silent]


@pytest.mark.parametrize(
    ("id_", "right", "slip", "code"),
    [
        ("activity-scheme", "数量: 320套,", "数量: 320套, 金额: 38000元,", "F120"),
        ("activity-scheme", "{项目: 场地布置和器材检修, 金额: 6000元,", "{项目: 场地布置和器材检修,", "F101"),
        ("activity-scheme", "报名截止: 2027年4月16日前", "报名截止: 2027年5月17日前", "F121"),
        ("activity-scheme", "{日期: 5月16日, 起止: 8:30—11:30", "{日期: 5月17日, 起止: 8:30—11:30", "F121"),
        ("activity-scheme", "{组内职务: 委员, 姓名: 方晓岚", "{组内职务: 主任, 姓名: 方晓岚", "F123"),
        ("task-breakdown", "牵头单位: 县公安局", "牵头单位: 公安局", "F107"),
        ("task-breakdown", "配合单位: [县交通运输局]", "配合单位: [县交通局]", "F107"),
        ("task-breakdown", "完成时限: 2027年12月10日前", "完成时限: 2027年12月底前", "F121"),
        ("task-breakdown", "总数: 28个", "总数: 29个", "F120"),
        ("term-department-plan", "负责人: [韩梅, 程一帆]", "负责人: [韩梅, 程一凡]", "F107"),
        ("term-department-plan", "完成时限: 2027年6月底前", "完成时限: 2027年8月底前", "F121"),
        ("term-department-plan", "开始日期: 2027年2月22日", "开始日期: 2027年12月22日", "F121"),
    ],
)
def test_a_slip_in_an_example_is_found(id_: str, right: str, slip: str, code: str, tmp_path: Path) -> None:
    """What the facts say of one another is held against one another: sums, dates, ranks, names of one list."""
    text = (ROOT / "examples" / id_ / "facts.yaml").read_text("utf-8")
    assert text.count(right) == 1
    (tmp_path / "facts.yaml").write_text(text.replace(right, slip), "utf-8")
    assert [found.code for found in drafter.check(tmp_path)] == [code]
