"""The roads (流程): from a plan folder to problems, to a draft, to the bytes of a file; each on one screen."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import compose as composing
from drafter import facts as fact_reading
from drafter import source as yaml_source
from drafter import structure_file, wording_check
from drafter.compose import Draft
from drafter.document import Document, texts
from drafter.facts import LAYOUT, LETTERHEAD, PREVIOUS, SETTINGS, STRUCTURE, UNCHANGED, Facts
from drafter.layout import GBT9704, Layout
from drafter.library import Library, builtin_folder, library_for
from drafter.place import Place
from drafter.problems import DraftError, Problem, did_you_mean, errors, in_order, problem
from drafter.source import Mapping, Scalar, Source
from drafter.structure import Structure
from drafter.structure_heads import heads
from drafter.wording import Wording
from drafter.writers import WRITERS, writer

if TYPE_CHECKING:
    from drafter.house_style import Chosen, HouseStyle
    from drafter.proof import Settings
    from drafter.proof.mending import Change
    from drafter.writers.letterhead_places import Letterhead

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
        raise DraftError([*source.problems, *yaml_source.not_a_mapping(source)])
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


def make(path: Path, *, gaps: bool = False, proofread: bool = False) -> tuple[Draft, tuple[Problem, ...]]:
    """The draft of the plan at `path` and what does not stop it. DraftError with every error.

    What the proofreader finds is among it only if he is asked: reading takes longer than drafting.
    """
    with uncollected():
        made, problems = draft(open_plan(path), gaps=gaps, proofread=proofread)
    return made, tuple(_news(problems))


def _news(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Without what is only good to know: a unit's own ways are no news at a draft or an export."""
    return (found for found in problems if found.severity != "info")


@contextmanager
def uncollected() -> Iterator[None]:
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


def draft(plan: Plan, *, gaps: bool = False, proofread: bool = False) -> tuple[Draft, tuple[Problem, ...]]:
    """The draft of an opened plan and what does not stop it. DraftError with every error."""
    facts = fact_reading.read(plan.facts, plan.structure, gaps=gaps)
    made, problems = composed(plan, facts)
    if gaps or not proofread:
        return made, problems  # with gaps, a draft is known to be unfinished
    return made, _proofread(plan, facts, made, problems)


def composed(plan: Plan, facts: Facts) -> tuple[Draft, tuple[Problem, ...]]:
    """The draft of a plan from its facts, and what is to say of these. DraftError with every error."""
    problems = [*plan.problems, *facts.problems]
    if errors(problems):
        raise DraftError(other_structure(plan, facts.problems) or problems)
    return composing.compose(plan.structure, plan.wording, facts), in_order(problems)


