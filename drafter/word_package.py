"""The container of a Word file that may come from anywhere: read whole, within limits, and checked on the way.

Nothing is written to disk, nothing is unpacked before its declared size is known, nothing is fetched. What no sound
file has is refused: passwords, document type definitions (which ECMA-376 part 2 forbids), containers that unfold to
far more than they are. Everything here raises `RefusedError`; who opens the file puts it into words.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from lxml import etree

__all__ = [
    "CONTENT_TYPES",
    "DOCUMENT",
    "RELATIONSHIPS",
    "STRICT",
    "TEMPLATE",
    "Fault",
    "Limits",
    "RefusedError",
    "Relationship",
    "W",
    "content_types",
    "document_part",
    "parsed",
    "relationships",
    "unpacked",
    "written",
]

CONTENT_TYPES = "[Content_Types].xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as it stands before a tag's name in a tree."""
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
DOCUMENT = _MAIN.format("document")
TEMPLATE = _MAIN.format("template")
STRICT = b"http://purl.oclc.org/ooxml/"
"""What the namespaces begin with that only “Strict Open XML” files use."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # the container of old .doc files, and of encrypted .docx files
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, NotImplementedError)
_ENTRY = b"PK\1\2"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # OPC knows no others; some of ZIP's ask for memory beforehand
_MOST_TAGS = 2_000_000  # as a tree, some 400 MB

Fault = Literal["unusable", "locked", "excessive", "entities"]


class RefusedError(Exception):
    """The file may not be opened. `words` are the `reason`, for entities the `part`."""

    def __init__(self, fault: Fault, **words: str) -> None:
        super().__init__(fault, words)
        self.fault = fault
        self.words = words


class Limits(NamedTuple):
    """How large a file may be, what it may unfold to and of how many parts; all sizes in bytes.

    One byte may unfold to `ratio` others, once a container unfolds to more than `ratio_from`.
    """

    file: int
    unpacked: int
    members: int
    ratio: int
    ratio_from: int = 2 * 1024 * 1024


class Relationship(NamedTuple):
    """A relationship of a part: `target` is a part's name, or an address where it is `external`."""

    id: str
    kind: str
    target: str
    external: bool


# ---- the container --------------------------------------------------------------------------------------------------


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts by name, without leading slashes. RefusedError where the bytes are no Word file's or pass a limit."""
    if len(data) > limits.file:
        raise RefusedError("excessive", reason=f"有{len(data) / 1048576:.0f} MB")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise RefusedError("locked")
        raise RefusedError("unusable", reason="它是旧的 .doc 或别的格式，不是 .docx")
    entries = data.count(_ENTRY)
    if entries > limits.members:
        raise RefusedError("excessive", reason=f"里有{entries}个部件")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = dict(_members(archive, len(data), limits))
    except RuntimeError as error:  # a password of ZIP's own
        raise RefusedError("locked") from error
    except _DAMAGED as error:
        raise RefusedError("unusable", reason="它不是 .docx，或者已经损坏") from error
    if CONTENT_TYPES not in parts:
        raise RefusedError("unusable", reason="它不是 .docx")
    _refuse_entities(parts)
    return parts


def _members(archive: zipfile.ZipFile, packed: int, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Every member with its bytes, after its declared size was found bearable, and as long as the real one is."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _refuse_sizes(sum(info.file_size for info in infos), packed, limits)
    names = {info.filename.lower() for info in infos}
    if len(names) < len(infos) or not all(name.isascii() for name in names):
        raise RefusedError("unusable", reason="它已经损坏（部件的名称重复或者不合规定）")
    total = 0
    for info in infos:
        if info.flag_bits & 1:
            raise RefusedError("locked")
        if info.compress_type not in _METHODS:
            raise RefusedError("unusable", reason="它的压缩方法不合规定")
        with archive.open(info) as member:
            content = member.read(limits.unpacked - total + 1)
        total += len(content)
        _refuse_sizes(total, packed, limits)
        yield info.filename, content


def _refuse_sizes(total: int, packed: int, limits: Limits) -> None:
    if total > limits.unpacked:
        raise RefusedError("excessive", reason=f"解开有{total / 1048576:.0f} MB")
    if total > max(limits.ratio_from, packed * limits.ratio):
        raise RefusedError("excessive", reason=f"解开以后是原来的{total // max(packed, 1)}倍")


_DECLARES = re.compile(b"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_ENCODINGS = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii")


def _refuse_entities(parts: Mapping[str, bytes]) -> None:
    """No part of XML declares a document type, in UTF-8 or UTF-16, the only encodings a package may have."""
    for name, data in parts.items():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        plain = data.replace(b"\0", b"")  # of UTF-16, what is left is the same letters
        declared = _ENCODING.search(plain[:200])
        if declared and declared[1].lower() not in _ENCODINGS:
            raise RefusedError("unusable", reason=f"{name} 的编码不合规定")
        if _DECLARES.search(plain):
            raise RefusedError("entities", part=name)


# ---- XML ------------------------------------------------------------------------------------------------------------


def parsed(data: bytes) -> etree._Element:
    """A part as a tree; entities stay unresolved, nothing is fetched. RefusedError where it is no XML, or too much."""
    if data.count(b"<") > _MOST_TAGS:
        raise RefusedError("excessive", reason="里的内容太多")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("unusable", reason="它已经损坏") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("unusable", reason="它已经损坏")
    return root


def written(root: etree._Element) -> bytes:
    """A tree as the bytes of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# ---- parts and relationships ----------------------------------------------------------------------------------------


def content_types(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """The content type of every part that has one, by the part's name."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for entry in parsed(parts[CONTENT_TYPES]):
        kind = entry.get("ContentType") or ""
        if entry.get("PartName"):
            overrides[str(entry.get("PartName")).lstrip("/").lower()] = kind
        else:
            defaults[str(entry.get("Extension") or "").lower()] = kind
    kinds = {name: overrides.get(name.lower(), defaults.get(name.rpartition(".")[2].lower(), "")) for name in parts}
    return {name: kind for name, kind in kinds.items() if kind}


def relationships(parts: Mapping[str, bytes], name: str) -> Iterator[Relationship]:
    """The relationships of the part `name`; those of the whole package for an empty name."""
    folder, _, stem = name.rpartition("/")
    source = parts.get(posixpath.join(folder, "_rels", f"{stem}.rels"))
    if source is None:
        return
    for entry in parsed(source).iter(f"{RELATIONSHIPS}Relationship"):
        external = entry.get("TargetMode") == "External"
        target = entry.get("Target") or ""
        if not external and not target.startswith("#"):
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield Relationship(entry.get("Id") or "", entry.get("Type") or "", target, external)


def document_part(parts: Mapping[str, bytes], kinds: Mapping[str, str]) -> str:
    """The name of the part that holds the text. RefusedError where the package is not a Word document or template."""
    main = next((each.target for each in relationships(parts, "") if each.kind.endswith("/officeDocument")), "")
    kind = kinds.get(main, "")
    if main not in parts or "word" not in kind:
        raise RefusedError("unusable", reason="它不是 Word 文档")
    if STRICT in parts[main][:4000]:
        raise RefusedError("unusable", reason="它是“严格的 Open XML 文档”")
    if kind not in (DOCUMENT, TEMPLATE) and "macroEnabled" not in kind:
        raise RefusedError("unusable", reason="它不是 Word 文档")
    return main
