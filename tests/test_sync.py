"""Syncing: what somebody changed in the exported document goes back, exactly that, or is listed."""

from __future__ import annotations

import copy
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

import drafter
from drafter import pipeline, saving, syncing
from drafter.cli.program import run
from drafter.document import Document, Run, plain, texts
from drafter.problems import DraftError
from drafter.syncing.bench import Bench, Work
from drafter.syncing.lines import Line, fits, lines
from drafter.syncing.session import Session
from tests.letterheads import letterhead
from tests.libreoffice import converted, with_libreoffice

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "annual-work-plan" / "facts.yaml"

Plan = tuple[Path, Path]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The example's plan folder, and a document exported from it into another folder."""
    folder = tmp_path / "计划"
    folder.mkdir()
    shutil.copy(EXAMPLE, folder)
    document = tmp_path / "送审.docx"
    assert run(["export", str(folder), "-o", str(document)]) == 0
    return folder, document


def paragraphs(word: Any) -> Iterator[WordParagraph]:
    """Every paragraph of the body, tables included."""
    for element in word.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        yield WordParagraph(element, word)


def replaced(paragraph: WordParagraph, old: str, new: str) -> None:
    """`new` for `old` as somebody types it: in the run where the old words begin, their other runs cut."""
    start = "".join(run.text for run in paragraph.runs).index(old)
    end, at, words = start + len(old), 0, new
    for each in paragraph.runs:
        text, begin = each.text, at
        at += len(text)
        left, right = max(start, begin) - begin, min(end, at) - begin
        if left < right:
            each.text = text[:left] + words + text[right:]
            words = ""


def edited(document: Path, *edits: tuple[str, str], change: Callable[[Any], None] | None = None) -> Path:
    """The document with words replaced, each where it first stands, as Word would save it."""
    word = docx.Document(str(document))
    for old, new in edits:
        replaced(next(each for each in paragraphs(word) if old in each.text), old, new)
    if change:
        change(word)
    word.save(str(document))
    return document


def starting(word: Any, words: str) -> WordParagraph:
    """The paragraph that starts with these words."""
    return next(each for each in paragraphs(word) if each.text.startswith(words))


def lead(word: Any) -> WordParagraph:
    """The first task's 牵头单位 in the attachment."""
    found: WordParagraph = word.tables[-1].rows[1].cells[3].paragraphs[0]
    return found


def said(document: Document) -> list[str]:
    """Everything the document says."""
    return [words for text in texts(document) if (words := plain(text))]


def applied(folder: Path, document: Path) -> syncing.Sync:
    """What sync finds, written into the plan."""
    found = syncing.sync(folder, document)
    syncing.apply(folder, found)
    return found


TEN = (
    ("农村自来水普及率达到95%", "农村自来水普及率达到96%"),
    ("于2027年1月20日前报", "于2027年1月31日前报"),
    ("（三）推进灌区节水改造升级", "（三）加快灌区节水改造升级"),
    ("注意总结推广基层的好做法，认真听取群众意见", "注意总结推广基层的好经验，广泛听取群众意见"),
    ("四、保障措施", "四、组织保障"),
    ("局党组书记、局长负总责", "局党组书记负总责"),
    ("完成一项、销号一项。", "完成一项，销号一项。"),
)


def ten(word: Any) -> None:
    """A paragraph deleted, one added, a table's cell changed."""
    gone = starting(word, "（五）守牢廉政底线")
    gone._p.getparent().remove(gone._p)
    after = starting(word, "（四）注重宣传引导")
    added = copy.deepcopy(after._p)
    after._p.addnext(added)
    own = WordParagraph(added, after._parent)
    for each in own.runs[1:]:
        each.text = ""
    own.runs[0].text = "各科室要结合实际抓好落实。"
    row = next(row for row in word.tables[-1].rows if row.cells[3].text == "水资源管理科")
    replaced(row.cells[3].paragraphs[0], "水资源管理科", "节约用水科")


