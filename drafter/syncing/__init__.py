"""回写 (sync): what somebody changed in an exported .docx goes back into the facts and the wording of its plan.

    lines           行      paragraphs and table rows of both texts, paired
    edits           改动    what differs, each difference inside one run of the draft
    lists           增删    items that came or went
    authors         谁改的  what somebody changed, and what the plan has changed itself since the export
    actions         处置    a value, an item, a piece of wording: what is to be done
    list_items      列表项  an item put into a facts file's list or taken out of it
    molds           模子    how an item is printed, and what another line says that is printed so
    new_items       新项    what new lines could be as items of lists
    new_paragraphs  新段落  what they could be as wording of this plan alone; lines parted and joined
    steps           步骤    what could be done about lines that came or went, one at a time
    wording_edits   措辞    where in a template the words stand
    ways            办法    values and wording that would account for an edit
    bench           试验台  drafting what is tried, without touching the plan
    verdict         判定    whether it made exactly the edit and nothing else
    session         经过    all of it, edit by edit
    told            所见    an edit in words;   summary: all that is told to people

An edit is placed only if drafting again with it gives exactly the edited words and changes nothing else but what
follows from it. Whatever is not placed is listed; nothing is guessed.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from drafter import exported, facts_file, pipeline, reading, saving
from drafter import source as yaml_source
from drafter.differences import grams, shared
from drafter.document import Document, without_origins
from drafter.place import Place
from drafter.problems import DraftError, Problem, problem
from drafter.syncing.bench import Bench, Work
from drafter.syncing.lines import Line, lines, paired, without
from drafter.syncing.session import Outcome, Session
from drafter.syncing.told import Follow, Placed, Unplaced

__all__ = ["Follow", "Placed", "Sync", "Unplaced", "apply", "sync"]

_OURS = 0.4
"""Less of the plan's text in a document, and it is another document."""
_BACKUP = Path(".drafter") / "before-sync"


class Sync(NamedTuple):
    """What syncing would do: the edits with their places, those without, and the files as they would be.

    `renumbered` are numbers (old, new) that somebody set; the program's own counting stays.
    """

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    renumbered: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    files: dict[Path, bytes]
    document: Document

    @property
    def found_nothing(self) -> bool:
        """Whether the document says what the plan says."""
        return not (self.placed or self.unplaced or self.renumbered)


def sync(path: Path, edited: Path) -> Sync:
    """What the changes in the document `edited` mean for the plan at `path`. Writes nothing.

    DraftError where the plan has errors, where the document cannot be read, or where it is another plan's; ValueError
    for a suffix that no reader knows.
    """
    target = reading.read(edited)
    draft, style, _ = pipeline.prepare(path)
    written = _reread(pipeline.render(draft.document, "docx", *(style or ())))
    own = lines(draft.document)
    extra = Counter(line.words for line in lines(written)) - Counter(line.words for line in own)
    wanted = without(lines(target), extra)
    _refuse_other(own, wanted, edited)
    plan = pipeline.open_plan(path)
    base = _exported(pipeline.facts_file(path).parent, wanted)
    with pipeline.uncollected(), tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        outcome = Session(Bench(plan, Path(folder)), Work(plan.facts), wanted, base).outcome()
    told = tuple(_told(path, edited, outcome, known=base is not None))
    return Sync(
        outcome.placed, outcome.unplaced, outcome.renumbered, told, _files(path, outcome.work), outcome.document
    )


def apply(path: Path, found: Sync) -> None:
    """Writes the files, all or none, what they were before into `.drafter/before-sync`.

    OutputError where they cannot be written, or where the plan has changed since; everything is as it was then.
    """
    folder = pipeline.facts_file(path).parent
    before = {file: file.read_bytes() if file.exists() else None for file in found.files}
    backup = {folder / _BACKUP / file.relative_to(folder): data for file, data in before.items() if data is not None}
    saving.write_together({**backup, **{file.resolve(): data for file, data in found.files.items()}})
    try:
        made = pipeline.make(path)[0].document
    except DraftError:
        made = None
    if made is None or without_origins(made) != without_origins(found.document):
        saving.restore({file.resolve(): data for file, data in before.items()})
        raise saving.OutputError("写好以后的文稿与预想的不同，已经恢复原样；请把这份文档和计划发给维护的人")


def _reread(data: bytes) -> Document:
    from drafter.readers import reader

    return reader("docx")(data)


def _refuse_other(own: Sequence[Line], wanted: Sequence[Line], edited: Path) -> None:
    """DraftError where most of the plan's words are not in the document."""
    count = sum(len(line.words) for line in own)
    kept = sum(len(own[index].words) for index, other in paired(own, wanted) if index is not None and other is not None)
    if kept < _OURS * count:
        share = f"{100 * kept // count}%"
        raise DraftError([problem("R610", Place(str(edited), 1, 1), share=share)])


def _exported(folder: Path, wanted: Sequence[Line]) -> frozenset[str] | None:
    """The texts as they were exported: of the exports that are known, the one most like the document.

    Of two that are equally like it as far as lines are equal, the one whose other lines are more like the document's.
    """
    words = {line.words for line in wanted}
    known = [frozenset(each) for each in exported.texts(folder)]
    known = known or [
        frozenset(line.words for line in lines(reading.read(file))) for file in saving.untouched(folder, ".docx")
    ]
    known = [each for each in known if len(each & words) >= _OURS * len(words)]
    most = max((len(each & words) for each in known), default=0)
    best = [each for each in known if len(each & words) == most]
    if len(best) < 2:
        return next(iter(best), None)
    return max(best, key=lambda each: _likeness(each - words, words - each))


def _likeness(gone: frozenset[str] | set[str], come: set[str]) -> float:
    """How much of changed lines is as it was before: the shares of their nearest ones."""
    own = [grams(each) for each in gone]
    return sum(max((shared(grams(each), other) for other in own), default=0.0) for each in come)


def _told(path: Path, edited: Path, outcome: Outcome, *, known: bool) -> list[Problem]:
    facts = pipeline.facts_file(path)
    place = Place(str(edited), 1, 1)
    if outcome.stale:
        return [problem("R611", place, what=f"{outcome.stale}处")]
    if not known and facts.stat().st_mtime > edited.stat().st_mtime:
        hint = "没有留着当初导出的那一份，分不清哪边后改；下面会把文档里的写回去，请逐条核对"
        return [problem("R611", place, what="facts.yaml", hint=hint)]
    return []


def _files(path: Path, work: Work) -> dict[Path, bytes]:
    """The plan's files as `work` has them, those that differ. OutputError where the facts have changed meanwhile."""
    facts = pipeline.facts_file(path)
    files = {facts.parent / name: text.encode() for name, text in work.wording.items()}
    if work.edits:
        data = facts.read_bytes()
        changed = facts_file.edited(data, work.edits)
        if yaml_source.parse(changed.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), "").text != (
            work.facts.text
        ):
            raise saving.OutputError(f"“{facts}”刚刚被改过，请再来一次")
        files[facts] = changed
    return files
