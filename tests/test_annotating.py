"""Comments put into somebody's .docx: on exactly the characters asked for, and nothing else of the file changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.annotating import Annotation, annotated
from drafter.readers import lines_docx
from tests.random_word_files import word_files
from tests.soundness import W, faults

BODY, REMARKS = "word/document.xml", "word/comments.xml"
CHANGED = {BODY, REMARKS, "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_UNREAD = {f"{W}{name}" for name in ("del", "moveFrom", "rt", "txbxContent", "instrText")}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}sym": "•"}
_MARKS = [f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference")]


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, part: str = BODY) -> Element:
    """A part of a package."""
    return ElementTree.fromstring(unpacked(data)[part])  # noqa: S314  the packages are our own


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
    return [each.get(f"{W}id", "") for each in tree(data, REMARKS)] if REMARKS in unpacked(data) else []


def sound(data: bytes, notes: list[Annotation]) -> bytes:
    """The annotated file, after everything was looked at that may not differ from the file it was made of."""
    made = annotated(data, notes)
    assert annotated(data, notes) == made
    assert lines_docx.read(made) == lines_docx.read(data)
    before, after = unpacked(data), unpacked(made)
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


@settings(max_examples=300, deadline=None)
@given(word_files, st.data())
def test_any_comments_on_any_document(data: bytes, drawn: st.DataObject) -> None:
    """Text, looks, changes, fields and other people's comments stay; each comment is on the characters asked for."""
    sound(data, drawn.draw(_notes(data)))
