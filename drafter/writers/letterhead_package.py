"""The container of a unit's own Word file (底版), which may come from anywhere: `word_package` opens it within limits.

What a plain document never has is refused besides: macros, controls, links to other files, fields that fetch files.
Everything here raises `RefusedError` or yields problems whose place is the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from drafter import word_package
from drafter.place import Place
from drafter.problems import Problem, problem
from drafter.word_package import CONTENT_TYPES, DOCUMENT, RELATIONSHIPS, TEMPLATE, Limits, Relationship, W, written

__all__ = [
    "CONTENT_TYPES",
    "RELATIONSHIPS",
    "Package",
    "RefusedError",
    "Relationship",
    "W",
    "content_types",
    "parsed",
    "problems",
    "read",
    "relationships",
    "written",
]

MAX_FILE = 20 * 1024 * 1024
MAX_MEMBERS = 1000
MAX_XML = 10 * 1024 * 1024
"""So much text and markup may all parts have together; a tree takes some twenty times the room."""
_LIMITS = Limits(file=MAX_FILE, unpacked=100 * 1024 * 1024, members=MAX_MEMBERS, ratio=100)
_CODES: Mapping[word_package.Fault, str] = {
    "unusable": "L522",
    "locked": "L523",
    "excessive": "L524",
    "entities": "L527",
}


class RefusedError(Exception):
    """The file cannot be used; `problem` says why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found))
        self.problem = found


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a .docx by name, without leading slashes, and the name of the document among them."""

    file: str
    parts: Mapping[str, bytes]
    main: str

    def place(self, line: int = 1) -> Place:
        """The file itself or, with `line`, one of its paragraphs, counted from 1."""
        return Place(self.file, line, 1)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Says which file it is that was refused."""
    try:
        yield
    except word_package.RefusedError as refused:
        raise RefusedError(problem(_CODES[refused.fault], Place(file, 1, 1), **refused.words)) from refused


def read(data: bytes, file: str) -> Package:
    """The parts of the Word file whose bytes are `data`; a template (.dotx) is turned into a document.

    RefusedError where it is none or may not be opened.
    """
    with _told(file):
        parts = word_package.unpacked(data, _LIMITS)
        _refuse_much_markup(parts.values())
        kinds = word_package.content_types(parts)
        main = word_package.document_part(parts, kinds)
    if kinds[main] == TEMPLATE:
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(TEMPLATE.encode(), DOCUMENT.encode())
    known = {name: data for name, data in parts.items() if name in kinds or name == CONTENT_TYPES}
    return Package(file, known, main)


def _refuse_much_markup(parts: Iterable[bytes]) -> None:
    size = sum(len(data) for data in parts if _MARKUP.match(data))
    if size > MAX_XML:
        raise word_package.RefusedError("excessive", reason=f"里的文字和标记有{size / 1048576:.0f} MB")


_MARKUP = re.compile(rb"[\s\0\xef\xbb\xbf\xff\xfe]*<")
"""How a part begins that is XML, whatever its name."""


def parsed(data: bytes, file: str) -> etree._Element:
    """A part as a tree; entities are not resolved, nothing is fetched. RefusedError where it is not XML."""
    with _told(file):
        return word_package.parsed(data)


def content_types(parts: Mapping[str, bytes], file: str) -> Mapping[str, str]:
    """The content type of every part that has one, by the part's name."""
    with _told(file):
        return word_package.content_types(parts)


def relationships(parts: Mapping[str, bytes], name: str, file: str) -> tuple[Relationship, ...]:
    """The relationships of the part `name`; those of the whole package for an empty name."""
    with _told(file):
        return tuple(word_package.relationships(parts, name))


# ---- what a plain document never has --------------------------------------------------------------------------------


def problems(package: Package) -> Iterator[Problem]:
    """Macros, controls, links to other files, signatures, and what is not there although it is referred to."""
    yield from _active(package)
    kinds = content_types(package.parts, package.file)
    for name in sorted(package.parts):
        if name.endswith(".rels"):
            yield from _related(name, package)
        elif kinds.get(name, "").endswith("+xml"):
            yield from _fetching_fields(name, package)


_ACTIVE = re.compile(r"vbaproject|vbadata|macroenabled|activex|ms-office\.keymap", re.IGNORECASE)


def _active(package: Package) -> Iterator[Problem]:
    kinds = content_types(package.parts, package.file)
    for name in sorted(package.parts):
        if _ACTIVE.search(name) or _ACTIVE.search(kinds.get(name, "")):
            yield problem("L525", package.place(), part=name)


_UNWANTED = {
    "origin": "它有数字签名，改动以后签名就失效了",
    "aFChunk": "它夹带着网页或别的格式的内容",
}


def _related(name: str, package: Package) -> Iterator[Problem]:
    """What a part of relationships leads to. Whose they are must be told by its name, or a check could be slipped."""
    folder, _, stem = name.partition("_rels/")
    owner = f"{folder}{stem.removesuffix('.rels')}"
    if owner and owner not in package.parts:
        yield problem("L522", package.place(), reason=f"它已经损坏（{name} 没有归属）")
        return
    for each in relationships(package.parts, owner, package.file):
        kind = each.kind.rpartition("/")[2]
        if each.external:
            yield from _outside(kind, each.target, package)
        elif each.target not in package.parts and not each.target.startswith("#"):
            yield problem("L522", package.place(), reason=f"它已经损坏（缺少 {each.target or '一个部件'}）")
        elif kind in _UNWANTED:
            yield problem("L522", package.place(), reason=_UNWANTED[kind])


_ADVICE = {
    "attachedTemplate": "在 Word 的“开发工具—文档模板”里，把文档模板改成 Normal",
    "image": "在 Word 里断开图片的链接，改成插入的图片",
    "hyperlink": "在 Word 里取消这个超链接；只能链接到网址和邮箱",
}
_PLAIN_LINK = re.compile("https?:|mailto:|#", re.IGNORECASE)


def _outside(kind: str, target: str, package: Package) -> Iterator[Problem]:
    """A link is plain only as a hyperlink to a page or a mailbox."""
    if kind != "hyperlink" or not _PLAIN_LINK.match(target):
        advice = _ADVICE.get(kind, "在 Word 里断开链接，把内容放进文件本身")
        yield problem("L526", package.place(), target=target[:60], advice=advice)


_FETCHING = frozenset(("DDEAUTO", "DDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "RD"))


def _fetching_fields(name: str, package: Package) -> Iterator[Problem]:
    """Fields that read other files or run something when Word updates them (ECMA-376 part 1, 17.16.5)."""
    for instruction in _instructions(parsed(package.parts[name], package.file)):
        word = (instruction.split() or [""])[0].upper()
        if word in _FETCHING:
            advice = "在 Word 里选中这个域，按 Ctrl+Shift+F9 变成文字"
            yield problem("L526", package.place(), target=f"{word} 域", advice=advice)


def _instructions(root: etree._Element) -> list[str]:
    """What every field of a part is told to do; the words of one may be split over runs."""
    told = [""]
    for each in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if each.tag == f"{W}instrText":
            told[-1] += each.text or ""
        elif each.tag == f"{W}fldSimple":
            told.append(each.get(f"{W}instr") or "")
        elif each.get(f"{W}fldCharType") == "begin":
            told.append("")
    return told
