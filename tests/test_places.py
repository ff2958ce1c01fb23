"""Places: every run of a document that somebody wrote knows line and column of its first character."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from drafter.document import Document, Run, plain, texts
from drafter.lines import SourceLine
from drafter.outline import outline
from drafter.outline.document import outline_document
from drafter.place import Place
from drafter.proof.reading import read
from drafter.readers import lines_docx, lines_markdown, lines_text
from tests.outlines import CASES
from tests.word_files import numbering, paragraph, word_file

SHARED = Path(os.environ.get("OUTLINE_CORPUS", Path(__file__).parents[2] / "shared"))
PUBLIC = [file for shelf in ("seeds", "corpus") for file in sorted((SHARED / shelf).glob("*.txt"))]
BODY = "坚持统筹推进，落实各项措施，全年完成投资1.2亿元，群众满意度达到95%以上。"


def document(lines: tuple[SourceLine, ...]) -> Document:
    """What the lines are as a document."""
    return outline_document(outline(lines), "计划")


def placed(made: Document) -> Iterator[tuple[str, Place]]:
    """Every run that stands in the file, numbers that the document prints anew aside, with its place."""
    for text in texts(made):
        for run in text:
            if run.origin and run.origin.source is None:
                place = run.origin.fact or run.origin.wording
                assert place is not None
                yield run.text, place


def places(made: Document) -> dict[str, tuple[int, int]]:
    """The line and column of each run, by its text."""
    return {words: (place.line, place.column) for words, place in placed(made)}


def misplaced(made: Document, source: list[str]) -> list[tuple[str, str]]:
    """Runs that are not what the file's line says at their place, each with that."""
    wrong = []
    for words, place in placed(made):
        begin = place.column - 1
        there = source[place.line - 1][begin : begin + len(words)]
        if there != words:
            wrong.append((words, there))
    return wrong


# ---- texts ----------------------------------------------------------------------------------------------------------


def test_runs_that_begin_within_a_line() -> None:
    """Behind a heading's number, behind its stop, behind a point's mark, in the lines that a printer broke."""
    headings = f"　　一、 供水\n  （一）建好水厂。{BODY}\n（二）改造管网。{BODY}\n"
    source = f"2027年工作计划\n\n{headings}一是抓建设。{BODY}\n二是抓管理。{BODY}\n"
    found = places(document(lines_text.read(source.encode())))
    assert found["供水"] == (3, 6)
    assert found["建好水厂"] == (4, 6)
    assert found["抓建设。"] == (6, 3)
    first = read(document(lines_text.read(source.encode())), exact=True).lines[2]
    assert first.text == f"（一）建好水厂。{BODY}"
    found_at = [first.place_at(offset) for offset in (0, 2, 3, 6, 7, 8, 20)]
    assert [place.column for place in found_at if place] == [3, 5, 6, 9, 10, 11, 23]


def test_lines_that_a_printer_broke() -> None:
    """Each stretch of a paragraph is a run of its own, at its own line."""
    case = next(each for each in CASES if each.stem == "08-wrapped-summary")
    lines = {place.line for _, place in placed(document(lines_text.read(case.read_bytes())))}
    source = case.read_text("utf-8").splitlines()
    assert lines == {number for number, line in enumerate(source, start=1) if line.strip() not in ("", "- 2 -")}


@pytest.mark.parametrize("case", [*CASES, *PUBLIC], ids=lambda case: case.stem)
def test_every_run_of_a_text_stands_where_it_says(case: Path) -> None:
    """The line of the file, at the run's column, reads as the run does; numbers stand where they say, too."""
    source = lines_text.as_text(case.read_bytes()).splitlines()
    made = document(lines_text.read(case.read_bytes()))
    assert misplaced(made, source) == []
    for text in texts(made):
        for run in text:
            if run.origin and run.origin.source is not None and run.origin.wording and not run.text.startswith("附件"):
                place = run.origin.wording
                assert source[place.line - 1].startswith(run.text.strip(), place.column - 1)


@pytest.mark.parametrize("case", [*CASES, *PUBLIC], ids=lambda case: case.stem)
def test_every_run_of_a_word_file_stands_where_it_says(case: Path) -> None:
    """A paragraph a line, the same places."""
    source = lines_text.as_text(case.read_bytes()).splitlines()
    made = docx.Document()
    for line in source:
        made.add_paragraph(line.replace("\x0c", ""))
    file = io.BytesIO()
    made.save(file)
    assert misplaced(document(lines_docx.read(file.getvalue())), [line.replace("\x0c", "") for line in source]) == []


@pytest.mark.parametrize("case", [*CASES, *PUBLIC], ids=lambda case: case.stem)
def test_every_run_of_markdown_stands_where_it_says(case: Path) -> None:
    """What emphasis and links leave of a line is found in it; a bullet is written anew."""
    source = lines_text.as_text(case.read_bytes()).splitlines()
    wrong = misplaced(document(lines_markdown.read(case.read_bytes())), source)
    assert [(words, there) for words, there in wrong if words[1:] != there[1:] or there[:1] not in "*+"] == []


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("  建**好**水厂", [("建", 3), ("好", 6), ("水厂", 9)]),
        ("## 一、*供水*", [("一、", 4), ("供水", 7)]),
        ("[水厂](https://example.com/a)和`管网`", [("水厂", 2), ("和", 28), ("管网", 30)]),
        (r"甲\*乙&amp;丙", [("甲", 1), ("*乙&", 3), ("丙", 10)]),
        ("* 供水", [("- 供水", 1)]),
        ("甲<!-- 隐 -->乙", [("甲", 1), ("乙", 12)]),
        ("> 引文", [("引文", 3)]),
    ],
)
def test_what_markdown_leaves_out(line: str, wanted: list[tuple[str, int]]) -> None:
    """Each stretch that stands together in the line has its own column."""
    (found,) = lines_markdown.read(line.encode())
    begins = [(each.offset, each.column) for each in found.stretches] or [(0, 1)]
    ends = [begin for begin, _ in begins[1:]] + [len(found.text)]
    assert [(found.text[begin:end], column) for (begin, column), end in zip(begins, ends, strict=True)] == wanted


