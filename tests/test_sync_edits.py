"""Syncing measured: what leaders change in the examples' documents, edit by edit, ten at once, and saved elsewhere."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import drafter
from drafter import exported, syncing
from drafter.cli.program import run
from drafter.syncing.lines import fits, lines, paired
from tests.leader import Edit, after, edited, moved, typed
from tests.leader_edits import AT_ONCE, EDITS, LISTED
from tests.libreoffice import converted, with_libreoffice

ROOT = Path(__file__).parent.parent
ONE_BY_ONE = [(structure, name) for structure, edits in EDITS.items() for name in edits]

Plan = tuple[Path, Path]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """Each example's plan folder, and the document exported from it."""
    made = {}
    for structure in EDITS:
        folder = tmp_path_factory.mktemp(structure) / "计划"
        shutil.copytree(ROOT / "examples" / structure, folder)
        document = folder.parent / "送审.docx"
        assert run(["export", str(folder), "-o", str(document)]) == 0
        made[structure] = folder, document
    return made


def changed(plan: Plan, tmp_path: Path, *edits: Edit) -> Plan:
    """A copy of the plan, and its document after the edits."""
    folder = tmp_path / "计划"
    shutil.copytree(plan[0], folder)
    return folder, edited(plan[1], tmp_path / "改过.docx", *edits)


def applied(plan: Plan) -> syncing.Sync:
    """What sync finds, written into the plan."""
    found = syncing.sync(*plan)
    if found.files:
        syncing.apply(plan[0], found)
    return found


def apart(plan: Plan) -> Iterator[tuple[str, str]]:
    """Where what the plan drafts now and the edited document are not the same, numbers apart."""
    made, wanted = lines(drafter.draft(plan[0])), lines(drafter.read(plan[1]))
    for index, other in paired(made, wanted):
        if index is None or other is None or not fits(made[index], wanted[other].words):
            yield made[index].words if index is not None else "", wanted[other].words if other is not None else ""


@pytest.mark.parametrize(("structure", "name"), ONE_BY_ONE)
def test_every_edit_is_placed_exactly_or_listed(
    structure: str, name: str, exports: dict[str, Plan], tmp_path: Path
) -> None:
    """Placed: the plan drafts the edited document, apart from what is told to follow. Listed: it stays as it is."""
    plan = changed(exports[structure], tmp_path, EDITS[structure][name])
    before = (plan[0] / "facts.yaml").read_bytes()
    found = applied(plan)
    if name in LISTED.get(structure, {}):
        assert not found.placed
        assert any(LISTED[structure][name] in each.reason for each in found.unplaced)
        assert (plan[0] / "facts.yaml").read_bytes() == before
        return
    assert found.placed
    assert not found.unplaced
    followed = {words for each in found.placed for follow in each.follows for words in follow if words}
    for made, wanted in apart(plan):
        assert any(
            words in told or told in words for words in (made, wanted) if words for told in map(_cells, followed)
        )


def _cells(words: str) -> str:
    return words.replace("　", "\t")


def test_nine_of_ten_edits_are_placed() -> None:
    """Of all these edits, at least nine in ten; the rest is known by name."""
    assert sum(map(len, LISTED.values())) * 10 <= len(ONE_BY_ONE)


@pytest.mark.parametrize("structure", sorted(AT_ONCE))
def test_ten_edits_at_once(structure: str, exports: dict[str, Plan], tmp_path: Path) -> None:
    """Ten edits of one reader, all of which have their place when they come alone: all of them have it together."""
    edits = [EDITS[structure][name] for name in AT_ONCE[structure]]
    plan = changed(exports[structure], tmp_path, *edits)
    found = applied(plan)
    assert len(edits) >= 10
    assert not found.unplaced


@with_libreoffice
@pytest.mark.parametrize("structure", ["annual-work-plan", "term-department-plan"])
def test_ten_edits_saved_by_libreoffice(structure: str, exports: dict[str, Plan], tmp_path: Path) -> None:
    """The same ten edits from a file that another program has written anew."""
    edits = [EDITS[structure][name] for name in AT_ONCE[structure]]
    folder, document = changed(exports[structure], tmp_path, *edits)
    direct = syncing.sync(folder, document)
    found = syncing.sync(folder, converted(document, "docx:MS Word 2007 XML", tmp_path / "saved"))
    assert found.placed == direct.placed
    assert found.unplaced == direct.unplaced


