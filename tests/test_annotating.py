"""Comments put into somebody's .docx: on exactly the characters asked for, and nothing else of the file changed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drafter
from drafter import pipeline
from drafter.annotating import Annotation, annotated
from drafter.problems import DraftError
from drafter.readers import lines_docx
from tests.libreoffice import converted, with_libreoffice
from tests.packages import members, zipped
from tests.random_word_files import COMMENTS, word_files
from tests.soundness import W, faults
from tests.word_files import numbering, paragraph, word_file

ROOT = Path(__file__).parent.parent
BODY, REMARKS = "word/document.xml", "word/comments.xml"
CHANGED = {BODY, REMARKS, "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_UNREAD = {f"{W}{name}" for name in ("del", "moveFrom", "rt", "txbxContent", "instrText")}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "•"}
_MARKS = [f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference")]


def tree(data: bytes, part: str = BODY) -> Element:
    """A part of a package."""
    return ElementTree.fromstring(members(data)[part])  # noqa: S314  the packages are our own


def anchored(data: bytes) -> dict[str, str]:
    """What is printed between the two ends of each comment's range, by the comment's id."""
    texts: dict[str, str] = {}
    open_: set[str] = set()
    codes: list[bool] = []

    def say(words: str) -> None:
        for id_ in open_ if all(codes) else ():
            texts[id_] += words

    def walk(element: Element) -> None:
        match element.tag.replace(W, "w:").replace(_MATH, "m:"):
            case "w:commentRangeStart":
                open_.add(element.get(f"{W}id", ""))
                texts[element.get(f"{W}id", "")] = ""
            case "w:commentRangeEnd":
                open_.remove(element.get(f"{W}id", ""))
            case "w:fldChar":
                kind = element.get(f"{W}fldCharType")
                codes[:] = [*codes, False] if kind == "begin" else [*codes[:-1], True][: len(codes) - (kind == "end")]
            case "w:t" | "m:t":
                say(element.text or "")
            case "w:r" if element.find(f"{W}rPr/{W}vanish") is not None:
                pass
            case _:
                say(_SIGNS.get(element.tag, ""))
                for child in element if element.tag not in _UNREAD else ():
                    walk(child)

    walk(tree(data))
    return texts


def asked(data: bytes, note: Annotation) -> str:
    """The characters that a note is on, by the text of its paragraph as it is read."""
    found = lines_docx.walk(data).paragraphs[note.line - 1]
    if not found.text:
        return "".join(each.text for each in found.letters)
    last = len(found.text) - 1
    begin = max(min(note.column - 1, last), len(found.number))
    return found.text[begin : max(note.column - 1 + note.length, begin + 1)]


def letters(data: bytes, ours: set[str]) -> list[object]:
    """All that the document holds but our comments: each letter with its look, all else as it is, in order."""
    return list(_letters(tree(data), ours))


def _letters(element: Element, ours: set[str]) -> Iterator[object]:
    if element.tag in _MARKS and element.get(f"{W}id") in ours:
        return
    if element.tag != f"{W}r":
        yield element.tag, sorted(element.attrib.items()), (element.text or "").strip()
        for child in element:
            yield from _letters(child, ours)
        yield "end"
        return
    look = element.find(f"{W}rPr")
    worn = sorted(element.attrib.items()), "" if look is None else _without_ids(look)
    if any(each.get(f"{W}id") in ours for each in element.iter(_MARKS[-1])):
        return
    for child in element:
        if child.tag == f"{W}t":
            yield from ((char, worn) for char in child.text or "")
        elif child is not look:
            yield ElementTree.tostring(child), worn


def _without_ids(look: Element) -> bytes:
    copy = ElementTree.fromstring(ElementTree.tostring(look))  # noqa: S314  as above
    for each in copy.iter():
        each.attrib.pop(f"{W}id", None)
    return ElementTree.tostring(copy)


def ids(data: bytes) -> list[str]:
    """The ids of all comments, in the order of the part."""
    return [each.get(f"{W}id", "") for each in tree(data, REMARKS)] if REMARKS in members(data) else []


def sound(data: bytes, notes: list[Annotation]) -> bytes:
    """The annotated file, after everything was looked at that may not differ from the file it was made of."""
    made = annotated(data, notes)
    assert annotated(data, notes) == made
    assert lines_docx.read(made) == lines_docx.read(data)
    before, after = members(data), members(made)
    assert list(after)[: len(before)] == list(before)
    assert {name for name in after if after[name] != before.get(name)} <= CHANGED
    new = ids(made)[len(ids(data)) :]
    assert ids(made)[: len(ids(data))] == ids(data)
    assert len(set(ids(made))) == len(ids(data)) + len(notes)
    assert letters(made, set(new)) == letters(data, set())
    found = anchored(made)
    assert [found[id_] for id_ in new] == [asked(data, note) for note in sorted(notes)]
    assert set(faults(made)) <= set(faults(data))
    return made


# ---- places ---------------------------------------------------------------------------------------------------------


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def comments_on(data: bytes, *notes: tuple[int, int, int]) -> list[str]:
    """What comments stand on that are asked for by line, column and length, in the order of the text."""
    made = sound(data, [Annotation(*note, "改") for note in notes])
    found = anchored(made)
    return [found[id_] for id_ in ids(made)[len(ids(data)) :]]


def test_without_notes_the_file_is_itself() -> None:
    """Nothing to say, nothing done."""
    data = word_file(paragraph("甲"))
    assert annotated(data, []) is data


def test_ranges_that_overlap() -> None:
    """One within another, two that cross, two on the same characters."""
    data = word_file(paragraph("甲乙丙丁戊己"))
    found = comments_on(data, (1, 1, 4), (1, 2, 2), (1, 3, 4), (1, 3, 4), (1, 4, 1))
    assert found == ["甲乙丙丁", "乙丙", "丙丁戊己", "丙丁戊己", "丁"]


def test_automatic_numbers_stand_for_what_is_behind_them() -> None:
    """Characters that no run holds are those of the first word; blanks behind the number are none."""
    scheme = numbering(("chineseCounting", "（%1）"))
    data = word_file(paragraph("  建水厂", list_id=1) + paragraph("改管网", list_id=1), numbering=scheme)
    assert comments_on(data, (1, 1, 3), (1, 2, 4), (2, 4, 2), (2, 6, 1)) == ["建", "建水", "改管", "网"]


def test_what_reaches_past_the_end() -> None:
    """A length that is too long ends with the paragraph, a column behind the end is the last character."""
    assert comments_on(word_file(paragraph("甲乙丙")), (1, 2, 99), (1, 4, 1), (1, 9, 9), (1, 1, 0)) == [
        "甲",
        "乙丙",
        "丙",
        "丙",
    ]


def test_a_paragraph_without_text() -> None:
    """The comment is on the paragraph, behind its properties."""
    data = word_file("<w:p/>" + paragraph(""))
    assert comments_on(data, (1, 1, 1), (2, 1, 3), (2, 1, 3)) == ["", "", ""]


def test_a_range_over_links_and_changes() -> None:
    """It begins in a link and ends in an insertion behind a deletion, which keeps its words to itself."""
    body = (
        f'<w:p>{run("见")}<w:hyperlink w:anchor="a">{run("实施方案")}</w:hyperlink>{run("，")}'
        '<w:del w:id="1" w:author="甲"><w:r><w:delText>删去</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="甲">{run("补上这句")}</w:ins></w:p>'
    )
    made = sound(word_file(body), [Annotation(1, 4, 5, "改")])
    start, end = (next(iter(tree(made).iter(mark))) for mark in _MARKS[:2])
    assert start in list(next(tree(made).iter(f"{W}hyperlink"))) or anchored(made) == {"0": "方案，补上"}
    assert end.tag == _MARKS[1]
    deleted = next(tree(made).iter(f"{W}del"))
    assert [each.tag for each in deleted] == [f"{W}r"]
    assert anchored(made) == {"0": "方案，补上"}


def test_what_cannot_be_parted() -> None:
    """A word with its reading and a formula are inside the range as a whole."""
    formula = f'<m:oMath xmlns:m="{_MATH[1:-1]}"><m:r><m:t>x+y</m:t></m:r></m:oMath>'
    base = "<w:rubyBase><w:r><w:t>拼音</w:t></w:r></w:rubyBase>"
    ruby = f"<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt>{base}</w:ruby></w:r>"
    data = word_file(f"<w:p>{run('甲')}{formula}{ruby}{run('乙')}</w:p>")
    made = annotated(data, [Annotation(1, 3, 1, "改"), Annotation(1, 6, 2, "改")])
    assert anchored(made) == {"0": "x+y", "1": "拼音乙"}
    assert lines_docx.read(made) == lines_docx.read(data)
    assert set(faults(made)) <= set(faults(data))


@pytest.mark.parametrize("around", ["<w:r>{}</w:r>", "{}"])
def test_a_text_box_is_commented_where_it_is_tied(around: str) -> None:
    """Word passes over ranges in text boxes: the comment stands in the paragraph of the text, around the box."""
    box = f"<w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    data = word_file(f"<w:p>{run('正')}{around.format(both)}{run('文')}</w:p>")
    made = annotated(data, [Annotation(1, 1, 2, "一"), Annotation(2, 1, 1, "二"), Annotation(2, 2, 1, "三")])
    assert anchored(made) == {"0": "正文", "1": "", "2": ""}
    assert letters(made, {"0", "1", "2"}) == letters(data, set())
    order = [(each.tag.removeprefix(W), each.get(f"{W}id")) for each in tree(made)[0][0] if each.tag in _MARKS]
    assert order.index(("commentRangeStart", "1")) < order.index(("commentRangeEnd", "1"))
    assert next(tree(made).iter(f"{W}txbxContent")).find(f".//{_MARKS[0]}") is None
    assert lines_docx.read(made) == lines_docx.read(data)
    assert set(faults(made)) <= set(faults(data))


def test_a_tracked_look_is_parted_with_an_id_of_its_own() -> None:
    """Both halves of a run keep the change of their look; no two changes share an id."""
    look = '<w:rPr><w:b/><w:rPrChange w:id="8" w:author="甲"><w:rPr/></w:rPrChange></w:rPr>'
    made = sound(word_file(f"<w:p><w:r>{look}<w:t>甲乙丙</w:t></w:r></w:p>"), [Annotation(1, 2, 1, "改")])
    changes = [each.get(f"{W}id") for each in tree(made).iter(f"{W}rPrChange")]
    assert len(changes) == len(set(changes)) == 3


def test_blanks_are_declared_where_a_text_is_parted_and_only_there() -> None:
    """Blanks that Word leaves out at the edges of a text stay left out; those at a cut are declared as text."""
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in (" 甲乙丙 ", "甲 乙丙"))
    data = word_file(body)
    made = annotated(data, [Annotation(1, 3, 1, "改"), Annotation(2, 3, 1, "改")])
    assert lines_docx.read(made) == lines_docx.read(data)
    declared = [(each.text, len(each.attrib) > 0) for each in tree(made).iter(f"{W}t")]
    assert declared == [(" 甲", False), ("乙", False), ("丙 ", False), ("甲 ", True), ("乙", False), ("丙", False)]


def test_an_xml_comment_within_a_text() -> None:
    """What no program writes there is not lost either, nor moved."""
    made = annotated(word_file("<w:p><w:r><w:t>甲乙<!-- 注 -->丙</w:t></w:r></w:p>"), [Annotation(1, 1, 1, "改")])
    assert re.sub(rb"<[^!][^>]*>", b"", members(made)[BODY][56:]).decode().strip() == "甲乙<!-- 注 -->丙"


def test_many_comments_in_one_paragraph() -> None:
    """A comment on every second character of a long paragraph is a matter of seconds."""
    data = word_file(paragraph("甲乙" * 2000))
    made = annotated(data, [Annotation(1, column, 1, "改") for column in range(1, 4000, 2)])
    assert set(anchored(made).values()) == {"甲"}
    assert len(anchored(made)) == 2000


# ---- what they say --------------------------------------------------------------------------------------------------


def said(data: bytes) -> list[list[str]]:
    """The paragraphs of each comment."""
    return [
        ["".join(each.text or "" for each in line.iter(f"{W}t")) for line in comment.iter(f"{W}p")]
        for comment in tree(data, REMARKS)
    ]


def test_a_line_is_a_paragraph() -> None:
    """Each line of the words is a paragraph; signs that XML does not know are not lost without a sign."""
    made = sound(word_file(paragraph("甲")), [Annotation(1, 1, 1, "逗号是半角。\n改成“，”。<\x00&>")])
    assert said(made) == [["逗号是半角。", "改成“，”。<\ufffd&>"]]
    comment = tree(made, REMARKS)[0]
    assert (comment.get(f"{W}author"), comment.get(f"{W}initials"), comment.get(f"{W}date")) == (
        "drafter",
        "drafter",
        None,
    )


def test_other_peoples_comments_stay() -> None:
    """Their ids, authors and the parts that belong to them are untouched; new ids come behind all that are used."""
    body = (
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>待核数字</w:t></w:r><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    others = {"word/commentsExtended.xml": b"<a/>", "word/people.xml": b"<b/>", "word/media/a.bin": b"\0\1"}
    data = word_file(body, comments=COMMENTS, parts=others)
    made = sound(data, [Annotation(1, 2, 2, "改")])
    assert anchored(made) == {"7": "待核数字", "8": "核数"}
    assert members(made)[REMARKS].count(b'mc:Ignorable="w14"') == 1
    assert said(made) == [["请核对"], ["改"]]
    again = sound(made, [Annotation(1, 1, 1, "再改")])
    assert anchored(again) == {"7": "待核数字", "8": "核数", "9": "待"}


def styles(data: bytes) -> dict[str, str]:
    """The ids of the package's styles by their names."""
    return {each[0].get(f"{W}val", ""): each.get(f"{W}styleId", "") for each in tree(data, "word/styles.xml")}


