"""Capture (收成): the road from somebody else's file to the files of a plan folder that prints the same text."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from drafter import pipeline, reading, schema, structure_file
from drafter import source as yaml_source
from drafter.capturing import Captured, Heads, captured, entries_of, printed_lines, wrong_lines
from drafter.capturing.candidates import Candidate, candidates
from drafter.capturing.fit import Fit, given, nearest
from drafter.capturing.sections import Fact
from drafter.capturing.share import Shares, shares
from drafter.capturing.writing import candidates_text, plain_facts_text
from drafter.document import Document, Heading
from drafter.library import Library, library_for
from drafter.outline import SURE, Line, Outline
from drafter.outline.words import words
from drafter.place import Place
from drafter.problems import DraftError, problem
from drafter.scaffold import EDITOR_LINE, SCHEMA_FILE, facts_text
from drafter.source import MAX_BYTES, control_character
from drafter.structure import Structure
from drafter.wording import Wording

__all__ = ["CANDIDATES", "Capture", "capture"]

CANDIDATES = "candidates.yaml"
_OWN_ID = "captured"
_LONGEST_ID = 60
_ID = re.compile(r"[^\W_][\w-]*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


Opened = tuple[Structure, Wording]


class Capture(NamedTuple):
    """收成: the folder's files, and what there is to say of them.

    `fit` is the nearest structure of the library. `lost` are the lines of the source that the draft does not print, by
    their text: none, unless a structure of the library was asked for. `plainer` are those that had to be
    taken more plainly than the outline has them.
    """

    files: dict[str, bytes]
    structure: Structure
    is_own: bool
    fit: Fit | None
    shares: Shares
    candidates: tuple[Candidate, ...]
    noise: tuple[Line, ...]
    doubtful: tuple[Line, ...]
    lost: tuple[Line, ...]
    plainer: tuple[Line, ...]
    facts: int
    headings: int


def capture(file: Path, folder: Path, as_id: str | None = None) -> Capture:
    """The files of a plan folder `folder` (not yet written) that prints the text of `file` again.

    With `as_id`, facts for that structure of the library, which brings sentences of its own. DraftError where the file
    cannot be read or holds what no facts file can, KeyError for an unknown id, ValueError for a suffix that no reader
    knows.
    """
    library = library_for(folder)
    wanted = pipeline.open_structure(as_id, library) if as_id else None
    outline = reading.outline(file)
    _refuse_unwritable(outline, file)
    with tempfile.TemporaryDirectory(prefix="drafter-") as beside:
        trial = _Trial(Path(beside), _id(folder, library))
        found = captured(outline, _heads(outline, file, trial.id), trial.draw)
        if found is None:
            raise DraftError([problem("R614", Place(str(file), 1, 1))])
        own = trial.opened()[0]
    fits = nearest(_others(library), found.plan, outline.title)
    best = fits[0] if fits else None
    if wanted:
        return _as(wanted, outline, found)._replace(fit=best)
    for fit in fits:
        exact = _exact(fit.structure.id, library, outline, found)
        if exact:
            return exact._replace(fit=fit)
    return _own(outline, found, own)._replace(fit=best)


def _heads(outline: Outline, file: Path, id_: str) -> Heads:
    about = f"照“{_CONTROL.sub(' ', file.name)}”收成"
    return Heads(id_, _CONTROL.sub(" ", outline.title).strip()[:60] or about, about, EDITOR_LINE)


def _refuse_unwritable(outline: Outline, file: Path) -> None:
    """A file of noise alone, characters that no facts file may hold, and more text than one takes."""
    place = Place(str(file), 1, 1)
    problems = [] if entries_of(outline) else [problem("R609", place)]
    for line in outline.lines:
        at = control_character(line.text) if line.role != "noise" else None
        if at is not None:
            char = f"U+{ord(line.text[at]):04X}"
            problems.append(problem("R612", words([line], str(file)).place(at), char=char))
    if sum(len(line.text.encode("utf-8", "replace")) + 1 for line in outline.lines) * 2 > MAX_BYTES:
        problems.append(problem("R613", place))
    if problems:
        raise DraftError(problems)


def _id(folder: Path, library: Library) -> str:
    """The folder's name as the structure's id, unless it is no id or another structure's."""
    name = folder.resolve().name
    id_ = name if _ID.fullmatch(name) and len(name) <= _LONGEST_ID else _OWN_ID
    known = library.structures()
    return id_ if id_ not in known else next(each for n in range(1, 1000) if (each := f"{id_}-{n}") not in known)


def _others(library: Library) -> list[Structure]:
    """The structures of the library that can be read."""
    found = [structure_file.load(path, library)[0] for path in library.structures().values()]
    return [each for each in found if each]


