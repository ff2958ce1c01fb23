"""Collecting (收集): what the returned questionnaires answer, held against the plan, and written where it belongs.

An answer goes into the field of the facts that it was asked for. Where the structure has none, or the tasks stand in a
spreadsheet, it goes into a file of its own beside the facts, 反馈.yaml. What is there already is never replaced unless
that is asked for; two answers of one unit that differ are both left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from drafter import fact_paths, saving, sheets
from drafter.amendment import AmendmentError
from drafter.fact_paths import PathError
from drafter.facts_file import FactsFile
from drafter.place import Place, cell_name
from drafter.problems import Problem, errors, in_order, placed, problem
from drafter.questionnaire import Row, short
from drafter.replies import FILE, LIST, beside, known, lists
from drafter.returned import Answer, Record, Returned
from drafter.source import Mapping as MappingNode
from drafter.source import Scalar
from drafter.splitting import LEAD, Split, Task, shown
from drafter.structure import Field

__all__ = ["Collected", "Entry", "collect"]

_HEAD = """\
# 各单位交回的进展，由 drafter collect 收进来：facts.yaml 里没有地方放的都在这里。可以改，可以加注释。
反馈:
"""


class Entry(NamedTuple):
    """An answer in its place: the values by their paths in `file`, and the text that stood there before."""

    answer: Answer
    task: Task
    file: Path
    values: Mapping[str, str]
    before: str


class Collected(NamedTuple):
    """What collecting came to. `entries` are written; `same` were there already; `blank` are tasks without an answer.

    `missing` are the units of which no questionnaire came back.
    """

    units: tuple[str, ...]
    missing: tuple[str, ...]
    blank: tuple[Task, ...]
    entries: tuple[Entry, ...]
    same: int
    problems: tuple[Problem, ...]


def collect(split: Split, facts: FactsFile, returned: Sequence[Returned], *, force: bool = False) -> Collected:
    """Writes what the files answer into the facts and into 反馈.yaml; `force` lets answers replace what is there.

    DraftError where one of these two has errors that keep it from being read: then nothing is written.
    """
    told = [found for each in returned for found in each.problems]
    sound = [each for each in returned if each.record and _is_ours(each, each.record, split, told)]
    clashing, clashes = _clashes(sound)
    told += clashes
    kept = [(each, each.record) for each in sound if each.record and each.record.unit not in clashing]
    desk = _Desk(split, facts, force=force)
    answered = [
        (task, answer) for each, record in kept for answer in each.answers for task in desk.task(answer, record)
    ]
    for task, answer in sorted(answered, key=lambda pair: pair[0].number):
        desk.take(answer, task)
    entries = desk.write()
    units = {each.record.unit for each in sound if each.record}
    filled = {task.path for task, _ in answered}
    blank = {task.path for each, record in kept for row in each.blank for task in desk.tasks(row, record)} - filled
    return Collected(
        split.units,
        tuple(unit for unit in split.units if unit not in units),
        tuple(task for task in split.tasks if task.path in blank),
        entries,
        desk.same,
        in_order([*told, *desk.problems]),
    )


# ---- whose answers they are -----------------------------------------------------------------------------------------


def _is_ours(each: Returned, record: Record, split: Split, told: list[Problem]) -> bool:
    """True for a questionnaire of this plan."""
    if record.plan == split.plan:
        return True
    told.append(problem("X760", Place(each.file, 1, 1), name=Path(each.file).name, other=record.plan, given=split.plan))
    return False


def _clashes(sound: Iterable[Returned]) -> tuple[set[str], list[Problem]]:
    """The units that gave different answers in several files, and where; a file that nobody filled in does not count.

    Files in which the same is said, count once.
    """
    by_unit: defaultdict[str, list[Returned]] = defaultdict(list)
    for each in sound:
        if each.record and each.answers:
            by_unit[each.record.unit].append(each)
    found: list[Problem] = []
    clashing = set()
    for unit, files in by_unit.items():
        answers = [{(answer.row.path, answer.head): answer for answer in each.answers} for each in files]
        for here, there in ((here, there) for here in answers for there in answers if here is not there):
            differing = [key for key in here if key not in there or here[key].text != there[key].text]
            found += (_clash(here[key], there.get(key), there) for key in differing)
            clashing |= {unit} if differing else set()
    return clashing, found


def _clash(one: Answer, other: Answer | None, others: Mapping[tuple[str, str], Answer]) -> Problem:
    place = other.place if other else next(iter(others.values())).place
    where = f"{place.file} 的 {cell_name(place.line, place.column)}" if other else f"{place.file}"
    words = {"label": one.head, "value": short(one.text), "file": where, "found": short(other.text) if other else ""}
    return problem("X761", one.place, **words | {"found": words["found"] or "没有填"})


# ---- where they go --------------------------------------------------------------------------------------------------


class _Desk:
    """Lays every answer beside what is there, then writes what may be written."""

    def __init__(self, split: Split, facts: FactsFile, *, force: bool) -> None:
        self.split = split
        self.facts = facts
        self.force = force
        self.fields = dict(split.heads[1])
        self.by_names: defaultdict[tuple[str, ...], list[Task]] = defaultdict(list)
        for task in split.tasks:
            self.by_names[split.row(task).told[1 : 1 + len(task.names)]].append(task)
        self.root = facts.read().root
        self.replies = beside(facts.path, facts.structure, split.division)
        self.known = dict(known(self.replies))
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.same = 0
        self.seen: set[tuple[str, str]] = set()

    def task(self, answer: Answer, record: Record) -> tuple[Task, ...]:
        """The plan's task that was asked about, if it is still there; a plan that has changed since is told of."""
        names = answer.row.told[1 : 1 + record.names]
        task = self.tasks(answer.row, record)
        if not task or answer.head not in self.fields:
            words = {"name": short(names[-1]), "label": answer.head, "value": short(answer.text)}
            self.problems.append(problem("X763", answer.place, **words))
            return ()
        self.compare(answer, record, task[0])
        return task

    def compare(self, answer: Answer, record: Record, task: Task) -> None:
        """What the plan says of the task now, against what it said when it was sent out."""
        sent = dict(zip(record.told[1:], answer.row.told[1:], strict=True)) | {LEAD: record.unit}
        now = dict(zip(self.split.heads[0], self.split.row(task).told, strict=True)) | {LEAD: task.unit}
        for head, text in sent.items():
            if "".join(now.get(head, "").split()) != "".join(text.split()):
                words = {"label": head, "value": short(text), "found": short(now.get(head, ""))}
                place = answer.place._replace(column=1)
                self.problems.append(problem("X764", place, task.path, name=short(task.names[-1]), **words))

    def tasks(self, row: Row, record: Record) -> tuple[Task, ...]:
        """The plan's task of these names; of several, the one that stands where it stood."""
        names = row.told[1 : 1 + record.names]
        alike = self.by_names[names]
        return tuple(alike if len(alike) == 1 else [task for task in alike if task.path == row.path])

    def take(self, answer: Answer, task: Task) -> None:
        """One answer; the same one in a second file is not counted again."""
        if (task.path, answer.head) in self.seen:
            return
        self.seen.add((task.path, answer.head))
        field = self.fields[answer.head]
        entry = self.in_facts(answer, task, field) if self.has_place(task, field) else self.beside(answer, task)
        if entry.before == _plain(entry.answer.text):
            self.same += 1
        elif entry.before and not self.force:
            words = {"label": answer.head, "name": short(task.names[-1]), "value": short(answer.text)}
            where = next(iter(entry.values))
            self.problems.append(
                problem("X762", answer.place, where, file=entry.file.name, before=short(entry.before), **words)
            )
        elif entry.before and field.item and len(entry.values) < len(entry.before.split("\n")):
            self.problems.append(_by_hand(entry))  # a list is not made shorter behind anybody's back
        else:
            self.entries.append(entry)

    def has_place(self, task: Task, field: Field) -> bool:
        """True where the facts file itself holds the task, and the structure asks for the field."""
        return field in self.split.division.own and isinstance(fact_paths.node_at(self.root, task.path), MappingNode)

    def in_facts(self, answer: Answer, task: Task, field: Field) -> Entry:
        path, before = f"{task.path}.{field.name}", shown(task.values[field.name])
        if not field.item:
            return Entry(answer, task, self.facts.path, {path: answer.text}, before)
        cell = Scalar(answer.text, 1, 1, quoted=True)
        items = [item.text for item in sheets.in_cell(cell, joined=field.joined).items if isinstance(item, Scalar)]
        values = {f"{path}[{number}]": text for number, text in enumerate(items, start=1)}
        return Entry(answer._replace(text="\n".join(items)), task, self.facts.path, values, before)

    def beside(self, answer: Answer, task: Task) -> Entry:
        """A place in 反馈.yaml: the task's own item, or a new one behind the others."""
        names = (*task.names, task.unit)
        number, there = self.known.setdefault(names, (len(self.known) + 1, {}))
        at, field = f"{LIST}[{number}]", self.fields[answer.head].name
        keys = (*lists(self.split.division), LEAD)
        new = {} if there else {f"{at}.{key}": name for key, name in zip(keys, names, strict=True)}
        files = dict.fromkeys([*shown(there.get(FILE)).split("\n"), Path(answer.place.file).name])
        values = {**new, f"{at}.{field}": answer.text, f"{at}.{FILE}": "\n".join(filter(None, files))}
        return Entry(answer, task, self.replies.path, values, shown(there.get(field)))

    # ---- writing -----------------------------------------------------------------------------------------------

    def write(self) -> tuple[Entry, ...]:
        """What was written; of what was not, the reason is among the problems."""
        written: list[Entry] = []
        for file in (self.facts, self.replies):
            entries = [entry for entry in self.entries if entry.file == file.path]
            try:
                written += self.saved(file, entries) if entries else []
            except saving.OutputError as error:
                self.problems.append(problem("X766", Place(str(file.path), 1, 1), reason=str(error)))
        return tuple(written)

    def saved(self, file: FactsFile, entries: list[Entry]) -> list[Entry]:
        new = not file.path.exists()
        if new:
            saving.write_whole(_HEAD.encode(), file.path)
        try:
            while entries:
                refused = self.refused(file, entries)
                if not refused:
                    return entries
                entries = [entry for entry in entries if entry not in refused]
            return entries
        finally:
            if new and not entries:
                file.path.unlink()

    def refused(self, file: FactsFile, entries: list[Entry]) -> list[Entry]:
        """Those entries that cannot be written, so that nothing was; none where all of them are."""
        values = {path: text for entry in entries for path, text in entry.values.items()}
        try:
            told = file.put(values, replacing=self.force)
        except (PathError, AmendmentError) as error:
            hit = _about(entries, error.path) or entries
            self.problems += map(_by_hand, hit)
            return hit
        for found in told:
            for entry in _about(entries, found.path or ""):
                self.problems.append(placed(found, entry.answer.place))
        wrong = errors(told)
        return [entry for found in wrong for entry in _about(entries, found.path or "") or entries]


def _about(entries: list[Entry], path: str) -> list[Entry]:
    """The entries of which a path is told."""
    return [
        entry
        for entry in entries
        if any(own == path or own.startswith((f"{path}.", f"{path}[")) for own in entry.values)
    ]


def _by_hand(entry: Entry) -> Problem:
    words = {"label": entry.answer.head, "name": short(entry.task.names[-1]), "value": short(entry.answer.text)}
    return problem("X765", entry.answer.place, next(iter(entry.values)), file=str(entry.file), **words)


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