def test_cells_of_markdown() -> None:
    """Each cell has the column of its own words."""
    source = ["| 任务 | **时限** |", "| --- | --- |", "|建水厂|6月底 |"]
    found = places(document(lines_markdown.read("\n".join(source).encode())))
    assert found == {"任务": (1, 3), "时限": (1, 10), "建水厂": (3, 2), "6月底": (3, 6)}


# ---- Word files -----------------------------------------------------------------------------------------------------


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*paragraphs: str) -> str:
    """A cell, a run in each paragraph."""
    return "<w:tc>" + "".join(f"<w:p>{run(each)}</w:p>" for each in paragraphs) + "</w:tc>"


def test_automatic_numbers_are_counted() -> None:
    """The column is that of the paragraph as printed, whatever blanks stand behind the number in the file."""
    scheme = numbering(("chineseCountingThousand", "%1、"), ("decimal", "%2"))
    body = [
        paragraph("2027年工作计划"),
        paragraph("  总体要求", list_id=1),
        paragraph(BODY),
        paragraph("工作重点", list_id=1),
    ]
    found = places(document(lines_docx.read(word_file("".join(body), numbering=scheme))))
    assert (found["总体要求"], found[BODY], found["工作重点"]) == ((2, 3), (3, 1), (4, 3))


def test_lines_that_the_author_broke() -> None:
    """Line breaks count among a paragraph's columns."""
    body = f"<w:p>{run('  青岚县水务局')}<w:r><w:br/></w:r>{run('2027年工作计划')}</w:p>{paragraph(BODY)}"
    found = places(document(lines_docx.read(word_file(body))))
    assert (found["青岚县水务局"], found["2027年工作计划"]) == ((1, 3), (1, 10))


def test_paragraphs_of_a_cell() -> None:
    """A row's words stand in the paragraphs of its cells, counted through the file; a blank cell is none of them."""
    head = f"<w:tr>{cell('')}{cell('任务', ' 内容')}{cell('时限')}</w:tr>"
    table = f"<w:tbl>{head}<w:tr>{cell('一')}{cell('建厂')}{cell('6月')}</w:tr></w:tbl>"
    found = places(document(lines_docx.read(word_file(paragraph("计划") + table))))
    assert found == {
        "计划": (1, 1),
        "任务 ": (3, 1),
        "内容": (4, 2),
        "时限": (5, 1),
        "一": (6, 1),
        "建厂": (7, 1),
        "6月": (8, 1),
    }


def test_paragraphs_whose_end_was_deleted() -> None:
    """What goes on in the next paragraph stands in its own; the number stands before the first that prints anything."""
    ended = "<w:rPr><w:del/></w:rPr>"
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        f"<w:p><w:pPr>{ended}</w:pPr>{run('  ')}</w:p><w:p><w:pPr>{ended}</w:pPr>{run(' 改造')}</w:p>"
        f"<w:p><w:pPr>{counted}</w:pPr>{run('管网')}<w:r><w:br/></w:r>{run('和泵站')}</w:p>"
    )
    walked = lines_docx.walk(word_file(body, numbering=numbering(("decimal", "%1."))))
    assert [each.text for each in walked.paragraphs] == ["", "1.改造", "管网\n和泵站"]
    first, second = walked.lines
    assert (first.text, [tuple(each) for each in first.stretches]) == ("1.改造管网", [(0, 2, 1), (4, 3, 1)])
    assert (second.text, [tuple(each) for each in second.stretches]) == ("和泵站", [(0, 3, 4)])


@pytest.mark.parametrize("behind", ["", f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"])
def test_a_deleted_end_that_nothing_follows(behind: str) -> None:
    """The last paragraph of all, and one before a table, are read although their ends were deleted."""
    body = f"{paragraph('计划')}<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('尾句。')}</w:p>{behind}"
    found = lines_docx.read(word_file(body))
    assert [(line.text, line.number) for line in found][:2] == [("计划", 1), ("尾句。", 2)]


def test_a_deleted_end_does_not_reach_into_a_text_box() -> None:
    """A text box has lines of its own, whatever its paragraph goes on in."""
    box = f"<w:r><w:pict><v:textbox><w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent></v:textbox></w:pict></w:r>"
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('改造')}{box}</w:p><w:p>{run('管网')}</w:p>"
    assert [line.text for line in lines_docx.read(word_file(body))] == ["框内", "改造管网"]


def test_runs_say_what_the_blocks_say() -> None:
    """Parting a text at its stretches leaves its words as they are."""
    table = f"<w:tbl><w:tr>{cell('任务', '内容')}{cell('时限')}</w:tr></w:tbl>"
    made = document(lines_docx.read(word_file(paragraph("计划") + table)))
    assert [plain(text) for text in texts(made)] == ["计划", "", "任务 内容", "时限"]
    assert all(isinstance(each, Run) for text in texts(made) for each in text)