def test_ten_edits_go_back(plan: Plan) -> None:
    """Figure, date, task, sentence, heading, name, mark, cell, a paragraph gone, a new one: nothing is left."""
    folder, document = plan
    edited(document, *TEN, change=ten)
    found = applied(folder, document)
    assert not found.unplaced
    own = folder / "templates" / "annual-work-plan" / "宣传引导.j2"
    assert own.read_text("utf-8").endswith("\n各科室要结合实际抓好落实。\n")

    now, wanted = said(drafter.draft(folder)), said(drafter.read(document))
    assert set(wanted) - set(now) == {"推进灌区节水改造升级"} | {
        words for words in wanted if "牵头单位：水资源管理科" in words
    }

    before, after = EXAMPLE.read_text("utf-8").split("\n"), (folder / "facts.yaml").read_text("utf-8").split("\n")
    assert sum(1 for line in before if line not in after) == 7  # five values, two lines of the item that is gone
    assert [line for line in after if line not in before] == [
        "    数值: 96%",
        "  - 任务: 加快灌区节水改造升级",
        "    牵头单位: 节约用水科",
        "负责人: 局党组书记",
        "方案报送时限: 2027年1月31日前",
    ]


def test_nothing_is_written_unless_asked(plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --apply the effect is shown, with the file and line; the folder stays as it was."""
    folder, document = plan
    edited(document, TEN[0])
    assert run(["sync", str(folder), str(document)]) == 0
    out = capsys.readouterr().out
    assert "可以写回的改动1处" in out
    assert "facts.yaml:43  目标[4].数值：95% → 96%" in out
    assert {each.name for each in folder.iterdir()} == {"facts.yaml", ".drafter"}  # the latter from the export
    assert (folder / "facts.yaml").read_bytes() == EXAMPLE.read_bytes()
    assert run(["sync", str(folder), str(document), "--apply"]) == 0
    assert (folder / "facts.yaml").read_text("utf-8") == EXAMPLE.read_text("utf-8").replace("数值: 95%", "数值: 96%")
    assert (folder / ".drafter" / "before-sync" / "facts.yaml").read_bytes() == EXAMPLE.read_bytes()
    capsys.readouterr()
    assert run(["sync", str(folder), str(document)]) == 0
    assert capsys.readouterr().out == "文档与计划一致，没有要写回的改动\n"


@pytest.mark.parametrize("structure", sorted(each.parent.name for each in (ROOT / "examples").glob("*/facts.yaml")))
def test_an_export_that_nobody_changed_has_nothing_to_sync(structure: str, tmp_path: Path) -> None:
    """Every example's document says what its plan says."""
    folder = tmp_path / "计划"
    shutil.copytree(ROOT / "examples" / structure, folder)
    document = tmp_path / "原样.docx"
    assert run(["export", str(folder), "-o", str(document)]) == 0
    found = syncing.sync(folder, document)
    assert found.found_nothing
    assert not found.files


def test_a_fact_that_stands_twice_follows(plan: Plan) -> None:
    """A unit changed in the table changes in the text, and that is told."""
    folder, document = plan
    edited(document, change=lambda word: replaced(lead(word), "工程建设科", "建设科"))
    found = applied(folder, document)
    assert [each.actions for each in found.placed] == [("facts.yaml:65  工作重点[1].牵头单位：工程建设科 → 建设科",)]
    assert [(each.where, "牵头单位：建设科" in each.after) for each in found.placed[0].follows] == [("正文", True)]


def test_two_places_that_disagree_are_listed(plan: Plan) -> None:
    """One fact changed in two ways is a clash: nothing is written of it."""
    folder, document = plan
    edited(
        document,
        ("牵头单位：工程建设科", "牵头单位：建设科"),
        change=lambda word: replaced(lead(word), "工程建设科", "工程科"),
    )
    found = syncing.sync(folder, document)
    assert not found.placed
    assert not found.files
    assert len(found.unplaced) == 2
    assert all("几处改得不一样：“工程科”；“建设科”" in each.reason for each in found.unplaced)


def test_a_value_of_the_wrong_kind_is_not_written(plan: Plan) -> None:
    """What the fact's kind does not accept is listed with what the check says."""
    folder, document = plan
    edited(document, ("计划投入资金2.86亿元", "计划投入资金若干"))
    found = syncing.sync(folder, document)
    assert not found.files
    assert "若干" in found.unplaced[0].after
    assert "经费" in found.unplaced[0].reason


def test_a_change_is_done_whole_or_not_at_all(plan: Plan) -> None:
    """Words typed over several facts and the wording between them: no half of it is written."""
    folder, document = plan
    edited(document, ("调度、季通报，对照附件", "调度，另行通知，照附件"), ("农村自来水普及率达到95%", "供水更稳"))
    found = syncing.sync(folder, document)
    whole = "".join(said(found.document))
    assert len(found.placed) + len(found.unplaced) >= 2
    assert ("供水更稳" in whole) != ("农村自来水普及率达到95%" in whole)


def test_a_paragraph_written_anew_is_listed_in_time(plan: Plan) -> None:
    """Another text from end to end: listed, and no search without end."""
    folder, document = plan
    word = drafter.read(document)
    goals = next(words for words in said(word) if words.startswith("2027年10月底前，小型"))
    edited(document, (goals, "围绕群众最盼、社会最关切的问题，把工程建在刀刃上，把水送到心坎里，干一件成一件。" * 4))
    started = time.perf_counter()
    found = syncing.sync(folder, document)
    assert time.perf_counter() - started < 10
    assert not found.files
    assert found.unplaced


def test_a_point_of_a_list_comes_and_goes(plan: Plan) -> None:
    """A measure taken out, one put between two others, a unit added: the list has them, marks and table follow."""
    folder, document = plan
    edited(
        document,
        (
            "二要改造城区老旧管网40公里，建成独立计量分区18个，公共供水管网漏损率由9.7%降至8.5%以内。三要更换",
            "二要更换",
        ),
        ("三要逐座落实", "三要编制调度方案。四要逐座落实"),
        ("节约用水服务中心、水政监察大队；", "节约用水服务中心、水政监察大队、办公室；"),
    )
    found = applied(folder, document)
    assert not found.unplaced
    text = (folder / "facts.yaml").read_text("utf-8")
    assert "      - 编制调度方案\n      - 逐座落实46座" in text
    assert "责任单位: [节约用水服务中心, 水政监察大队, 办公室]" in text
    assert "改造城区老旧管网40公里" not in text
    assert all(any(f"{mark}要" in line for line in said(drafter.draft(folder))) for mark in "一二三四")


def test_a_whole_task_goes_with_its_row(plan: Plan) -> None:
    """A task's paragraph deleted, the rest not renumbered: the item goes, its row with it."""
    folder, document = plan

    def change(word: Any) -> None:
        gone = starting(word, "（六）提升水旱灾害防御能力")
        gone._p.getparent().remove(gone._p)

    edited(document, change=change)
    found = applied(folder, document)
    assert not found.unplaced
    assert not found.renumbered  # nobody set a number: those that follow are counted anew
    assert "提升水旱灾害防御能力" not in "".join(said(drafter.draft(folder)))
    follows = [each for each in found.placed[0].follows if each.where == "表格"]
    assert [each.after for each in follows] == [""]


def test_words_that_moved_are_not_deleted(plan: Plan) -> None:
    """A paragraph put elsewhere, a paragraph parted in two: told, and no fact is lost."""
    folder, document = plan

    def change(word: Any) -> None:
        moved = starting(word, "（六）提升水旱灾害防御能力")
        starting(word, "（一）加快城乡")._p.addprevious(moved._p)

    edited(document, change=change)
    found = syncing.sync(folder, document)
    assert not found.files
    assert any("移到了别处" in each.reason for each in found.unplaced)


def test_a_paragraph_parted_in_two_loses_nothing(plan: Plan) -> None:
    """Half of a paragraph on a line of its own is not a deletion."""
    folder, document = plan

    def change(word: Any) -> None:
        first = starting(word, "（一）加快城乡")
        second = copy.deepcopy(first._p)
        first._p.addnext(second)
        tail = first.text[first.text.index("三要更换") :]
        replaced(first, tail, "")
        other = WordParagraph(second, first._parent)
        replaced(other, other.text.removesuffix(tail), "")

    edited(document, change=change)
    found = syncing.sync(folder, document)
    assert not found.files
    assert len(found.unplaced) == 2


def test_wording_stays_this_plans_own(plan: Plan) -> None:
    """A changed sentence is written into the plan folder; the template of all plans stays as it is."""
    folder, document = plan
    edited(
        document,
        ("按月跟踪支付进度", "按季跟踪支付进度"),
        ("牵头单位：水资源管理科；责任", "主办单位：水资源管理科；责任"),
    )
    own = ROOT / "templates" / "annual-work-plan" / "要素保障.j2"
    before = own.read_bytes()
    found = applied(folder, document)
    assert own.read_bytes() == before
    mine = folder / "templates" / "annual-work-plan" / "要素保障.j2"
    assert mine.read_text("utf-8") == own.read_text("utf-8").replace("按月", "按季")
    assert len(found.unplaced) == 1  # the label of one task's note is the label of all
    assert found.unplaced[0].reason.startswith("照这样改，别处的文字也会变：“（一）")


def test_a_number_that_somebody_set_is_listed(plan: Plan) -> None:
    """Marks and numbers are the structure's: one changed by hand is told, not passed over."""
    folder, document = plan
    edited(document, ("一要新建供水管网", "一是新建供水管网"), ("（五）守牢", "（六）守牢"))
    found = syncing.sync(folder, document)
    assert not found.placed
    assert "编号由程序" in found.unplaced[0].reason
    assert [(old[:3], new[:3]) for old, new in found.renumbered] == [("（五）", "（六）")]


def test_tracked_changes_count_as_accepted(plan: Plan) -> None:
    """What was deleted and inserted with tracking goes back as if it had been accepted."""
    folder, document = plan
    with zipfile.ZipFile(document) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    text = parts["word/document.xml"].decode()
    run_ = re.search(
        r"<w:r>(?:(?!</w:r>).)*<w:t[^>]*>[^<]*普及率达到95%[^<]*</w:t></w:r>|<w:r>(?:(?!</w:r>).)*普及率达到95%.*?</w:r>",
        text,
    )
    assert run_
    old = run_[0]
    gone = re.sub(r"<w:t(?: [^>]*)?>", '<w:delText xml:space="preserve">', old).replace("</w:t>", "</w:delText>")
    new = old.replace("达到95%", "达到97%")
    mark = 'w:id="9001" w:author="局长" w:date="2026-12-01T00:00:00Z"'
    parts["word/document.xml"] = text.replace(old, f"<w:del {mark}>{gone}</w:del><w:ins {mark}>{new}</w:ins>").encode()
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    found = applied(folder, document)
    assert [each.actions for each in found.placed] == [("facts.yaml:43  目标[4].数值：95% → 97%",)]
    assert not found.unplaced


def test_facts_that_changed_since_the_export_are_kept(plan: Plan) -> None:
    """With the export still there, the plan's own later change is no edit, and there is a warning."""
    folder, document = plan
    assert run(["export", str(folder)]) == 0
    facts = folder / "facts.yaml"
    later = facts.read_text("utf-8").replace("调度: 月调度", "调度: 周调度").replace("36场", "40场")
    facts.write_text(later, "utf-8")
    edited(document, TEN[0], TEN[3])
    found = applied(folder, document)
    assert [each.code for each in found.problems] == ["R611"]
    assert [each.actions for each in found.placed] == [("facts.yaml:43  目标[4].数值：95% → 96%",)]
    assert facts.read_text("utf-8") == later.replace("数值: 95%", "数值: 96%")
    assert ["计划里的这一段也改过" in each.reason for each in found.unplaced] == [True]


def test_what_stands_in_another_file_is_changed_there(plan: Plan) -> None:
    """A list in a .csv: the edit is listed with the file; the facts stay as they are."""
    folder, document = plan
    facts = folder / "facts.yaml"
    text = facts.read_text("utf-8")
    start, end = text.index("目标:\n"), text.index("工作重点:\n")
    facts.write_text(f"{text[:start]}目标: 目标.csv\n\n{text[end:]}", "utf-8")
    (folder / "目标.csv").write_text("指标,谓语,数值,时限\n农村自来水普及率,达到,95%,2027年底前\n", "utf-8")
    assert run(["export", str(folder), "-o", str(document), "--force"]) == 0
    edited(document, TEN[0])
    found = syncing.sync(folder, document)
    assert not found.files
    assert "目标.csv”第2行，请在那里改" in found.unplaced[0].reason


def test_a_units_own_letterhead_is_no_edit(plan: Plan) -> None:
    """What the unit's Word file brings around the text is not taken for something new."""
    folder, document = plan
    (folder / "底版.docx").write_bytes(letterhead())
    with (folder / "facts.yaml").open("a", encoding="utf-8") as file:
        file.write("letterhead: 底版.docx\n")
    assert run(["export", str(folder), "-o", str(document), "--force"]) == 0
    assert syncing.sync(folder, document).found_nothing
    edited(document, TEN[0])
    found = syncing.sync(folder, document)
    assert len(found.placed) == 1
    assert not found.unplaced


def test_another_plans_document_is_refused(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not exported from this plan: one clear problem, exit 1, nothing written."""
    folder, _ = plan
    other = tmp_path / "别的.docx"
    examples = (each.parent for each in (ROOT / "examples").glob("*/facts.yaml"))
    example = next(each for each in examples if each.name != "annual-work-plan")
    assert run(["export", str(example), "-o", str(other)]) == 0
    capsys.readouterr()
    assert run(["sync", str(folder), str(other), "--apply"]) == 1
    told = capsys.readouterr()
    assert "错误 R610" in told.err
    assert not told.out
    assert {each.name for each in folder.iterdir()} == {"facts.yaml", ".drafter"}
    assert (folder / "facts.yaml").read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_a_file_that_is_no_document_is_a_problem(plan: Plan, content: bytes) -> None:
    """Broken files: exit 1."""
    folder, document = plan
    document.write_bytes(content)
    assert run(["sync", str(folder), str(document), "--apply"]) == 1


def test_wrong_command_lines(plan: Plan, tmp_path: Path) -> None:
    """What is not there, and what is no document: exit 2. Facts with errors: exit 1."""
    folder, document = plan
    assert run(["sync", str(folder), str(tmp_path / "没有.docx")]) == 2
    assert run(["sync", str(folder), str(folder)]) == 2
    assert run(["sync", str(folder), str(folder / "facts.yaml")]) == 2
    (folder / "facts.yaml").write_text("structure: annual-work-plan\n", "utf-8")
    assert run(["sync", str(folder), str(document)]) == 1


def test_all_files_are_written_or_none(plan: Plan) -> None:
    """A template that cannot be written leaves the facts as they were."""
    folder, document = plan
    edited(document, TEN[0], ("按月跟踪支付进度", "按季跟踪支付进度"))
    found = syncing.sync(folder, document)
    (folder / "templates").write_text("in the way", "utf-8")
    with pytest.raises(saving.OutputError):
        syncing.apply(folder, found)
    assert (folder / "facts.yaml").read_bytes() == EXAMPLE.read_bytes()


def test_line_ends_and_byte_order_mark_stay(plan: Plan) -> None:
    """A facts file from Windows comes back as one."""
    folder, document = plan
    facts = folder / "facts.yaml"
    facts.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.read_bytes().replace(b"\n", b"\r\n"))
    before = facts.read_bytes()
    edited(document, TEN[0], TEN[2])
    applied(folder, document)
    assert facts.read_bytes() == before.replace("数值: 95%".encode(), "数值: 96%".encode()).replace(
        "任务: 推进灌区".encode(), "任务: 加快灌区".encode()
    )


OWN = pipeline.open_plan(EXAMPLE)
DRAFT = lines(pipeline.draft(OWN)[0].document)
TYPED = ("98%", "努力做好", "，", "2026年底前", "、办公室", "{{ 单位 }}", "# 注", "二要加强管理。", "")


@st.composite
def edited_lines(draw: st.DrawFn) -> list[Line]:
    """The example's lines as somebody left them: words typed over others, paragraphs deleted, moved, added."""
    found = [line._replace(cells=tuple((Run(plain(cell)),) for cell in line.cells)) for line in DRAFT]
    for _ in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(found) - 1))
        what = draw(st.sampled_from(("type", "type", "type", "delete", "move", "add")))
        if what == "type":
            number = draw(st.integers(0, len(found[index].cells) - 1))
            words = plain(found[index].cells[number])
            start = draw(st.integers(0, len(words)))
            end = draw(st.integers(start, min(start + 15, len(words))))
            new = words[:start] + draw(st.sampled_from(TYPED)) + words[end:]
            cells = [*found[index].cells]
            cells[number] = (Run(new),)
            found[index] = found[index]._replace(cells=tuple(cells))
        elif what == "add":
            found.insert(index, Line("Paragraph", ((Run("各科室要结合实际抓好落实。"),),)))
        else:
            line = found.pop(index)
            if what == "move":
                found.insert(draw(st.integers(0, len(found))), line)
    return found


