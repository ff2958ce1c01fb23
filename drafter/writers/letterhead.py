"""A draft in the unit's own Word file (底版): its headers, footers, styles, logo and section stay, the body comes in.

The draft is written as any .docx is, for the page of the unit's file; then its paragraphs are moved to the marked
place, their styles and relationships mapped to those of the file. Equal drafts in equal files give equal bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from drafter.document import Document
from drafter.layout import GBT9704, Layout
from drafter.writers import docx
from drafter.writers.docx_comments import COMMENTS_TYPE
from drafter.writers.docx_styles import styles_xml
from drafter.writers.letterhead_package import Package, W, content_types, parsed, relationships, written
from drafter.writers.letterhead_parts import Parts
from drafter.writers.letterhead_places import Letterhead, spot
from drafter.writers.letterhead_sections import governing, is_turned, later, page, turned
from drafter.writers.letterhead_styles import adopted, numbered, shared

__all__ = ["kept_styles", "write"]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f"{{{_OFFICE}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MAIN = "word/document.xml"
_MARKERS = (f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}permStart", f"{W}permEnd")
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
_COMMENT, _COMMENTS = f"{W}comment", "word/comments.xml"
_COMMENTED = (_COMMENT, f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
_NUMBER = re.compile("[0-9]{1,9}")
_STYLED = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def write(document: Document, layout: Layout, letterhead: Letterhead) -> bytes:
    """The unit's file with the document at its place. `layout` holds but for the page, which is the file's own."""
    theirs = Parts(letterhead.package)
    root = theirs.tree(theirs.main)
    place = spot(root)
    section = governing(place)
    if section is not None:
        layout = layout._replace(page=page(section, layout.page.grid))
    ours = _unpacked(docx.write(document, layout))
    content = _content(ours, theirs, root)
    _put(content, place, section)
    theirs.put(theirs.main, root)
    _add_fonts(ours, theirs)
    _set_properties(ours, theirs)
    return theirs.packed()


def kept_styles(letterhead: Letterhead) -> tuple[str, ...]:
    """The names of our styles that the unit's file has, too, and whose look it keeps."""
    theirs = Parts(letterhead.package)
    name = theirs.related("styles")
    ours = parsed(styles_xml(GBT9704).encode(), "")
    return shared(ours, theirs.tree(name)) if name else ()


