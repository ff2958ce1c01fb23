"""Where things belong in a unit's own Word file (底版): the paragraph `{{ body }}`, and tags such as `{{ 单位 }}`.

Word parts what is typed into runs as it likes, so a tag is looked for in a paragraph's text as a whole. The body's
place is marked with a bookmark, which survives whatever happens to the text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from drafter.place import Place
from drafter.problems import Problem, errors, problem
from drafter.writers.letterhead_package import Package, RefusedError, W, parsed, problems, read, relationships, written
from drafter.writers.letterhead_parts import Parts
from drafter.writers.letterhead_sections import governing, page

__all__ = ["Letterhead", "Tag", "as_bytes", "opened", "spot", "with_parts"]

_BOOKMARK = "_drafter_body"
_TAG = re.compile(r"\{\{((?:(?!\}\}).)*)\}\}", re.DOTALL)
_OTHER_TAG = re.compile(r"\{[%#].{0,20}", re.DOTALL)
_UNCLOSED = re.compile(r"\{\{(?!.*\}\}).{0,20}", re.DOTALL)
_BODY = "body"
_NO_PROPERTIES = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


class Tag(NamedTuple):
    """`{{ 单位 }}`: what stands between the braces, and the paragraph."""

    words: str
    place: Place

    def __str__(self) -> str:
        return f"{{{{ {self.words} }}}}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """底版: a unit's own Word file, checked; the body's place is marked, `tags` are what is still to be filled."""

    package: Package
    tags: tuple[Tag, ...]


def opened(data: bytes, file: str) -> tuple[Letterhead | None, tuple[Problem, ...]]:
    """The letterhead whose bytes are `data` and all that is wrong with it; None where it cannot be used."""
    try:
        package = read(data, file)
        found = list(problems(package))
        if not errors(found):
            found += _misplaced(package)
        tags = () if errors(found) else tuple(_tags(package))
        return (None, tuple(found)) if errors(found) else (Letterhead(_marked(package), tags), tuple(found))
    except RefusedError as refused:
        return None, (refused.problem,)


def as_bytes(letterhead: Letterhead) -> bytes:
    """The letterhead as a file for another program, its properties blank: who wrote it when is of no concern."""
    parts = Parts(letterhead.package)
    core = parts.related("core-properties", "")
    if core is not None:
        parts.parts[core] = _NO_PROPERTIES
    return parts.packed()


def with_parts(letterhead: Letterhead, parts: Mapping[str, bytes]) -> Letterhead:
    """The letterhead as another program left it, nothing in it to be filled any more."""
    return Letterhead(replace(letterhead.package, parts=parts), ())


# ---- the text of the file -------------------------------------------------------------------------------------------

_PRINTING = ("/header", "/footer", "/footnotes", "/endnotes")


def _printing_parts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """The parts that people read, the document first."""
    yield package.main, parsed(package.parts[package.main], package.file)
    for each in relationships(package.parts, package.main, package.file):
        if each.kind.endswith(_PRINTING):
            yield each.target, parsed(package.parts[each.target], package.file)


def _paragraphs(root: etree._Element) -> Iterator[tuple[int, etree._Element, str]]:
    """Every paragraph with its number, counted from 1, and its own text, without that of text boxes in it."""
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        yield number, paragraph, "".join([piece.text or "" for piece in _own_pieces(paragraph)])


def _own_pieces(paragraph: etree._Element) -> list[etree._Element]:
    return [piece for piece in paragraph.iter(f"{W}t") if next(piece.iterancestors(f"{W}p")) is paragraph]


# ---- tags -----------------------------------------------------------------------------------------------------------


def _tags(package: Package) -> Iterator[Tag]:
    for _, root in _printing_parts(package):
        for number, _, text in _paragraphs(root):
            words = (found.strip() for found in _TAG.findall(text))
            yield from (Tag(each, package.place(number)) for each in words if each != _BODY)


def _misplaced(package: Package) -> Iterator[Problem]:
    """Tags that cannot be, and a body that has no place of its own, or several."""
    spots = 0
    for name, root in _printing_parts(package):
        for number, paragraph, text in _paragraphs(root):
            place = package.place(number)
            yield from _impossible_tags(text, place, fillable=not name.endswith("endnotes.xml"))
            if not any(found.strip() == _BODY for found in _TAG.findall(text)):
                continue
            fault = _fault(paragraph, text, in_body=name == package.main)
            spots += 1
            if fault:
                yield problem("L530", place, fault=fault)
            if not fault:
                yield from _too_narrow(paragraph, place)
    if spots == 0:
        yield problem("L528", package.place())
    elif spots > 1:
        yield problem("L529", package.place(), count=spots)


_LEAST_WIDTH = 60  # millimetres: some ten characters


def _too_narrow(paragraph: etree._Element, place: Place) -> Iterator[Problem]:
    section = governing(paragraph)
    if section is not None:
        area = page(section, 0)
        if area.width - area.left - area.right < _LEAST_WIDTH:
            yield problem("L522", place, reason="放正文的那一节太窄，一行放不下10个字")


def _impossible_tags(text: str, place: Place, *, fillable: bool) -> Iterator[Problem]:
    for found in () if fillable else _TAG.findall(text):
        yield problem("L532", place, tag=f"{{{{{found}}}}}", fault="尾注里的标记填不了")
    for found in _OTHER_TAG.findall(text):
        yield problem("L532", place, tag=found, fault="只能填事实，不能写判断和循环")
    for found in _UNCLOSED.findall(text):
        yield problem("L532", place, tag=found, fault="“{{”没有“}}”收尾")


def _fault(paragraph: etree._Element, text: str, *, in_body: bool) -> str | None:
    """What keeps a paragraph from being the body's place."""
    if not in_body:
        return "不能放在页眉、页脚或脚注里"
    if not _TAG.fullmatch(text.strip()):
        return "要单独成段，这一段里还有别的字"
    inside = paragraph.getparent().tag.removeprefix(W)
    if inside != "body":
        return {"tc": "不能放在表格里", "txbxContent": "不能放在文本框里"}.get(inside, "不能放在内容控件里")
    return None