def test_the_files_own_comment_styles_are_worn() -> None:
    """Word knows styles by their names; those it has are not added again, whatever their ids."""
    told = (
        '<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="annotation text"/></w:style>'
        '<w:style w:type="character" w:styleId="a8"><w:name w:val="Annotation Reference"/></w:style>'
    )
    data = word_file(paragraph("甲"), styles=told)
    made = sound(data, [Annotation(1, 1, 1, "改")])
    assert members(made)["word/styles.xml"] == members(data)["word/styles.xml"]
    worn = {
        each.get(f"{W}val")
        for part in (BODY, REMARKS)
        for each in tree(made, part).iter()
        if each.tag in (f"{W}rStyle", f"{W}pStyle")
    }
    assert worn == {"a7", "a8"}


def test_lacking_comment_styles_are_added() -> None:
    """They are based on the file's own default styles and take no id that another style has."""
    told = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:styleId="CommentText"><w:name w:val="我的表格"/></w:style>'
    )
    made = sound(word_file(paragraph("甲"), styles=told), [Annotation(1, 1, 1, "改")])
    found = styles(made)
    assert (found["annotation text"], found["annotation reference"]) == ("CommentText1", "CommentReference")
    bases = [each.get(f"{W}val") for each in tree(made, "word/styles.xml").iter(f"{W}basedOn")]
    assert bases == ["a"]


