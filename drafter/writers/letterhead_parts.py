"""The parts of a unit's own Word file (底版) while a draft is put into it: what comes in, and what must go."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from lxml import etree

from drafter.writers.docx_package import member, pack
from drafter.writers.letterhead_package import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    Package,
    content_types,
    parsed,
    relationships,
    written,
)

__all__ = ["Parts"]

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_FIRST = (CONTENT_TYPES, "_rels/.rels")


class Parts:
    """A package's parts, by name, to be added to; `file` and `main` are the package's own."""

    def __init__(self, package: Package) -> None:
        self.file = package.file
        self.main = package.main
        self.parts = dict(package.parts)

    def tree(self, name: str) -> etree._Element:
        """A part as a tree; changes to it count once it is `put` back."""
        return parsed(self.parts[name], self.file)

    def put(self, name: str, root: etree._Element) -> None:
        """Replaces a part by a tree."""
        self.parts[name] = written(root)

    def related(self, kind: str, owner: str | None = None) -> str | None:
        """The part that `owner` (the document; the whole package for an empty name) has such a relationship to."""
        name = self.main if owner is None else owner
        found = (each for each in relationships(self.parts, name, self.file) if each.kind.endswith(f"/{kind}"))
        return next((each.target for each in found if each.target in self.parts), None)

    def add(self, wished: str, data: bytes, content_type: str) -> str:
        """A new part. It gets the wished name or, where that is taken, one with the next free number."""
        stem, dot, suffix = wished.rpartition(".")
        taken = {name.lower() for name in self.parts}
        names = (wished, *(f"{stem.rstrip('0123456789')}{number}{dot}{suffix}" for number in range(1, len(taken) + 2)))
        name = next(each for each in names if each.lower() not in taken)
        self.parts[name] = data
        if content_types(self.parts, self.file).get(name) != content_type:
            types = self.tree(CONTENT_TYPES)
            etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": content_type})
            self.put(CONTENT_TYPES, types)
        return name

    def relate(self, kind: str, target: str, owner: str | None = None, *, external: bool = False) -> str:
        """A new relationship of `owner` (the document; the whole package for an empty name). Returns its id."""
        folder, _, stem = (self.main if owner is None else owner).rpartition("/")
        name = posixpath.join(folder, "_rels", f"{stem}.rels")
        if name not in self.parts:
            self.add(name, written(etree.Element(f"{RELATIONSHIPS}Relationships")), _RELATIONSHIPS_TYPE)
        root = self.tree(name)
        taken = {each.get("Id") for each in root}
        id_ = next(each for number in range(1, len(taken) + 2) if (each := f"rId{number}") not in taken)
        words = {"Id": id_, "Type": kind, "Target": target if external else posixpath.relpath(target, folder or ".")}
        etree.SubElement(root, f"{RELATIONSHIPS}Relationship", words | ({"TargetMode": "External"} if external else {}))
        self.put(name, root)
        return id_

    def drop(self, kind: str) -> None:
        """Takes away what the document has such a relationship to, part and relationship."""
        name = self.related(kind)
        if name is None:
            return
        del self.parts[name]
        folder, _, stem = self.main.rpartition("/")
        self._remove(posixpath.join(folder, "_rels", f"{stem}.rels"), "Type", lambda told: told.endswith(f"/{kind}"))
        self._remove(CONTENT_TYPES, "PartName", lambda told: told == f"/{name}")

    def _remove(self, part: str, attribute: str, is_unwanted: Callable[[str], bool]) -> None:
        root = self.tree(part)
        for entry in [each for each in root if is_unwanted(each.get(attribute) or "")]:
            root.remove(entry)
        self.put(part, root)

    def packed(self) -> bytes:
        """The bytes of the file; equal parts give equal bytes."""
        names = (*_FIRST, *sorted(name for name in self.parts if name not in _FIRST))
        return pack(member(name, self.parts[name]) for name in names)
