"""What makes a .docx sound beyond what validators look at: every rule is a generator of faults, in words.

Neither openxml-audit nor the Open XML SDK finds a field without an end, a row with too many cells, text outside w:t, or
a line break in it. The other rules repeat what makes Word call a file damaged, so that the tests need no validator to
find it. Sources: ECMA-376 part 1, clause 17 and annex A; part 2 (OPC).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

__all__ = ["RULES", "faults"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

Parts = dict[str, bytes]
Trees = dict[str, Element]

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
_ANY_ORDER = {"tc": {"p", "tbl"}}


def faults(data: bytes) -> list[str]:
    """Every fault of the package, by part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: twice in the package" for name, count in Counter(names).items() if count > 1]
    found += _package_faults(parts)
    trees = {name: _parsed(parts[name]) for name in parts if name.endswith((".xml", ".rels"))}
    found += _relationship_faults(parts, trees)
    for name, tree in trees.items():
        if tree.tag.startswith(W):
            found += [f"{name}: {fault}" for rule in RULES for fault in rule(tree)]
    body = trees["word/document.xml"]
    return [*found, *_style_faults(trees), *_body_faults(body), *_comment_faults(body, trees.get("word/comments.xml"))]


def _parsed(part: bytes) -> Element:
    return ElementTree.fromstring(part)  # noqa: S314  the packages are our own


# ---- the package ----------------------------------------------------------------------------------------------------


def _package_faults(parts: Parts) -> Iterator[str]:
    """Every part has a content type, and what has one is there."""
    types = _parsed(parts["[Content_Types].xml"])
    overrides = {row.get("PartName", "").removeprefix("/") for row in types.iter(f"{_TYPES}Override")}
    defaults = {row.get("Extension", "") for row in types.iter(f"{_TYPES}Default")}
    for name in sorted(parts.keys() - overrides - {"[Content_Types].xml"}):
        if name.rpartition(".")[2] not in defaults:
            yield f"{name}: no content type"
        elif name.startswith("word/") and name.endswith(".xml"):
            yield f"{name}: only the default content type"
    yield from (f"{name}: declared, but not there" for name in sorted(overrides - parts.keys()))


def _relationship_faults(parts: Parts, trees: Trees) -> Iterator[str]:
    """Every relationship has its part, every part but the roots a relationship to it, every r:id a relationship."""
    reached = {"[Content_Types].xml"} | {name for name in parts if name.endswith(".rels")}
    for name in sorted(reached - {"[Content_Types].xml"}):
        folder, _, file = name.replace("_rels/", "").removesuffix(".rels").rpartition("/")
        rows = list(trees[name])
        ids = [row.get("Id", "") for row in rows]
        yield from (f"{name}: {id_} twice" for id_, count in Counter(ids).items() if count > 1)
        inside = [row.get("Target", "") for row in rows if row.get("TargetMode") != "External"]
        targets = {posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for target in inside}
        yield from (f"{name}: no part {target}" for target in sorted(targets - parts.keys()))
        reached |= targets
        source = posixpath.join(folder, file) if file else ""
        if source:
            yield from (f"{source}: no relationship {id_}" for id_ in sorted(_used_ids(trees[source]) - set(ids)))
    yield from (f"{name}: no relationship leads to it" for name in sorted(parts.keys() - reached))


def _used_ids(tree: Element) -> set[str]:
    return {value for each in tree.iter() for key, value in each.attrib.items() if key.startswith(R)}


# ---- each part ------------------------------------------------------------------------------------------------------


def balanced_fields(tree: Element) -> Iterator[str]:
    """A field begins, is separated and ends, each in a run of its own (WPS shows nothing otherwise)."""
    state = "end"
    follows = {"end": "begin", "begin": "separate", "separate": "end"}
    for run in tree.iter(f"{W}r"):
        marks = [mark.get(f"{W}fldCharType", "") for mark in run.iter(f"{W}fldChar")]
        if len(marks) > 1 or (marks and run.find(f"{W}instrText") is not None):
            yield "parts of a field share a run"
        for mark in marks:
            if mark != follows[state]:
                yield f"a field's {mark} after its {state}"
            state = mark
    if state != "end":
        yield f"a field without end, after its {state}"