# ---- the package ----------------------------------------------------------------------------------------------------


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its parts changed."""
    parts = members(data)
    change(parts)
    return zipped(parts, zipfile.ZIP_STORED)


def test_a_file_without_styles() -> None:
    """Comments need none."""

    def drop(parts: dict[str, bytes]) -> None:
        del parts["word/styles.xml"]
        relations = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = re.sub(rb"<Relationship [^>]*/styles\"[^>]*>", b"", relations)

    made = annotated(repacked(word_file(paragraph("甲")), drop), [Annotation(1, 1, 1, "改")])
    assert anchored(made) == {"0": "甲"}
    assert b"Style" not in members(made)[REMARKS]


def test_namespaces_and_what_may_be_ignored_stay() -> None:
    """What the root of the document declares is there afterwards, used or not."""
    spaces = (
        b'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14 wp14" xmlns:wp14="a:b"'
    )

    def declare(parts: dict[str, bytes]) -> None:
        parts[BODY] = (
            parts[BODY].replace(b"<w:body>", b"<w:body>", 1).replace(b"<w:document ", b"<w:document " + spaces + b" ")
        )

    data = repacked(word_file(paragraph("甲")), declare)
    made = members(sound(data, [Annotation(1, 1, 1, "改")]))[BODY]
    root = made[made.index(b"<w:document") : made.index(b"<w:body>")]
    assert set(re.findall(rb"[\w:]+=\"[^\"]*\"", root)) >= set(re.findall(rb"[\w:]+=\"[^\"]*\"", spaces))


def test_a_template_becomes_a_document() -> None:
    """What is written is a .docx, whose type Word insists on."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    made = annotated(word_file(paragraph("甲"), kind=kind), [Annotation(1, 1, 1, "改")])
    assert b"document.main+xml" in members(made)["[Content_Types].xml"]
    assert kind.encode() not in members(made)["[Content_Types].xml"]


