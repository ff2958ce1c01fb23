"""The container of a unit's own Word file (底版): read whole and checked, because the file may come from anywhere.

Nothing is written to disk and nothing is unpacked before its declared size is known. What a plain document never has is
refused: passwords, macros, controls, links to other files, fields that fetch files, document type definitions (which
ECMA-376 part 2 forbids), and containers that unfold to far more than they are. Everything here raises `RefusedError`
or yields problems whose place is the file itself.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from drafter.place import Place
from drafter.problems import Problem, problem

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
MAX_UNPACKED = 100 * 1024 * 1024
MAX_MEMBERS = 1000
MAX_RATIO = 100
"""So many bytes may one byte unfold to, once a container unfolds to more than `_RATIO_FROM`."""
_RATIO_FROM = 2 * 1024 * 1024

CONTENT_TYPES = "[Content_Types].xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as it stands before a tag's name in a tree."""
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
DOCUMENT = _MAIN.format("document")
_TEMPLATE = _MAIN.format("template")
_STRICT = b"http://purl.oclc.org/ooxml/"

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # the container of old .doc files, and of encrypted .docx files
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, NotImplementedError)


class RefusedError(Exception):
    """The file cannot be used; `problem` says why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found))
        self.problem = found


class Relationship(NamedTuple):
    """A relationship of a part: `target` is a part's name, or an address where it is `external`."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a .docx by name, without leading slashes, and the name of the document among them."""

    file: str
    parts: Mapping[str, bytes]
    main: str

    def place(self, line: int = 1) -> Place:
        """The file itself or, with `line`, one of its paragraphs, counted from 1."""
        return Place(self.file, line, 1)


def _refused(code: str, file: str, **words: str) -> RefusedError:
    return RefusedError(problem(code, Place(file, 1, 1), **words))


def _unusable(file: str, reason: str) -> RefusedError:
    return _refused("L522", file, reason=reason)


# ---- the container --------------------------------------------------------------------------------------------------


def read(data: bytes, file: str) -> Package:
    """The parts of the Word file whose bytes are `data`. RefusedError where it is none or may not be opened."""
    if len(data) > MAX_FILE:
        raise _refused("L524", file, reason=f"有{len(data) / 1048576:.0f} MB")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _refused("L523", file)
        raise _unusable(file, "它是旧的 .doc 或别的格式，不是 .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = dict(_members(archive, len(data), file))
    except RuntimeError as error:  # a password of ZIP's own
        raise _refused("L523", file) from error
    except _DAMAGED as error:
        raise _unusable(file, "它不是 .docx，或者已经损坏") from error
    if CONTENT_TYPES not in parts:
        raise _unusable(file, "它不是 .docx")
    _refuse_entities(parts, file)
    return _plain_document(parts, file)


def _members(archive: zipfile.ZipFile, packed: int, file: str) -> Iterator[tuple[str, bytes]]:
    """Every member with its bytes, after its declared size was found bearable, and as long as the real one is."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS:
        raise _refused("L524", file, reason=f"里有{len(infos)}个部件")
    _refuse_sizes(sum(info.file_size for info in infos), packed, file)
    names = {info.filename.lower() for info in infos}
    if len(names) < len(infos) or not all(name.isascii() for name in names):
        raise _unusable(file, "它已经损坏（部件的名称重复或者不合规定）")
    unpacked = 0
    for info in infos:
        if info.flag_bits & 1:
            raise _refused("L523", file)
        with archive.open(info) as member:
            content = member.read(MAX_UNPACKED - unpacked + 1)
        unpacked += len(content)
        _refuse_sizes(unpacked, packed, file)
        yield info.filename, content


def _refuse_sizes(unpacked: int, packed: int, file: str) -> None:
    if unpacked > MAX_UNPACKED:
        raise _refused("L524", file, reason=f"解开有{unpacked / 1048576:.0f} MB")
    if unpacked > max(_RATIO_FROM, packed * MAX_RATIO):
        raise _refused("L524", file, reason=f"解开以后是原来的{unpacked // max(packed, 1)}倍")


_DECLARES = re.compile(b"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_ENCODINGS = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii")


def _refuse_entities(parts: Mapping[str, bytes], file: str) -> None:
    """No part of XML declares a document type, in UTF-8 or UTF-16, the only encodings a package may have."""
    for name, data in parts.items():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        plain = data.replace(b"\0", b"")  # of UTF-16, what is left is the same letters
        declared = _ENCODING.search(plain[:200])
        if declared and declared[1].lower() not in _ENCODINGS:
            raise _unusable(file, f"{name} 的编码不合规定")
        if _DECLARES.search(plain):
            raise _refused("L527", file, part=name)


def parsed(data: bytes, file: str) -> etree._Element:
    """A part as a tree; entities are not resolved, nothing is fetched. RefusedError where it is not XML."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unusable(file, "它已经损坏") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise _unusable(file, "它已经损坏")
    return root


def written(root: etree._Element) -> bytes:
    """A tree as the bytes of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# ---- parts and relationships ----------------------------------------------------------------------------------------


def content_types(parts: Mapping[str, bytes], file: str) -> Mapping[str, str]:
    """The content type of every part that has one, by the part's name."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for entry in parsed(parts[CONTENT_TYPES], file):
        kind = entry.get("ContentType") or ""
        if entry.get("PartName"):
            overrides[str(entry.get("PartName")).lstrip("/").lower()] = kind
        else:
            defaults[str(entry.get("Extension") or "").lower()] = kind
    kinds = {name: overrides.get(name.lower(), defaults.get(name.rpartition(".")[2].lower(), "")) for name in parts}
    return {name: kind for name, kind in kinds.items() if kind}


def relationships(parts: Mapping[str, bytes], name: str, file: str) -> Iterator[Relationship]:
    """The relationships of the part `name`; those of the whole package for an empty name."""
    folder, _, stem = name.rpartition("/")
    source = parts.get(posixpath.join(folder, "_rels", f"{stem}.rels"))
    if source is None:
        return
    for entry in parsed(source, file).iter(f"{RELATIONSHIPS}Relationship"):
        external = entry.get("TargetMode") == "External"
        target = entry.get("Target") or ""
        if not external and not target.startswith("#"):
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield Relationship(entry.get("Id") or "", entry.get("Type") or "", target, external)


def _plain_document(parts: dict[str, bytes], file: str) -> Package:
    """The package of a Word document; a template (.dotx) is turned into one."""
    kinds = content_types(parts, file)
    main = next((each.target for each in relationships(parts, "", file) if each.kind.endswith("/officeDocument")), "")
    if main not in parts or "word" not in kinds.get(main, ""):
        raise _unusable(file, "它不是 Word 文档")
    if _STRICT in parts[main][:4000]:
        raise _unusable(file, "它是“严格的 Open XML 文档”")
    if kinds[main] == _TEMPLATE:
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(_TEMPLATE.encode(), DOCUMENT.encode())
    elif kinds[main] != DOCUMENT and "macroEnabled" not in kinds[main]:
        raise _unusable(file, "它不是 Word 文档")
    known = {name: data for name, data in parts.items() if name in kinds or name == CONTENT_TYPES}
    return Package(file, known, main)


# ---- what a plain document never has --------------------------------------------------------------------------------


def problems(package: Package) -> Iterator[Problem]:
    """Macros, controls, links to other files, signatures, and what is not there although it is referred to."""
    yield from _active(package)
    for name in sorted(package.parts):
        if name.endswith(".rels"):
            yield from _related(name, package)
        elif name.startswith("word/") and name.endswith(".xml"):
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