# ---- the body's place -----------------------------------------------------------------------------------------------


def _marked(package: Package) -> Package:
    """The same file with a bookmark instead of the text `{{ body }}`; what else that paragraph holds stays."""
    root = parsed(package.parts[package.main], package.file)
    bookmarks = list(root.iter(f"{W}bookmarkStart"))
    if any(each.get(f"{W}name") == _BOOKMARK for each in bookmarks):
        raise RefusedError(problem("L522", package.place(), reason=f"里面已有名为 {_BOOKMARK} 的书签"))
    place = next(each for _, each, text in _paragraphs(root) if _is_body(text))
    for piece in _own_pieces(place):
        piece.text = ""
    number = 1 + max((int(id_) for each in bookmarks if (id_ := each.get(f"{W}id", "")).isdecimal()), default=0)
    etree.SubElement(place, f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": _BOOKMARK})
    etree.SubElement(place, f"{W}bookmarkEnd", {f"{W}id": str(number)})
    return replace(package, parts={**package.parts, package.main: written(root)})


def _is_body(text: str) -> bool:
    found = _TAG.fullmatch(text.strip())
    return found is not None and found[1].strip() == _BODY


def spot(root: etree._Element) -> etree._Element:
    """The paragraph that marks the body's place in the document's tree, its mark taken away."""
    mark = next(each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == _BOOKMARK)
    paragraph = mark.getparent()
    for end in [each for each in paragraph.iter(f"{W}bookmarkEnd") if each.get(f"{W}id") == mark.get(f"{W}id")]:
        paragraph.remove(end)
    paragraph.remove(mark)
    return paragraph