class _Trial:
    """A folder of our own, in which an own structure is tried."""

    def __init__(self, folder: Path, id_: str) -> None:
        self.folder = folder
        self.id = id_
        self.file = folder / "structures" / f"{id_}.yaml"
        self.file.parent.mkdir()

    def draw(self, structure: str, facts: str) -> Document | None:
        """The document of an own structure; None where structure or facts have errors."""
        self.file.write_bytes(structure.encode())
        try:
            return _drafted(self.opened(), facts)
        except DraftError:
            return None

    def opened(self) -> Opened:
        """The own structure as it was last written."""
        return pipeline.open_structure(self.id, library_for(self.folder), tried=False)


def _drafted(opened: Opened, facts: str, *, gaps: bool = False) -> Document:
    """The document of these facts. DraftError where they have errors."""
    source = yaml_source.parse(facts, pipeline.FACTS)
    with pipeline.uncollected():
        return pipeline.draft(pipeline.Plan(source, *opened, Library(())), gaps=gaps)[0].document


# ---- an own structure -----------------------------------------------------------------------------------------------


def _own(outline: Outline, found: Captured, structure: Structure) -> Capture:
    listed = candidates(found.plan.facts)
    files = {
        pipeline.FACTS: found.facts.encode(),
        f"structures/{structure.id}.yaml": found.structure.encode(),
        SCHEMA_FILE: schema.text(structure).encode(),
        CANDIDATES: candidates_text(listed).encode(),
    }
    made = _capture(outline, structure, found.document, files, listed)
    return made._replace(plainer=tuple(entry.line for entry in found.plainer), facts=len(found.plan.facts), is_own=True)


def _capture(
    outline: Outline,
    structure: Structure,
    document: Document,
    files: dict[str, bytes],
    listed: Sequence[Candidate],
) -> Capture:
    return Capture(
        files=files,
        structure=structure,
        is_own=False,
        fit=None,
        shares=shares(document),
        candidates=tuple(listed),
        noise=tuple(line for line in outline.lines if line.role == "noise"),
        doubtful=tuple(line for line in outline.lines if line.confidence < SURE),
        lost=(),
        plainer=(),
        facts=0,
        headings=sum(isinstance(block, Heading) for block in document.blocks),
    )


# ---- a structure of the library -------------------------------------------------------------------------------------


def _exact(id_: str, library: Library, outline: Outline, found: Captured) -> Capture | None:
    """The document as facts of another structure, where it comes back character for character; else None."""
    try:
        opened = pipeline.open_structure(id_, library)
        structure = opened[0]
        taken = given(structure, found.plan)
        document = _drafted(opened, plain_facts_text(taken, id_))
    except DraftError:
        return None
    if wrong_lines([entry.text for entry in entries_of(outline)], document):
        return None
    return _with_facts(structure, outline, document, facts_text(structure, taken), taken)


def _as(opened: Opened, outline: Outline, found: Captured) -> Capture:
    """The document as facts of the structure that was asked for; what that has no place for, as comments."""
    structure = opened[0]
    taken = given(structure, found.plan)
    facts = facts_text(structure, taken)
    document = _drafted(opened, facts, gaps=True)
    printed = "\n".join(printed_lines(document))
    lost = tuple(entry.line for entry in entries_of(outline) if not _is_kept(entry.line, printed, taken.values()))
    if lost:
        facts += "\n# 原文里这个结构没有地方放的，逐条看过再删：\n" + "".join(f"# {line.text}\n" for line in lost)
    return _with_facts(structure, outline, document, facts, taken)._replace(lost=lost)


def _is_kept(line: Line, printed: str, taken: Iterable[str]) -> bool:
    """Whether the line's words stand in the draft or in the facts: all of them, but for number and stops."""
    held = [printed, *taken]
    told = line.text.removeprefix(line.number or "").strip()
    head, found, body = told.partition(line.head) if line.head else ("", "", told)
    parts = [part for each in (head, found, body) if (part := each.strip("。：； \u3000"))]
    return all(any(part in text for text in held) for part in parts)


def _with_facts(
    structure: Structure, outline: Outline, document: Document, facts: str, taken: Mapping[str, str]
) -> Capture:
    listed = candidates([Fact(path, {}, value) for path, value in taken.items()])
    files = {
        pipeline.FACTS: facts.encode(),
        SCHEMA_FILE: schema.text(structure).encode(),
        CANDIDATES: candidates_text(listed).encode(),
    }
    return _capture(outline, structure, document, files, listed)._replace(facts=len(taken))
