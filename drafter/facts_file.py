"""A facts file on the disk (事实文件), as somebody fills it in: values are put into it one by one and saved at once.

The file is read anew before every change, so that what somebody typed into it meanwhile is kept. Its byte order mark
and its line ends stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from drafter import amendment, fact_paths, saving
from drafter import facts as fact_reading
from drafter import source as yaml_source
from drafter.amendment import Edit
from drafter.place import Place
from drafter.problems import DraftError, Problem, errors, problem
from drafter.source import Sequence, Source, control_character
from drafter.structure import Structure

_MARK = b"\xef\xbb\xbf"
_BREAK = re.compile(r"\r\n|\n|\r")


class _Bytes(NamedTuple):
    """The file as it is on the disk: its text with its own line ends, behind a byte order mark or not."""

    text: str
    marked: bool

    @classmethod
    def of(cls, data: bytes) -> _Bytes:
        return cls(data.decode("utf-8-sig"), data.startswith(_MARK))

    def encoded(self) -> bytes:
        return (_MARK if self.marked else b"") + self.text.encode()

    def normal(self) -> str:
        return _BREAK.sub("\n", self.text)

    def edited(self, edit: Edit) -> _Bytes:
        """After an edit whose offsets count every line end as one character."""
        pairs = [match.start() - number for number, match in enumerate(re.finditer("\r\n", self.text))]
        start, end = (offset + bisect_left(pairs, offset) for offset in (edit.start, edit.end))
        own = _BREAK.search(self.text)
        words = edit.text.replace("\n", own[0] if own else "\n")
        return self._replace(text=self.text[:start] + words + self.text[end:])


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """A facts file's bytes after edits, one after the other; its byte order mark and line ends stay as they are."""
    file = _Bytes.of(data)
    for edit in edits:
        file = file.edited(edit)
    return file.encoded()


class FactsFile:
    """The facts file at `path`, filled in for `structure`."""

    def __init__(self, path: Path, structure: Structure) -> None:
        self.path = path
        self.structure = structure

    def read(self) -> Source:
        """The file as it is now. DraftError where it cannot be read as YAML."""
        source = yaml_source.read(self.path)
        if source.root is None or errors(source.problems):
            raise DraftError(source.problems)
        return source

    def problems(self) -> list[Problem]:
        """Everything that is wrong with the facts as they are now. DraftError as in `read`."""
        source = self.read()
        return [*source.problems, *fact_reading.read(source, self.structure).problems]

    def put(self, values: Mapping[str, str], *, replacing: bool = False) -> tuple[Problem, ...]:
        """Saves the values at their paths, unless one of them is wrong; returns what is to say about them, placeless.

        Where there are errors among it, nothing was saved. PathError and AmendmentError as in `amendment.amended`;
        DraftError as in `read`; OutputError where the file cannot be written.
        """
        source = self.read()
        file = _Bytes.of(self.path.read_bytes())
        found = [_control(self.path, path, value) for path, value in values.items()]
        refused = [each for each in found if each]
        if refused:
            return tuple(refused)
        if file.normal() != source.text:
            source = yaml_source.parse(file.normal(), source.file)
        for path, value in values.items():
            edit, source = amendment.amended(source, self.structure.facts, path, value, replacing=replacing)
            file = file.edited(edit)
        told = tuple(each for each in self._told(source) if any(_is_about(each, path) for path in values))
        told += tuple(self._too_many(source, values))
        if not errors(told):
            saving.write_whole(file.encoded(), self.path.resolve())
        return tuple(each._replace(place=None) for each in told)

    def _told(self, source: Source) -> list[Problem]:
        return fact_reading.read(source, self.structure).problems

    def _too_many(self, source: Source, values: Mapping[str, str]) -> list[Problem]:
        """Lists that these values made longer than they may be."""
        lists = {path[: match.start()] for path in values for match in re.finditer(r"\[", path)}
        found = []
        for each in self._told(source):
            node = fact_paths.node_at(source.root, each.path) if each.path in lists and each.code == "F105" else None
            most = _most(self.structure, each.path or "")
            if isinstance(node, Sequence) and most is not None and len(node.items) > most:
                found.append(each)
        return found


def _most(structure: Structure, path: str) -> int | None:
    """The most items that the list at `path` may have."""
    field = fact_paths.field_at(structure, path) if path else None
    return field.at_most if field and field.is_list else None


def _is_about(found: Problem, path: str) -> bool:
    """A problem of the value itself, or of its item, which is not to be the same as another."""
    return found.path == path or (found.code == "F110" and path.startswith(f"{found.path}."))


def _control(file: Path, path: str, value: str) -> Problem | None:
    at = control_character(value)
    return None if at is None else problem("Y110", Place(str(file), 1, 1), path, char=f"U+{ord(value[at]):04X}")