def test_the_plans_own_later_change_is_known_without_the_export(exports: dict[str, Plan], tmp_path: Path) -> None:
    """The document lay in the plan folder and was edited right there: the plan's later change stays, with a warning."""
    folder = tmp_path / "计划"
    shutil.copytree(exports["annual-work-plan"][0], folder)
    assert run(["export", str(folder)]) == 0
    document = next(folder.glob("*.docx"))
    edited(document, document, typed("农村自来水普及率达到95%", "农村自来水普及率达到96%"))
    facts = folder / "facts.yaml"
    later = facts.read_text("utf-8").replace("调度: 月调度", "调度: 周调度")
    facts.write_text(later, "utf-8")
    found = applied((folder, document))
    assert [each.code for each in found.problems] == ["R611"]
    assert not found.unplaced
    assert facts.read_text("utf-8") == later.replace("数值: 95%", "数值: 96%")


def test_the_right_one_of_several_exports_is_taken(exports: dict[str, Plan], tmp_path: Path) -> None:
    """Exported, changed in the plan, exported again; the leader edits the same paragraph of the second one."""
    folder = tmp_path / "计划"
    shutil.copytree(exports["annual-work-plan"][0], folder)
    facts = folder / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("36场", "40场"), "utf-8")
    document = tmp_path / "第二稿.docx"
    assert run(["export", str(folder), "-o", str(document)]) == 0
    edited(document, document, typed("进企业活动40场", "进企业活动45场"))
    found = applied((folder, document))
    assert not found.problems
    assert not found.unplaced
    assert "45场" in facts.read_text("utf-8")


def test_a_paragraph_in_anothers_place_is_listed_with_it(exports: dict[str, Plan], tmp_path: Path) -> None:
    """What replaced a paragraph that cannot go is not added beside it."""
    plan = changed(
        exports["annual-work-plan"],
        tmp_path,
        typed("对照《规划》分年度任务，集中力量建好供水、除险、灌溉、治河四类工程", "今年要办的大事不少"),
        moved("（二）强化要素保障", "（五）守牢廉政底线"),
    )
    found = applied(plan)
    assert any("移到了别处" in each.reason for each in found.unplaced)
    assert not any("强化要素保障" in line for line in (plan[0] / "facts.yaml").read_text("utf-8").split("\n"))


def test_words_that_look_like_wording_code_stay_words(exports: dict[str, Plan], tmp_path: Path) -> None:
    """Braces in a new paragraph are listed; they never become part of a template."""
    plan = changed(exports["annual-work-plan"], tmp_path, after("（四）注重宣传引导", "{{ 单位 }}另行通知。"))
    found = applied(plan)
    assert not found.files
    assert [each.after for each in found.unplaced] == ["{{ 单位 }}另行通知。"]


@pytest.mark.parametrize("content", ["", "[", '{"a": 1}', '["AAAA", 3, "eJw=", "é"]', "[" * 100_000])
def test_a_spoilt_memory_of_exports_is_none(content: str, exports: dict[str, Plan], tmp_path: Path) -> None:
    """What is no record of exports is passed over: syncing does without, and the next export writes it anew."""
    plan = changed(exports["mechanism-experience"], tmp_path, typed("立足实际", "立足市情"))
    memory = plan[0] / ".drafter" / "exported.json"
    memory.write_text(content, "utf-8")
    assert len(syncing.sync(*plan).placed) == 1
    assert run(["export", str(plan[0])]) == 0
    assert len(exported.texts(plan[0])) == 1


def test_only_the_last_exports_are_remembered(exports: dict[str, Plan], tmp_path: Path) -> None:
    """Fifteen exports that say other things leave the last twelve; one that says the same again is not told twice."""
    folder = changed(exports["mechanism-experience"], tmp_path)[0]
    shutil.rmtree(folder / ".drafter")
    document = drafter.draft(folder)
    for number in range(15):
        exported.note(folder, dataclasses.replace(document, blocks=document.blocks[: number + 1]))
    exported.note(folder, dataclasses.replace(document, blocks=document.blocks[:5]))
    found = exported.texts(folder)
    assert len(found) == len({tuple(each) for each in found})
    assert found[0] == list(exported.words(dataclasses.replace(document, blocks=document.blocks[:5])))