@given(edited_lines())
@settings(max_examples=30, deadline=None)
def test_what_is_placed_is_exactly_the_edit(wanted: list[Line]) -> None:
    """Whatever somebody typed: all of it is in the draft or in the list; what nobody touched is as it was."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = Session(Bench(OWN, Path(folder)), Work(OWN.facts), wanted).outcome()
    made = lines(outcome.document)
    follows = [follow for placed in outcome.placed for follow in placed.follows]
    if not (outcome.unplaced or outcome.renumbered or follows):
        assert len(made) == len(wanted)
        assert all(fits(line, target.words) for line, target in zip(made, wanted, strict=True))
    if not follows:
        before = {line.words for line in DRAFT}
        kept = [line.words for line in wanted if line.words in before and not line.is_row]
        assert all(any(fits(line, words) for line in made) for words in kept)
    if not outcome.placed:
        assert outcome.work == Work(OWN.facts)


@with_libreoffice
def test_a_document_saved_by_libreoffice_still_syncs(plan: Plan, tmp_path: Path) -> None:
    """Edited, then opened and saved by another program: the same ten edits."""
    folder, document = plan
    edited(document, *TEN, change=ten)
    direct = syncing.sync(folder, document)
    found = syncing.sync(folder, converted(document, "docx:MS Word 2007 XML", tmp_path / "saved"))
    assert found.placed == direct.placed
    assert found.unplaced == direct.unplaced


def test_a_plan_without_errors_is_needed(plan: Plan) -> None:
    """The Python way raises what the command prints."""
    folder, document = plan
    (folder / "facts.yaml").write_text("structure: annual-work-plan\n年度: 两千\n", "utf-8")
    with pytest.raises(DraftError):
        syncing.sync(folder, document)