def _unpacked(data: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Package("", {name: archive.read(name) for name in archive.namelist()}, _MAIN)


# ---- the draft's paragraphs, as the unit's file wants them ----------------------------------------------------------


def _content(ours: Package, theirs: Parts, root: etree._Element) -> list[etree._Element]:
    """The children of our body, with the styles, relationships and numbers of the unit's file."""
    body = parsed(ours.parts[_MAIN], ours.file).find(f"{W}body")
    styles = _add_styles(ours, theirs)
    for each in body.iter(*_STYLED):
        each.set(f"{W}val", styles[each.get(f"{W}val")])
    _stop_numbering(body, numbered(theirs.tree(theirs.related("styles") or "")))
    drawn = [int(number) for each in root.iter(_DRAWING) if (number := each.get("id", "")).isdecimal()]
    for number, each in enumerate(body.iter(_DRAWING), start=max(drawn, default=0) + 1):
        each.set("id", str(number))
    _relate(body, ours, theirs)
    if _COMMENTS in ours.parts:
        _add_comments(body, parsed(ours.parts[_COMMENTS], ours.file), theirs, styles)
    return list(body)


def _add_comments(body: etree._Element, said: etree._Element, theirs: Parts, styles: Mapping[str, str]) -> None:
    """Our comments behind the unit's own, under ids that are free there."""
    name = theirs.related("comments")
    root = etree.Element(said.tag, nsmap=said.nsmap) if name is None else theirs.tree(name)
    taken = [int(id_) for each in root.iter(_COMMENT) if _NUMBER.fullmatch(id_ := each.get(f"{W}id", ""))]
    free = max(taken, default=-1) + 1
    for tree in (body, said):
        for each in tree.iter(*_COMMENTED):
            each.set(f"{W}id", str(int(each.get(f"{W}id")) + free))
    for each in said.iter(*_STYLED):
        each.set(f"{W}val", styles[each.get(f"{W}val")])
    root.extend(list(said))
    if name is None:
        theirs.relate(f"{_OFFICE}/comments", theirs.add(_COMMENTS, written(root), COMMENTS_TYPE))
    else:
        theirs.put(name, root)


_BEFORE_NUMBERING = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def _stop_numbering(body: etree._Element, styles: frozenset[str]) -> None:
    """Our headings bring their numbers; where the unit's style has Word count, it would print two."""
    for worn in body.iter(f"{W}pStyle"):
        if worn.get(f"{W}val") in styles:
            properties = worn.getparent()
            index = sum(child.tag.removeprefix(W) in _BEFORE_NUMBERING for child in properties)
            stop = etree.Element(f"{W}numPr")
            etree.SubElement(stop, f"{W}numId", {f"{W}val": "0"})
            properties.insert(index, stop)


def _add_styles(ours: Package, theirs: Parts) -> Mapping[str, str]:
    own = parsed(ours.parts["word/styles.xml"], ours.file)
    name = theirs.related("styles")
    if name is None:
        empty = etree.tostring(etree.Element(f"{W}styles", nsmap=own.nsmap))
        name = theirs.add("word/styles.xml", empty, _STYLES_TYPE)
        theirs.relate(f"{_OFFICE}/styles", name)
    root = theirs.tree(name)
    ids = adopted(own, root)
    theirs.put(name, root)
    theirs.drop("stylesWithEffects")  # the styles again, for Word 2007; Word takes a contradiction for damage
    return ids


def _relate(body: etree._Element, ours: Package, theirs: Parts) -> None:
    """Takes what our body refers to, such as pictures, into the unit's file; sections get the unit's headers."""
    known = {each.id: each for each in relationships(ours.parts, _MAIN, ours.file)}
    kinds = content_types(ours.parts, ours.file)
    taken: dict[str, str] = {}
    for element in body.iter(etree.Element):
        for name, id_ in element.items():
            if not name.startswith(_R) or element.getparent().tag == f"{W}sectPr":
                continue
            if id_ not in taken:
                each = known[id_]
                target = each.target
                if not each.external:
                    target = theirs.add(each.target, ours.parts[each.target], kinds[each.target])
                taken[id_] = theirs.relate(each.kind, target, external=each.external)
            element.set(name, taken[id_])


# ---- the place ------------------------------------------------------------------------------------------------------


def _put(content: list[etree._Element], place: etree._Element, section: etree._Element | None) -> None:
    """Replaces the marked paragraph by the content, whose last child is our own section."""
    *blocks, own = content
    body = place.getparent()
    if section is None:
        section = deepcopy(own)
        for reference in section.findall(f"{W}headerReference") + section.findall(f"{W}footerReference"):
            section.remove(reference)
        body.append(section)
    _keep_neighbours(place, blocks)
    follows = section is not place.find(f"{W}pPr/{W}sectPr") and place.getnext() is not section
    index = body.index(place)
    body.remove(place)
    body[index:index] = blocks
    _set_sections(blocks, own, section, follows=follows)


def _keep_neighbours(place: etree._Element, blocks: list[etree._Element]) -> None:
    """What else stood in the marked paragraph: drawings go into the first paragraph, a section's end into the last."""
    first = next((block for block in blocks if block.tag == f"{W}p"), None)
    kept = [each for each in place if each.tag in _MARKERS or next(each.iter(*_PICTURES), None) is not None]
    if first is not None:
        index = 1 if first.find(f"{W}pPr") is not None else 0
        first[index:index] = kept
    ends = place.find(f"{W}pPr/{W}sectPr")
    if ends is not None:
        blocks[-1].find(f"{W}pPr").append(ends)


def _set_sections(blocks: list[etree._Element], own: etree._Element, section: etree._Element, *, follows: bool) -> None:
    """Makes the unit's section of each of ours. `follows`: something of the unit's comes after the draft."""
    original = deepcopy(section)
    ends = [end for block in blocks if (end := block.find(f"{W}pPr/{W}sectPr")) is not None and end is not section]
    for number, end in enumerate(ends):
        copy = later(original) if number else deepcopy(original)
        end.getparent().replace(end, turned(copy) if is_turned(end) else copy)
    if ends:
        _become(section, later(original))
    if is_turned(own) and follows:
        blocks[-1].addnext(_section_end(turned(later(original))))
    elif is_turned(own):
        _become(section, turned(section))


def _become(section: etree._Element, other: etree._Element) -> None:
    section[:] = list(other)


def _section_end(section: etree._Element) -> etree._Element:
    """A paragraph too low to begin a page that ends a section."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    spacing = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
    etree.SubElement(properties, f"{W}spacing", {f"{W}{name}": value for name, value in spacing.items()})
    properties.append(section)
    return paragraph


# ---- fonts and properties -------------------------------------------------------------------------------------------


def _add_fonts(ours: Package, theirs: Parts) -> None:
    """Tells Word what stands in for our fonts, where the unit's file does not name them."""
    name = theirs.related("fontTable")
    if name is None:
        return
    root = theirs.tree(name)
    known = {font.get(f"{W}name") for font in root.iter(f"{W}font")}
    fonts = parsed(ours.parts["word/fontTable.xml"], ours.file).findall(f"{W}font")
    root.extend([font for font in fonts if font.get(f"{W}name") not in known])
    theirs.put(name, root)


def _set_properties(ours: Package, theirs: Parts) -> None:
    """Title and author are the draft's; dates and the last editor's name go with the unit's own."""
    core = ours.parts["docProps/core.xml"]
    name = theirs.related("core-properties", "")
    if name is None:
        theirs.relate(_CORE_KIND, theirs.add("docProps/core.xml", core, _CORE_TYPE), "")
    else:
        theirs.parts[name] = core