def _proofread(plan: Plan, facts: Facts, made: Draft, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of the facts, and what the proofreader finds in the text drafted from them."""
    from drafter import proof

    settings = proof.settings(plan.library)
    findings = list(proof.problems(made, facts, settings))
    findings += _stale(plan, made, settings)
    return _told_once(problems, _unsettled(plan, findings))


_OF_YEARS = ("P601", "P606", "P621")


def _unsettled(plan: Plan, findings: list[Problem]) -> list[Problem]:
    """Without strange years in facts that the clerk has listed under `unchanged`."""
    root = plan.facts.root
    told = any(found.code in _OF_YEARS for found in findings)
    if not told or not isinstance(root, Mapping) or UNCHANGED not in root.entries:
        return findings
    from drafter.proof import stale

    settled = stale.unchanged(plan.facts, plan.structure)
    return [found for found in findings if found.code not in _OF_YEARS or found.path not in settled]


def _told_once(problems: Iterable[Problem], findings: list[Problem]) -> tuple[Problem, ...]:
    """Without the facts that look unfilled where the proofreader says so of the text they print; and without what he
    says where a fact's own marks are out of pair, or a year or a name is known to be the last one's."""
    unfilled = {found.path for found in findings if found.code in ("P501", "P502", "P503", "P506")}
    odd = {("P105", found.path) for found in problems if found.code == "F124"}
    odd |= {(code, found.path) for found in findings if found.code in ("N802", "N805") for code in ("P601", "P606")}
    odd |= {("P621", found.path) for found in findings if found.code in ("N801", "N802", "N805")}
    odd |= {("P608", found.path) for found in findings if found.code == "N806"}
    kept = [found for found in problems if found.code != "F115" or found.path not in unfilled]
    return in_order([*kept, *(found for found in findings if (found.code, found.path) not in odd)])


def _stale(plan: Plan, made: Draft, settings: Settings) -> Iterator[Problem]:
    """What is still last year's in a plan that knows of it."""
    root = plan.facts.root
    if isinstance(root, Mapping) and (PREVIOUS in root.entries or UNCHANGED in root.entries):
        from drafter.proof import stale

        yield from stale.problems(plan.facts, plan.structure, made.document, settings.words)


def other_structure(plan: Plan, found: list[Problem]) -> list[Problem]:
    """A facts file whose keys are mostly another structure's was given the wrong `structure` line."""
    root = plan.facts.root
    if not isinstance(root, Mapping):
        return []
    keys = set(root.entries) - set(SETTINGS)
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


class Checked(NamedTuple):
    """What a check found and, unless an error stops it, the draft and what it wears."""

    problems: tuple[Problem, ...]
    draft: Draft | None = None
    style: HouseStyle | None = None


def check(path: Path) -> tuple[Problem, ...]:
    """Every problem of the plan at `path`: of its facts, structure and wording, or else of the resulting text.

    What is to say about its layout and its letterhead comes with either.
    """
    return checked(path).problems


def checked(path: Path) -> Checked:
    """The problems of `check`, with the draft that has them."""
    told: tuple[Problem, ...] = ()
    made, style = None, None
    try:
        plan = open_plan(path, tried=True)
        style, told = house_style(plan)
        made, problems = draft(plan, proofread=True)
        if not errors(told):
            style, problems = _dressed(plan, style, problems)
    except DraftError as error:
        problems = error.problems
    return Checked(in_order([*problems, *told]), made, style)


def commented(path: Path, document: Document, problems: Iterable[Problem]) -> Document:
    """The document drafted from the plan at `path`, with a comment in Word for each of the problems."""
    from drafter import proof

    return proof.commented(document, problems, proof.settings(library_for(facts_file(path).parent)))


def mend(path: Path) -> tuple[Change, ...]:
    """Changes the plan's own files where what the proofreader found is certain and without a change of meaning.

    Nothing is written where the facts, the structure or the wording have errors, and no built-in file ever.
    `OutputError` where a file cannot be written.
    """
    try:
        plan = open_plan(path)
        made, _ = draft(plan)
    except DraftError:
        return ()
    from drafter import proof, saving

    files = {file: raw for file in _own_files(plan, made) if (raw := _raw(file)) is not None}
    changes = proof.changes(made.document, proof.settings(plan.library), files)
    for file in dict.fromkeys(change.place.file for change in changes):
        text = proof.mended(files[file], [change for change in changes if change.place.file == file])
        saving.write_whole(text.encode(), Path(file))
    return changes


def _own_files(plan: Plan, made: Draft) -> Iterator[str]:
    """The facts file, and the wording that is printed, unless it came with the program."""
    builtin = builtin_folder().resolve()
    origins = [run.origin for text in texts(made.document) for run in text if run.origin]
    files = {plan.facts.file, *(origin.wording.file for origin in origins if origin.wording)}
    yield from (file for file in sorted(files) if not Path(file).resolve().is_relative_to(builtin))


def _raw(file: str) -> str | None:
    try:
        return Path(file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


# ---- what the document wears ----------------------------------------------------------------------------------------


def house_style(
    plan: Plan, layout: Path | None = None, letterhead: Path | None = None
) -> tuple[HouseStyle | None, tuple[Problem, ...]]:
    """The layout and the Word file that the plan's documents wear, and all that is to say about them.

    The files given here win over those that the facts name, and these over a layout.yaml nearby. None where there is
    no such file at all: then the documents wear the standard.
    """
    near = plan.library.layout()
    wanted = _given(layout) or _named(plan, LAYOUT) or _given(near and shown(near))
    own = _given(letterhead) or _named(plan, LETTERHEAD)
    if wanted is None and own is None:
        return None, ()
    from drafter import house_style as room

    return room.load(wanted, own, plan.structure)


def layout_at(path: Path) -> Layout:
    """The layout in the file at `path`. DraftError where it has errors."""
    from drafter import layout_file

    layout, told = layout_file.load(path)
    if layout is None:
        raise DraftError(errors(told))
    return layout


def _given(path: Path | None) -> Chosen | None:
    return None if path is None else (path, None)


def _named(plan: Plan, key: str) -> Chosen | None:
    """The file that the facts name, beside them. DraftError where that is no name."""
    root = plan.facts.root
    node = root.entries.get(key) if isinstance(root, Mapping) else None
    if node is None or (isinstance(node, Scalar) and not node.text.strip()):
        return None
    place = plan.facts.place(node)
    if not isinstance(node, Scalar):
        words = {"label": key, "wanted": "是文件名", "found": "列表或一组字段", "example": ""}
        raise DraftError([*plan.problems, problem("F103", place, key, **words)])
    return Path(plan.facts.file).parent / node.text.strip(), place


def prepare(
    path: Path,
    *,
    gaps: bool = False,
    layout: Path | None = None,
    letterhead: Path | None = None,
    proofread: bool = False,
) -> tuple[Draft, HouseStyle | None, tuple[Problem, ...]]:
    """The draft of the plan at `path`, what it wears, and what stops neither, as `make` has it.

    DraftError with every error of both.
    """
    with uncollected():
        plan = open_plan(path)
        style, told = house_style(plan, layout, letterhead)
        told = tuple(_news(told))
        try:
            made, problems = draft(plan, gaps=gaps, proofread=proofread)
        except DraftError as error:
            raise DraftError([*error.problems, *told]) from error
        if errors(told):
            raise DraftError([*problems, *told])
        style, problems = _dressed(plan, style, problems, gaps=gaps)
    return made, style, in_order(_news([*problems, *told]))


def _dressed(
    plan: Plan, style: HouseStyle | None, problems: tuple[Problem, ...], *, gaps: bool = False
) -> tuple[HouseStyle | None, tuple[Problem, ...]]:
    """The house style with its tags filled. A fact that is printed there is not lost, even if the draft has it not."""
    if style is None or style.letterhead is None:
        return style, problems
    from drafter import house_style as room

    printed = style.printed
    kept = [found for found in problems if found.code != "F117" or _fact(found.path) not in printed]
    style, told = room.fill(style, plan.facts, plan.structure, gaps=gaps)
    return style, (*kept, *told)


def _fact(path: str | None) -> str:
    """The name of the fact that a path begins with."""
    return (path or "").partition("[")[0].partition(".")[0]


# ---- writing --------------------------------------------------------------------------------------------------------


PDF = "pdf"
"""No writer's format: a program of this computer makes it from the Word document."""

SUFFIXES = {name: form.suffixes for name, form in WRITERS.items()} | {PDF: (".pdf",)}
"""Every format with its file suffixes, the usual one first."""


def format_for(suffix: str) -> str | None:
    """The format that a file suffix such as `.docx` stands for (case does not matter), or None."""
    return next((name for name, suffixes in SUFFIXES.items() if suffix.lower() in suffixes), None)


def render(
    document: Document, format_: str, layout: Layout | None = None, letterhead: Letterhead | None = None
) -> bytes:
    """The document as the bytes of a file of `format_`. OfficeError where this computer cannot make a PDF.

    It looks as the standard wants it unless a `layout` says otherwise; a `letterhead` is for Word and PDF alone.
    """
    layout = layout or GBT9704
    if format_ == PDF:
        from drafter import fonts, office

        return office.pdf(render(document, "docx", layout, letterhead), fonts.replacements(layout.fonts))
    if format_ == "docx" and letterhead:
        from drafter.writers import letterhead as room

        return room.write(document, layout, letterhead)
    return writer(format_)(document, layout)
