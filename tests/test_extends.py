"""extends: a structure that says only what it has differently, down to one section, one heading, one sentence."""

from __future__ import annotations

from pathlib import Path

import drafter
from drafter import structure_file
from drafter.document import plain, texts
from drafter.library import Library
from drafter.structure import Section, Structure

BASE = """
title: 方案
about: 试验
heading: "{{ 单位 }}{{ 年度 }}年方案"
numbering: [一、, （一）]
facts:
  单位: {kind: organ, required: true}
  年度: {kind: year, required: true}
  任务: {kind: list, item: {名称: {required: true}, 完成时限: deadline}}
  要求: text
sections:
  - wording: 引言
  - {heading: 指导思想, text: "认真做好{{ 年度 }}年工作。"}
  - heading: 主要任务
    sections:
      - {each: 任务, heading: "{{ 名称 }}", run_in: true, note: ["完成时限：{{ 完成时限 }}"]}
  - {heading: 工作要求, text: "要求{{ 要求 }}。"}
signature: {organ: "{{ 单位 }}"}
"""
FACTS = """\
structure: school
单位: 松岭中学
年度: 2027
任务: [{名称: 排查隐患, 完成时限: 3月底前}, {名称: 开展演练}]
要求: 落实到人
"""


def plan(folder: Path, own: str, facts: str = FACTS, **templates: str) -> Path:
    """A plan folder with the base structure, one named `school` that extends it, and wording."""
    structures = folder / "structures"
    structures.mkdir()
    (structures / "base.yaml").write_text(BASE, "utf-8")
    (structures / "school.yaml").write_text(f"title: 学校方案\nabout: 试验\nextends: base\n{own}", "utf-8")
    for name, text in {"base__引言": "根据上级要求，制定本方案。", **templates}.items():
        id_, _, stem = name.partition("__")
        (folder / "templates" / id_).mkdir(parents=True, exist_ok=True)
        (folder / "templates" / id_ / f"{stem}.j2").write_text(text, "utf-8")
    (folder / "facts.yaml").write_text(facts, "utf-8")
    return folder


def lines(folder: Path) -> list[str]:
    """What the plan prints."""
    assert not drafter.check(folder)
    return [plain(text) for text in texts(drafter.draft(folder))]


def load(folder: Path) -> Structure:
    """The structure `school`, without problems."""
    structure, problems = structure_file.load(folder / "structures" / "school.yaml", Library((folder,)))
    assert not problems
    assert structure
    return structure


def headings(sections: tuple[Section, ...]) -> list[str]:
    """The headings' patterns."""
    return [pattern.source for section in sections for pattern in section.heading]


def test_without_changes_it_is_the_same_under_another_name(tmp_path: Path) -> None:
    """Facts, wording, numbering and signature come from the base."""
    assert lines(plan(tmp_path, "")) == [
        "松岭中学2027年方案",
        "根据上级要求，制定本方案。",
        "一、指导思想",
        "认真做好2027年工作。",
        "二、主要任务",
        "（一）排查隐患。（完成时限：3月底前）",
        "（二）开展演练",
        "三、工作要求",
        "要求落实到人。",
        "松岭中学",
    ]
    assert load(tmp_path).title == "学校方案"


def test_one_heading_is_changed_and_all_else_of_its_section_stays(tmp_path: Path) -> None:
    """Also a heading inside a section, and one that repeats over a list."""
    inner = '{change: 任务, heading: "抓好{{ 名称 }}", run_in: false}'
    printed = lines(plan(tmp_path, f"sections:\n  - {{change: 指导思想, heading: 总体要求}}\n  - {inner}\n"))
    assert printed[2:4] == ["一、总体要求", "认真做好2027年工作。"]
    assert printed[5:7] == ["（一）抓好排查隐患", "（完成时限：3月底前）"]


def test_sections_are_added_before_behind_and_at_the_end_and_taken_out(tmp_path: Path) -> None:
    """Numbers follow by themselves."""
    own = """sections:
  - {before: 主要任务, heading: 工作目标, text: 不出事故。}
  - {after: 主要任务, heading: 进度安排, text: 上半年完成。}
  - {remove: 工作要求}
  - {heading: 附则, text: 自印发之日起执行。}
"""
    folder = plan(tmp_path, own, FACTS.replace("要求: 落实到人\n", ""))
    assert headings(load(folder).sections) == ["指导思想", "工作目标", "主要任务", "进度安排", "附则"]
    assert "五、附则" in lines(folder)


def test_own_wording_of_the_same_name_wins(tmp_path: Path) -> None:
    """One sentence is changed by one template; it may use facts that only the extending structure has."""
    own = "facts:\n  年度: {kind: year, required: true, help: 学年}\n  学期: {required: true}\n"
    facts = FACTS + "学期: 第一学期\n"
    folder = plan(tmp_path, own, facts, school__引言="为做好{{ 学期 }}工作，制定本方案。")
    assert lines(folder)[1] == "为做好第一学期工作，制定本方案。"
    assert [field.name for field in load(folder).facts] == ["单位", "年度", "学期", "任务", "要求"]


def test_what_is_said_at_the_top_replaces_the_base_s(tmp_path: Path) -> None:
    """heading, numbering and so on as a whole."""
    printed = lines(plan(tmp_path, 'heading: "{{ 单位 }}工作方案"\nnumbering: [第一部分　]\n'))
    assert printed[0] == "松岭中学工作方案"
    assert load(tmp_path).numbering[0].mark.printed(1) == "第一部分　"


def test_a_structure_may_extend_the_one_it_hides(tmp_path: Path) -> None:
    """Near the plan, annual-work-plan extends the built-in annual-work-plan: no copy, and no circle."""
    (tmp_path / "structures").mkdir()
    head = "title: 年度工作计划\nabout: 本单位的\nextends: annual-work-plan\n"
    own = head + "sections:\n  - {change: 指导思想, heading: 总体要求}\n"
    (tmp_path / "structures" / "annual-work-plan.yaml").write_text(own, "utf-8")
    example = Path(__file__).parent.parent / "examples" / "annual-work-plan" / "facts.yaml"
    (tmp_path / "facts.yaml").write_bytes(example.read_bytes())
    printed = lines(tmp_path)
    assert "一、总体要求" in printed
    assert "一、指导思想" not in printed


def test_what_is_wrong_with_the_base_is_told_at_its_own_place(tmp_path: Path) -> None:
    """The base's file and line, so that whoever wrote it can mend it."""
    folder = plan(tmp_path, "")
    base = folder / "structures" / "base.yaml"
    base.write_text(base.read_text("utf-8").replace("{each: 任务,", "{each: 任物,"), "utf-8")
    _, problems = structure_file.load(folder / "structures" / "school.yaml", Library((folder,)))
    places = [(found.code, Path(found.place.file).name) for found in problems if found.place]
    assert places == [("S205", "base.yaml")]
