"""Years (年度): the roads from one year's plan to the next one's, and from two of them to what is different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import facts as fact_reading
from drafter.document import Document
from drafter.facts import LAYOUT, LETTERHEAD
from drafter.library import library_for
from drafter.pipeline import (
    FACTS,
    Plan,
    composed,
    draft,
    facts_file,
    make,
    open_plan,
    open_structure,
    other_structure,
    uncollected,
)
from drafter.problems import DraftError, Problem, errors, in_order
from drafter.readers import format_for_suffix
from drafter.reading import read
from drafter.source import Mapping, Source, is_empty
from drafter.structure import Structure

if TYPE_CHECKING:
    from drafter.carrying import Carried
    from drafter.comparing import Comparison, Edition
    from drafter.rolling import Rolled
    from drafter.rolling_files import Company


class NextYear(NamedTuple):
    """明年的计划: the new folder's files, what became of the old ones, errors that a changed structure brings."""

    files: dict[str, bytes]
    rolled: Rolled
    company: Company
    problems: tuple[Problem, ...]


def next_year(path: Path, folder: Path, year: int) -> NextYear:
    """The plan at `path` for another year, to be written into `folder`; nothing is written here.

    What the structure minds of the old facts, which may be older than the structure is now, stops nothing: it is among
    the new folder's problems. DraftError where the old plan cannot be read, or where that is about its year; KeyError
    where the structure is not to be found from `folder`; YearError and NoWayError as in `rolling.rolled`.
    """
    from drafter import rolling, rolling_files, rolling_sheets, scaffold, schema

    plan = open_plan(path)
    facts = fact_reading.read(plan.facts, plan.structure)
    wrong = errors([*plan.problems, *facts.problems])
    years = {field.name for field in plan.structure.facts if field.kind == "year"}
    stopping = [found for found in wrong if not found.code.startswith("F") or found.path in years]
    stopping = stopping or [*other_structure(plan, [*wrong])]
    if stopping:
        raise DraftError(stopping)
    structure = _structure_from(folder, plan)
    file = facts_file(path)
    rolled = rolling.rolled(plan.facts, file.read_bytes().decode(), structure, year, folder / FACTS)
    company = rolling_files.company(rolled.source, file, folder)
    sheets, made = rolling_sheets.moved(company.copied, rolled.cells)
    rolled = rolled.with_cells(made)
    files = {FACTS: rolled.text.encode()}
    if (file.parent / scaffold.SCHEMA_FILE).exists():
        files[scaffold.SCHEMA_FILE] = schema.text(structure).encode()
    files |= {name: sheets.get(name) or each.read_bytes() for name, each in company.copied.items()}
    return NextYear(files, rolled, company, _problems_there(plan, structure, rolled.source))


def _structure_from(folder: Path, plan: Plan) -> Structure:
    """The structure as it will be found from the new folder. KeyError where there is none.

    One that lies in the plan's own folder goes with the plan.
    """
    id_ = plan.structure.id
    library = library_for(folder)
    own = plan.library.structure(id_)
    if own in (library.structure(id_), plan.library.folders[0] / "structures" / f"{id_}.yaml"):
        return plan.structure
    return open_structure(id_, library, tried=False)[0]


def _problems_there(plan: Plan, structure: Structure, new: Source) -> tuple[Problem, ...]:
    """The errors of the new facts; the files that they name still lie beside the old ones."""
    read_there = replace(new, file=plan.facts.file)
    found = in_order(errors(fact_reading.read(read_there, structure).problems))
    return tuple(each._replace(place=each.place and each.place._replace(file=new.file)) for each in found)


def carried(path: Path, structure: Structure) -> Carried:
    """What the plan at `path` brings to one of another structure: its facts, and the answers collected beside them.

    DraftError with every error.
    """
    from drafter import answering, carrying, whole_facts

    plan = open_plan(path)
    draft(plan)
    found = carrying.carry(whole_facts.tree(plan.facts, plan.structure.facts), plan.structure, structure)
    found = found._replace(left=(*found.left, *_looks(plan.facts)))
    return answering.with_replies(found, facts_file(path), plan.structure, structure)


def _looks(facts: Source) -> Iterator[str]:
    """The settings that say how the plan's documents look; what they name lies beside the plan."""
    entries = facts.root.entries if isinstance(facts.root, Mapping) else {}
    return (key for key in (LAYOUT, LETTERHEAD) if key in entries and not is_empty(entries[key]))


def document_of(path: Path) -> Document:
    """The document that `path` means: the draft of a plan folder or a facts file, or what a reader finds in a file.

    DraftError with every error of the plan, or where the file's contents cannot be read.
    """
    return read(path) if is_document(path) else make(path)[0].document


def is_document(path: Path) -> bool:
    """Whether `path` is a file that a reader knows, and no plan."""
    return format_for_suffix(path.suffix) is not None and not path.is_dir()


def edition(path: Path) -> Edition:
    """What is compared: the document at `path` and, where that is a plan, its lists of facts. DraftError as above."""
    from drafter.comparing import Edition
    from drafter.comparing.lists import fact_lists

    if is_document(path):
        return Edition(document_of(path))
    with uncollected():
        plan = open_plan(path)
        facts = fact_reading.read(plan.facts, plan.structure)
        document = composed(plan, facts)[0].document
    return Edition(document, tuple(fact_lists(plan.structure.facts, facts.values)), plan.structure.title)


def editions(*paths: Path) -> tuple[Edition, ...]:
    """The editions at all the paths. DraftError with the errors of all of them."""
    found: list[Edition] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(edition(path))
        except DraftError as error:
            problems += error.problems
    if problems:
        raise DraftError(problems)
    return tuple(found)


def compare(old: Path, new: Path) -> Comparison:
    """What became of the document at `old` in the one at `new`. DraftError with the errors of both."""
    from drafter import comparing

    return comparing.compare(*editions(old, new))
