"""The roads (流程): from a plan folder to problems, to a draft, to the bytes of a file; each on one screen."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from drafter import compose as composing
from drafter import facts as fact_reading
from drafter import proof, structure_file, wording_check
from drafter import source as yaml_source
from drafter.compose import Draft
from drafter.document import Document
from drafter.facts import STRUCTURE
from drafter.layout import GBT9704
from drafter.library import Library, library_for
from drafter.place import Place
from drafter.problems import DraftError, Problem, did_you_mean, errors, in_order, problem
from drafter.source import Mapping, Scalar, Source
from drafter.structure import Structure
from drafter.structure_heads import heads
from drafter.wording import Wording
from drafter.writers import WRITERS, writer

FACTS = "facts.yaml"


class Plan(NamedTuple):
    """计划: a facts file with its structure and wording, all sound enough to be filled."""

    facts: Source
    structure: Structure
    wording: Wording
    library: Library
    problems: tuple[Problem, ...] = ()


def facts_file(path: Path) -> Path:
    """The facts file that `path` means: itself, or the one in the folder."""
    return path / FACTS if path.is_dir() else path


# ---- loading --------------------------------------------------------------------------------------------------------


def open_structure(id_: str, library: Library, *, tried: bool = True) -> tuple[Structure, Wording]:
    """A structure and its wording, checked. DraftError with all that is wrong with them; KeyError for an unknown id.

    `tried` also fills every pattern with stand-ins, which a draft from facts need not do.
    """
    path = library.structure(id_)
    if path is None:
        raise KeyError(id_)
    structure, problems = structure_file.load(shown(path), library)
    if structure is None or errors(problems):
        raise DraftError(problems)
    wording, found = wording_check.load(structure, tried=tried)
    if errors(found):
        raise DraftError([*problems, *found])
    return structure, wording


def open_plan(path: Path, *, tried: bool = False) -> Plan:
    """The plan that `path`, a folder or a facts file, holds. DraftError where its files cannot be used."""
    file = facts_file(path)
    if path.is_dir() and not file.exists():
        raise DraftError([problem("Y101", Place(str(file), 1, 1))])
    source = yaml_source.read(file)
    root = source.root
    if not isinstance(root, Mapping):
        raise DraftError([*source.problems, *fact_reading.not_a_mapping(source)])
    library = library_for(file.parent)
    structure, wording = open_structure(_structure_id(source, root, library), library, tried=tried)
    return Plan(source, structure, wording, library, tuple(source.problems))


def _structure_id(source: Source, root: Mapping, library: Library) -> str:
    known = library.structures()
    node = root.entries.get(STRUCTURE)
    if not isinstance(node, Scalar) or not node.text:
        place = source.place(node) if node else Place(source.file, 1, 1)
        raise DraftError([*source.problems, problem("F112", place, STRUCTURE)])
    if node.text not in known:
        titled = next((id_ for id_, path in known.items() if heads(path)[0] == node.text), node.text)
        found = problem("F111", source.place(node), STRUCTURE, hint=did_you_mean(titled, known), id=node.text)
        raise DraftError([*source.problems, found])
    return node.text


def shown(path: Path) -> Path:
    """The path as the user would write it: relative where it lies under the current folder."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


# ---- drafting -------------------------------------------------------------------------------------------------------


def make(path: Path, *, gaps: bool = False) -> tuple[Draft, tuple[Problem, ...]]:
    """The draft of the plan at `path` and what does not stop it. DraftError with every error."""
    with _uncollected():
        return draft(open_plan(path), gaps=gaps)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: a draft is many small objects and no cycles, which it would walk in vain.

    Measured on a table of 2,000 rows: a quarter of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def draft(plan: Plan, *, gaps: bool = False) -> tuple[Draft, tuple[Problem, ...]]:
    """The draft of an opened plan and what does not stop it. DraftError with every error."""
    facts = fact_reading.read(plan.facts, plan.structure, gaps=gaps)
    problems = [*plan.problems, *facts.problems]
    if errors(problems):
        raise DraftError(_other_structure(plan, facts.problems) or problems)
    made = composing.compose(plan.structure, plan.wording, facts)
    findings = () if gaps else proof.problems(made, facts)  # a draft with gaps is known to be unfinished
    return made, in_order([*problems, *findings])


def _other_structure(plan: Plan, found: list[Problem]) -> list[Problem]:
    """A facts file whose keys are mostly another structure's was given the wrong `structure` line."""
    root = plan.facts.root
    if not isinstance(root, Mapping):
        return []
    keys = set(root.entries) - {STRUCTURE}
    own = {each.name for each in plan.structure.facts}
    if len(keys & own) * 2 > len(keys):
        return []
    fits = [(len(keys & names), id_, title) for id_, title, names in _others(plan) if len(keys & names) * 2 > len(keys)]
    if not fits:
        return []
    _, id_, title = max(fits)
    place = plan.facts.place(root.entries[STRUCTURE])
    words = {"title": title, "id": id_, "given": plan.structure.title}
    return [problem("F113", place, STRUCTURE, **words)] if found else []


def _others(plan: Plan) -> list[tuple[str, str, set[str]]]:
    others = []
    for id_, path in plan.library.structures().items():
        structure, _ = structure_file.load(path, plan.library)
        if structure and id_ != plan.structure.id:
            others.append((id_, structure.title, {each.name for each in structure.facts}))
    return others


def check(path: Path) -> tuple[Problem, ...]:
    """Every problem of the plan at `path`: of its facts, structure and wording, or else of the resulting text."""
    try:
        _, problems = draft(open_plan(path, tried=True))
    except DraftError as error:
        return error.problems
    return problems


# ---- writing --------------------------------------------------------------------------------------------------------


PDF = "pdf"
"""No writer's format: a program of this computer makes it from the Word document."""

SUFFIXES = {name: form.suffixes for name, form in WRITERS.items()} | {PDF: (".pdf",)}
"""Every format with its file suffixes, the usual one first."""


def format_for(suffix: str) -> str | None:
    """The format that a file suffix such as `.docx` stands for (case does not matter), or None."""
    return next((name for name, suffixes in SUFFIXES.items() if suffix.lower() in suffixes), None)


def render(document: Document, format_: str) -> bytes:
    """The document as the bytes of a file of `format_`. OfficeError where this computer cannot make a PDF."""
    if format_ == PDF:
        from drafter import fonts, office

        return office.pdf(render(document, "docx"), fonts.replacements(GBT9704.fonts))
    return writer(format_)(document, GBT9704)