def code(data: bytes, notes: list[Annotation]) -> str:
    """The code of the problem for which nothing is annotated."""
    with pytest.raises(DraftError) as told:
        annotated(data, notes)
    return told.value.problems[0].code


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"PK\x03\x04 cut off", "R601"),
        (word_file(paragraph("甲"), parts={"word/vbaProject.bin": b"macros"}), "R607"),
        (word_file('<w:altChunk r:id="r1"/>'), "R601"),
        (word_file(paragraph("甲"), parts={"word/extra.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "R604"),
        (word_file(paragraph("甲"), comments=b"no XML"), "R601"),
        (word_file(paragraph("甲"), comments=b"<other/>"), "R601"),
    ],
)
def test_what_is_refused(data: bytes, wanted: str) -> None:
    """What the reader does not open is not written either, nor what has comments that cannot be read."""
    assert code(data, [Annotation(1, 1, 1, "改")]) == wanted


def test_more_comments_than_word_opens() -> None:
    """Word opens no file with more than 32767 ranges (MS-OI29500, 2.1.315)."""
    notes = [Annotation(1, 1, 1, "改")] * 32_768
    assert code(word_file(paragraph("甲")), notes) == "R603"


def test_a_paragraph_that_is_not_there() -> None:
    """Who asks for it has another file in mind."""
    with pytest.raises(IndexError):
        annotated(word_file(paragraph("甲")), [Annotation(2, 1, 1, "改")])


# ---- any document ---------------------------------------------------------------------------------------------------


@st.composite
def _notes(draw: st.DrawFn, data: bytes) -> list[Annotation]:
    found = lines_docx.walk(data).paragraphs
    made = []
    for _ in range(draw(st.integers(1, 6))):
        line = draw(st.integers(1, len(found)))
        column = draw(st.integers(1, len(found[line - 1].text) + 2))
        made.append(Annotation(line, column, draw(st.integers(1, 8)), draw(st.sampled_from(("甲", "乙\n丙&<\x00")))))
    return made


@settings(max_examples=150, deadline=None)
@given(word_files, st.data())
def test_any_comments_on_any_document(data: bytes, drawn: st.DataObject) -> None:
    """Text, looks, changes, fields and other people's comments stay; each comment is on the characters asked for."""
    sound(data, drawn.draw(_notes(data)))


# ---- other programs -------------------------------------------------------------------------------------------------

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def annotated_in(content: bytes) -> dict[str, str]:
    """What each comment of an OpenDocument text stands on, by what it says."""
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    open_: set[str] = set()

    def say(words: str | None) -> None:
        for name in open_:
            texts[names[name]] += words or ""

    def walk(element: Element) -> None:
        if element.tag == f"{OFFICE}annotation":
            name = element.get(f"{OFFICE}name", "")
            names[name] = "".join(each.text or "" for each in element.iter() if each.tag.endswith("}p"))
            texts[names[name]] = ""
            open_.add(name)
        elif element.tag == f"{OFFICE}annotation-end":
            open_.remove(element.get(f"{OFFICE}name", ""))
        else:
            say(element.text)
            for child in element:
                walk(child)
        say(element.tail)

    walk(ElementTree.fromstring(content))  # noqa: S314  LibreOffice wrote it
    return texts


@with_libreoffice
def test_libreoffice_finds_the_same_words(tmp_path: Path) -> None:
    """It shows each comment on the words asked for, in our own file and in one that it saved as .docx itself."""
    plan = tmp_path / "plan.docx"
    plan.write_bytes(pipeline.render(drafter.draft(ROOT / "examples" / "annual-work-plan"), "docx"))
    saved = converted(converted(plan, "odt", tmp_path), "docx", tmp_path / "saved")
    for source in (plan, saved):
        data = source.read_bytes()
        notes = [
            Annotation(line, 1 + line % max(len(found.text) - 3, 1), 1 + line % 4, f"第{line}段")
            for line, found in enumerate(lines_docx.walk(data).paragraphs, start=1)
            if found.text and not found.number and found.text.isprintable()
        ]
        assert len(notes) > 30
        target = tmp_path / f"commented-{source.parent.name}.docx"
        target.write_bytes(sound(data, notes))
        content = members(converted(target, "odt", tmp_path).read_bytes())["content.xml"]
        assert annotated_in(content) == {note.words: asked(data, note) for note in notes}