def rows_fill_the_grid(tree: Element) -> Iterator[str]:
    """Every row covers all columns of the grid; a merged cell goes on only below one that begins or goes on there."""
    for table in tree.iter(f"{W}tbl"):
        grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        open_above: set[tuple[int, int]] = set()
        for number, row in enumerate(table.findall(f"{W}tr"), start=1):
            place, open_here = 0, set()
            for cell in row.findall(f"{W}tc"):
                span = int(_value(cell, "tcPr/gridSpan") or 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    open_here.add((place, span))
                    if merge.get(f"{W}val", "continue") != "restart" and (place, span) not in open_above:
                        yield f"row {number} goes on with a cell that nothing above begins"
                place += span
            if place != grid:
                yield f"row {number} covers {place} columns of {grid}"
            open_above = open_here


def text_only_in_its_place(tree: Element) -> Iterator[str]:
    """Words stand in w:t and in what is like it, nowhere between other elements."""
    holders = {f"{W}{name}" for name in ("t", "instrText", "delText", "delInstrText")}
    for each in tree.iter():
        foreign = not each.tag.startswith(W)
        if each.tag not in holders and not foreign and (each.text or "").strip():
            yield f"text in {each.tag.removeprefix(W)}: {each.text!r}"
        if (each.tail or "").strip():
            yield f"text behind {each.tag.removeprefix(W)}: {each.tail!r}"


def no_breaks_in_text(tree: Element) -> Iterator[str]:
    """A line break or a tab is an element; in w:t Word shows a blank. Blanks at the edges must be declared as text."""
    for each in (*tree.iter(f"{W}t"), *tree.iter(f"{W}delText")):
        words = each.text or ""
        if re.search(r"[\t\n\r]", words):
            yield f"a raw break in w:t: {words!r}"
        if words != words.strip() and each.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            yield f"blanks that will be lost: {words!r}"


def unique_ids(tree: Element) -> Iterator[str]:
    """Ids of drawings and bookmarks, names of bookmarks, ids and names of styles are each used once."""
    keys = (
        (f"{WP}docPr", "id"),
        (f"{W}bookmarkStart", f"{W}id"),
        (f"{W}bookmarkStart", f"{W}name"),
        (f"{W}style", f"{W}styleId"),
        (f"{W}comment", f"{W}id"),
        (f"{W}ins", f"{W}id"),
        (f"{W}del", f"{W}id"),
    )
    for tag, key in keys:
        counted = Counter(each.get(key) for each in tree.iter(tag))
        yield from (f"{tag.rpartition('}')[2]} {value} twice" for value, count in counted.items() if count > 1)
    names = Counter(_value(style, "name") for style in tree.iter(f"{W}style"))
    yield from (f"style name {name} twice" for name, count in names.items() if count > 1)


def children_in_order(tree: Element) -> Iterator[str]:
    """Properties stand in the schema's order, each once."""
    for each in tree.iter():
        name = each.tag.removeprefix(W)
        order = ORDERS.get(name, "").split()
        if not order:
            continue
        children = [child.tag.removeprefix(W) for child in each]
        yield from (f"{child} in {name}" for child in children if child not in order)
        free = _ANY_ORDER.get(name, set())
        places = [order.index(child) for child in children if child in order and child not in free]
        if places != sorted(places):
            yield f"{name} out of order: {' '.join(children)}"


def cells_end_in_a_paragraph(tree: Element) -> Iterator[str]:
    """Every cell, header and footer ends in a paragraph."""
    for tag in ("tc", "hdr", "ftr"):
        for each in tree.iter(f"{W}{tag}"):
            if not len(each) or each[-1].tag != f"{W}p":
                yield f"{tag} without a paragraph at its end"


def paragraphs_hold_no_paragraphs(tree: Element) -> Iterator[str]:
    """A paragraph stands in no paragraph, a run in a paragraph."""
    for paragraph in tree.iter(f"{W}p"):
        if paragraph.find(f".//{W}p") is not None and paragraph.find(f".//{W}txbxContent") is None:
            yield "a paragraph in a paragraph"
    homes = {f"{W}{name}" for name in ("p", "hyperlink", "ins", "del", "moveTo", "sdtContent", "smartTag", "fldSimple")}
    for parent in tree.iter():
        if parent.tag not in homes and parent.find(f"{W}r") is not None:
            yield f"a run in {parent.tag.removeprefix(W)}"


_COUNTED = re.compile(r"-?\d+")
_COUNTS = {
    "ind": ("left", "right", "firstLine", "hanging", "leftChars", "rightChars", "firstLineChars", "hangingChars"),
    "spacing": ("before", "after", "line"),
    "pgSz": ("w", "h"),
    "pgMar": ("top", "right", "bottom", "left", "header", "footer", "gutter"),
    "sz": ("val",),
    "szCs": ("val",),
    "gridCol": ("w",),
    "tcW": ("w",),
    "trHeight": ("val",),
    "tab": ("pos",),
}


def measures_are_whole_numbers(tree: Element) -> Iterator[str]:
    """Twips, half points and hundredths of a character know no fractions."""
    for name, keys in _COUNTS.items():
        for each in tree.iter(f"{W}{name}"):
            for key in keys:
                value = each.get(f"{W}{key}")
                if value is not None and not _COUNTED.fullmatch(value):
                    yield f"{name} {key}={value}"


def changes_hold_their_own_text(tree: Element) -> Iterator[str]:
    """Deleted runs write w:delText, all others w:t; every change has an author; none stands in another one."""
    for change in (*tree.iter(f"{W}ins"), *tree.iter(f"{W}del")):
        name = change.tag.removeprefix(W)
        if not change.get(f"{W}author"):
            yield f"{name} without an author"
        if any(change.find(f".//{W}{inner}") is not None for inner in ("ins", "del")):
            yield f"a change in {name}"
    deleted = {id(text) for each in tree.iter(f"{W}del") for text in each.iter()}
    for tag, is_deleted in (("t", False), ("delText", True)):
        if any((id(text) in deleted) is not is_deleted for text in tree.iter(f"{W}{tag}")):
            yield f"{tag} {'outside' if is_deleted else 'in'} what was deleted"


RULES = (
    balanced_fields,
    rows_fill_the_grid,
    text_only_in_its_place,
    no_breaks_in_text,
    unique_ids,
    children_in_order,
    cells_end_in_a_paragraph,
    paragraphs_hold_no_paragraphs,
    measures_are_whole_numbers,
    changes_hold_their_own_text,
)


# ---- the document ---------------------------------------------------------------------------------------------------


def _style_faults(trees: Trees) -> Iterator[str]:
    """Every style that is worn or named is there, in its kind."""
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    styles = trees["word/styles.xml"]
    known = {(style.get(f"{W}type"), style.get(f"{W}styleId")) for style in styles.iter(f"{W}style")}
    for name, tree in trees.items():
        for tag, kind in kinds.items():
            worn = {each.get(f"{W}val") for each in tree.iter(f"{W}{tag}")}
            yield from (
                f"{name}: no {kind} style {style}" for style in sorted(map(str, worn)) if (kind, style) not in known
            )
    ids = {style for _, style in known}
    for tag in ("basedOn", "next", "link"):
        for each in styles.iter(f"{W}{tag}"):
            if each.get(f"{W}val") not in ids:
                yield f"word/styles.xml: {tag} {each.get(f'{W}val')}"


def _body_faults(document: Element) -> Iterator[str]:
    """The body ends in a paragraph and its section; tables do not touch."""
    body = document.find(f"{W}body")
    children = [] if body is None else [child.tag.removeprefix(W) for child in body]
    if children[-1:] != ["sectPr"] or children.count("sectPr") != 1:
        yield "word/document.xml: the section is not the body's last child"
    if children[-2:-1] != ["p"]:
        yield "word/document.xml: no paragraph before the section"
    if ("tbl", "tbl") in pairwise(children):
        yield "word/document.xml: a table touches the next one"


def _comment_faults(document: Element, comments: Element | None) -> Iterator[str]:
    """Every comment has its range and its reference, one after the other, and every reference its comment."""
    told = set() if comments is None else {each.get(f"{W}id") for each in comments.iter(f"{W}comment")}
    marks = [(each.tag.removeprefix(f"{W}comment"), each.get(f"{W}id")) for each in document.iter()]
    found = [(mark, id_) for mark, id_ in marks if mark in ("RangeStart", "RangeEnd", "Reference")]
    for id_ in sorted({id_ for _, id_ in found} | told, key=str):
        own = [mark for mark, other in found if other == id_]
        if own != ["RangeStart", "RangeEnd", "Reference"] or id_ not in told:
            yield f"comment {id_}: {' '.join(own) or 'nowhere'}{'' if id_ in told else ', but not there'}"


def _value(element: Element, path: str) -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")
