"""一次回写: every edit of a document is tried on facts and wording, one by one, and kept if it does exactly that.

Values and words come first, then items that lists gained or lost, then what is left. Whatever is not kept stands in
`unplaced` with the reason; what agrees only apart from the program's own numbers is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter.amendment import AmendmentError
from drafter.document import Document, plain
from drafter.fact_paths import PathError
from drafter.problems import DraftError
from drafter.syncing.actions import Action, Put, done, told
from drafter.syncing.authors import Authors
from drafter.syncing.bench import Bench, Work
from drafter.syncing.edits import Edit, slid
from drafter.syncing.lines import Line, Pair, fits, is_number, lines, paired
from drafter.syncing.lists import has_mark, list_changes, owner_of
from drafter.syncing.molds import Mold, mold
from drafter.syncing.new_items import items_in
from drafter.syncing.new_paragraphs import stand_ins
from drafter.syncing.steps import Standing, Step, Steps, is_among, is_joined, is_moved
from drafter.syncing.told import Follow, Placed, Unplaced, clause, follow, row, shown
from drafter.syncing.verdict import Touched, body, explains, follows
from drafter.syncing.ways import Found, Trial, Ways, run_of

__all__ = ["Outcome", "Session"]


class Outcome(NamedTuple):
    """What became of all edits; `work` holds what is to be written, `document` is what it makes.

    `renumbered` are numbers that somebody set differently, old and new.
    """

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    renumbered: tuple[tuple[str, str], ...]
    stale: int
    work: Work
    document: Document


class Session:
    """Goes from the plan's draft towards the edited lines. `base` are the texts as they were exported, if known."""

    def __init__(self, bench: Bench, work: Work, wanted: Sequence[Line], base: frozenset[str] | None = None) -> None:
        self.bench = bench
        self.structure = bench.plan.structure
        self.work = work
        self.document = bench.draft(work)
        self.wanted = wanted
        self.placed: list[Placed] = []
        self.reasons: dict[tuple[int, str, str], str] = {}
        self.molds: list[tuple[str, Mold]] | None = None
        self.seen: list[tuple[str, Mapping[str, str]]] = []
        self.authors = Authors(lines(self.document), wanted, base)

    @property
    def ways(self) -> Ways:
        """What can be done in the plan as it is now."""
        return Ways(self.structure, self.bench.plan.library, self.work)

    def outcome(self) -> Outcome:
        """Everything tried, and what became of it."""
        stale = len(self.authors.plans_own) + len(self.authors.plans_new)
        self.values_and_words(lists_wait=True)
        while self.list_step():
            pass
        self.values_and_words(lists_wait=False)
        self.told_otherwise()
        while self.wording_step() or self.list_step():
            pass
        unplaced, renumbered = self.left()
        return Outcome(tuple(self.placed), unplaced, renumbered, stale, self.work, self.document)

    # ---- what differs -------------------------------------------------------------------------------------------

    def standing(self) -> Standing:
        """The draft's lines as it is now, which line of the edited text each is, and what differs inside lines."""
        own = lines(self.document)
        pairs = paired(own, self.wanted)
        return Standing(own, pairs, tuple(self.found(own, pairs)), self.wanted)

    def found(self, own: Sequence[Line], pairs: Iterable[Pair]) -> Iterator[Found]:
        """Every change inside a line that both texts have."""
        for index, other in pairs:
            if index is not None and other is not None and len(own[index].cells) == len(self.wanted[other].cells):
                changed = self.authors.changed(own[index], other)
                yield from (Found((index, number), other, each) for number, each in changed)

    # ---- values and words ---------------------------------------------------------------------------------------

    def values_and_words(self, *, lists_wait: bool) -> None:
        """Tries every edit inside runs. A change of which only a part can be done is not done at all."""
        halves: set[Found] = set()
        while True:
            before = self.work, self.document, len(self.placed)
            fresh = self.pass_through(halves, lists_wait=lists_wait)
            if not fresh:
                break
            self.work, self.document = before[:2]
            del self.placed[before[2] :]
            halves |= fresh
        self.refuse(halves, "改动跨了几处事实和措辞，只有一部分写得回去")

    def pass_through(self, left_out: Collection[Found], *, lists_wait: bool) -> set[Found]:
        """Tries new values of facts first, then new wording; returns the changes that were done by half."""
        own, _, founds, _ = at = self.standing()
        came = at.came
        ready = [each for each in founds if not (lists_wait and self.may_be_list(own, each, founds))]
        marked = [each for each in ready if has_mark(own[each.spot[0]].cells[each.spot[1]], each.change)]
        self.refuse(marked, "编号由程序按结构编排；这里的一条写不成单独的一项")
        ready = [each for each in ready if each not in marked]
        still = [each for each in ready if each not in left_out and not self.moved(each, at, came)]
        touched = Touched()
        current: Sequence[Line] = own
        outcomes: dict[bool, set[Found]] = {True: set(), False: {each for each in still if _renumbers(own, each)}}
        for trial in self.trials(own, still):
            work = self.work
            touched, current = self.tried(trial, own, current, touched)
            outcomes[self.work is not work] |= set(trial.founds)
        return outcomes[True] & outcomes[False]

    def told_otherwise(self) -> None:
        """Tries what is left of words that came or went once more, with its edges where a fact has them."""
        own, _, founds, _ = at = self.standing()
        for found in founds:
            cell = own[found.spot[0]].cells[found.spot[1]]
            for change in () if self.moved(found, at, at.came) else slid(cell, found.change):
                other = found._replace(change=change)
                before = self.document
                for trial in self.trials(own, (other,)):
                    self.tried(trial, own, own, Touched())
                if self.document is not before:
                    self.told_otherwise()
                    return

    def may_be_list(self, own: Sequence[Line], found: Found, founds: Sequence[Found]) -> bool:
        """Whether the cell has a list that became longer or shorter, so that its changes wait."""
        cell = own[found.spot[0]].cells[found.spot[1]]
        new = plain(self.wanted[found.wanted].cells[found.spot[1]])
        beside = [each.change for each in founds if each.spot == found.spot]
        found_lists = list_changes(cell, new, beside)
        return has_mark(cell, found.change) or any(
            each.start <= found.change.end and found.change.start <= each.end for each in found_lists
        )

    def moved(self, found: Found, at: Standing, came: Sequence[str]) -> bool:
        """Whether words that are gone stand elsewhere now, or whether those that came stood there, which is told."""
        joined = is_joined(found, at)
        if joined or is_moved(found, came):
            reason = "另一段并到了这里；在事实文件里调整" if joined else "这些字移到了别处；在事实文件里调整位置"
            self.refuse((found,), reason)
            return True
        return False

    def trials(self, own: Sequence[Line], founds: Sequence[Found]) -> Iterator[Trial]:
        """Facts in the order of the draft, then wording."""
        by_fact: dict[str, list[tuple[Found, Edit]]] = defaultdict(list)
        wording: list[tuple[Found, Edit]] = []
        for found in founds:
            if not found.change.edits:
                self.refuse((found,), "改动跨了好几处事实和措辞，分不清各归哪里")
            for edit in found.change.edits:
                origin = run_of(own, found.spot, edit).origin
                if is_number(run_of(own, found.spot, edit)):
                    self.refuse((found,), "编号由程序按结构编排；要换编号，改结构里的")
                elif origin and origin.path:
                    by_fact[origin.path].append((found, edit))
                else:
                    wording.append((found, edit))
        yield from (self.ways.value_trial(own, path, each) for path, each in by_fact.items())
        for found, edit in wording:
            yield self.ways.wording_trial(own, found, edit)

    def tried(
        self, trial: Trial, own: Sequence[Line], current: Sequence[Line], touched: Touched
    ) -> tuple[Touched, Sequence[Line]]:
        """Keeps the first way that does exactly the edits; else remembers why none did."""
        reason = trial.reason
        for way in filter(None, trial.ways):
            more = self.and_touched(own, trial, way, touched)
            made = self.made(way)
            if isinstance(made, str):
                reason = reason or made
                continue
            work, document = made
            after = lines(document)
            if not explains(own, after, more, self.ways.is_computed):
                reason = reason or _elsewhere(own, after, trial)
                continue
            actions = tuple(told(action, self.work) for action in way)
            followed = [follow(*each) for each in follows(current, after, frozenset(trial.edits))]
            self.note(own, trial.founds, actions, (*followed, *_beside(own, trial, way)))
            self.work, self.document = work, document
            return more, after
        self.refuse(trial.founds, reason or "找不到它的位置")
        return touched, current

    def and_touched(self, own: Sequence[Line], trial: Trial, way: tuple[Action, ...], touched: Touched) -> Touched:
        """What has been changed so far, and by this way."""
        paths = frozenset(action.path for action in way if isinstance(action, Put))
        reworded = frozenset(
            (body(own[spot[0]].cells[spot[1]]), origin.wording)
            for spot, edits in trial.edits.items()
            for edit in edits
            for origin in (own[spot[0]].cells[spot[1]][edit.run].origin,)
            if origin and origin.path is None
        )
        return touched.and_(trial.edits, paths, reworded)

    def made(self, way: Iterable[Action]) -> tuple[Work, Document] | str:
        """What the actions make, or why they cannot be done."""
        work = self.work
        try:
            for action in way:
                work = done(action, work, self.structure)
            return work, self.bench.draft(work)
        except (PathError, AmendmentError):
            return "事实在文件里的写法特别，请打开文件改"
        except DraftError as error:
            return error.problems[0].message

    # ---- lists --------------------------------------------------------------------------------------------------

    def step(self, steps: Iterable[Step], own: Sequence[Line]) -> bool:
        """Takes the first step that holds; False where none does."""
        for step in steps:
            made = self.made(step.way)
            keys = [(other, step.before, step.after) for other in step.others or (-1,)]
            if isinstance(made, str):
                self.reasons.update({key: made for key in keys if key not in self.reasons})
                continue
            work, document = made
            after = lines(document)
            if (work.facts.text, work.wording) not in self.seen and step.holds(after):
                self.seen.append((work.facts.text, work.wording))
                self.placed.append(
                    Placed(step.before, step.after, self.told(step.way), tuple(self.followed(own, after)))
                )
                self.work, self.document = work, document
                return True
            self.reasons.update({key: step.reason for key in keys if step.reason})
        return False

    def told(self, way: Iterable[Action]) -> tuple[str, ...]:
        """Actions in words, each as it stands when its turn comes."""
        return tuple(told(action, self.work) for action in way)

    def list_step(self) -> bool:
        """Lets one list gain or lose items as the edited text has it; False where none is left to try."""
        at = self.standing()
        return self.step(Steps(at, self.authors, self.ways, self.unfilled).of_lists(), at.own)

    def wording_step(self) -> bool:
        """Lets the plan's own wording say one new paragraph; False where none is left to try."""
        at = self.standing()
        return self.step(Steps(at, self.authors, self.ways, self.unfilled).of_wording(), at.own)

    def followed(self, own: Sequence[Line], after: Sequence[Line]) -> Iterator[Follow]:
        """What else came, went or changed with an item, though nobody edited it."""
        wanted = {line.words for line in self.wanted}
        for index, other in paired(own, after):
            line = own[index] if index is not None else None
            new = after[other] if other is not None else None
            if line and new:
                for cell, target in zip(line.cells, new.cells, strict=False):
                    if plain(cell) != plain(target) and line.words in wanted and not fits(line, new.words):
                        yield follow(line, plain(cell), plain(target))
            elif line and line.words in wanted:
                yield Follow("表格" if line.is_row else "正文", row(line), "")
            elif new and new.words not in wanted:
                self.authors.followed(new)
                yield Follow("表格" if new.is_row else "正文", "", row(new))

    def unfilled(self) -> Sequence[tuple[str, Mold]]:
        """Every free text that nobody has filled in and that would be a paragraph of its own, with its mold."""
        if self.molds is None:
            self.molds = list(self.found_unfilled())
        return self.molds

    def found_unfilled(self) -> Iterator[tuple[str, Mold]]:
        """Drafts the plan with a stand-in for each."""
        own = {line.words for line in lines(self.document)}
        for path, action in stand_ins(self.structure, self.work):
            made = self.made((action,))
            fresh = [] if isinstance(made, str) else [each for each in lines(made[1]) if each.words not in own]
            molds = [found for line in fresh if not line.is_row and (found := mold(line, path))]
            yield from ((path, each) for each in molds[:1])

    # ---- what became of them ------------------------------------------------------------------------------------

    def note(
        self, own: Sequence[Line], founds: Sequence[Found], actions: tuple[str, ...], followed: tuple[Follow, ...]
    ) -> None:
        """Remembers what was placed, in the words of its first place."""
        first = founds[0]
        before, after = shown(plain(own[first.spot[0]].cells[first.spot[1]]), first.change)
        self.placed.append(Placed(before, after, actions, followed))

    def refuse(self, founds: Iterable[Found], reason: str) -> None:
        """Remembers why changes were not placed."""
        for found in founds:
            self.reasons[found.wanted, found.change.gone, found.change.words] = reason

    def left(self) -> tuple[tuple[Unplaced, ...], tuple[tuple[str, str], ...]]:
        """What still differs in the end, and numbers that somebody set differently."""
        own, pairs, _, _ = self.standing()
        unplaced: list[Unplaced] = []
        renumbered: list[tuple[str, str]] = []
        previous: Line | None = None
        for index, other in pairs:
            line = own[index] if index is not None else None
            target = self.wanted[other] if other is not None else None
            if line and target and other is not None and line.words != target.words:
                if fits(line, target.words) and any(self.authors.changed(line, other)):
                    renumbered.append((clause(line.words), clause(target.words)))
                elif not fits(line, target.words):
                    unplaced += self.left_in(line, other)
            elif line and not target and line.words and self.authors.dropped(line):
                unplaced.append(Unplaced(line.words, "", self.why_gone(line)))
            elif other is not None and not line and self.wanted[other].words and self.authors.added(other):
                unplaced.append(Unplaced("", self.wanted[other].words, self.why_new(other, previous)))
            previous = line or previous
        return tuple(unplaced), tuple(renumbered)

    def why_new(self, other: int, previous: Line | None) -> str:
        """Why a new line has no place."""
        where = f"在“{clause(previous.words)}”之后新增" if previous else "新增在最前面"
        known = self.reasons.get((other, "", self.wanted[other].words))
        alike = previous is not None and previous.is_row == self.wanted[other].is_row
        items = items_in(previous) if previous and alike and not known else []
        if items:
            owner = owner_of(items[-1])[0]
            known = f"这里逐项照同样的格式印“{owner}”；请并进其中一项的文字里"
        return f"{where}，{known or '不知道写进哪条事实'}"

    def why_gone(self, line: Line) -> str:
        """Why a deleted line is still there."""
        known = self.reasons.get((-1, line.words, ""))
        if not line.is_row and is_among(line, [each.words for each in self.wanted]):
            return "这一段移到了别处；在事实文件里调整位置"
        return known or "整段删去，要改结构或者删哪条事实，请自己定"

    def left_in(self, line: Line, other: int) -> Iterator[Unplaced]:
        """What is left in a line that both texts have."""
        target = self.wanted[other]
        if other in self.authors.both:
            yield Unplaced(line.words, target.words, "导出以后计划里的这一段也改过，请把两边的改动合在一起")
        elif len(line.cells) != len(target.cells):
            yield Unplaced(line.words, target.words, "表格的栏数变了")
        else:
            for number, change in self.authors.changed(line, other):
                reason = self.reasons.get((other, change.gone, change.words), "找不到它的位置")
                yield Unplaced(*shown(plain(line.cells[number]), change), reason)


def _renumbers(own: Sequence[Line], found: Found) -> bool:
    """Whether a change reaches into a number of our counting."""
    return any(is_number(run_of(own, found.spot, edit)) for edit in found.change.edits)


def _elsewhere(own: Sequence[Line], after: Sequence[Line], trial: Trial) -> str:
    """That a way changes what nobody edited, and the first place of it."""
    told = "照这样改，别处的文字也会变"
    here = {line for line, _ in trial.edits}
    for index, other in paired(own, after):
        line = own[index] if index is not None else None
        new = after[other] if other is not None else None
        if index not in here and (line is None or new is None or not fits(line, new.words)):
            return f"{told}：“{clause((line or new or own[0]).words)}”"
    return told


def _beside(own: Sequence[Line], trial: Trial, way: tuple[Action, ...]) -> Iterator[Follow]:
    """The same facts where they stand again in the texts that were edited."""
    values = {action.path: action.value for action in way if isinstance(action, Put)}
    for (line, number), edits in trial.edits.items():
        for index, run in enumerate(own[line].cells[number]):
            path = run.origin.path if run.origin else None
            if path in values and all(edit.run != index for edit in edits):
                yield Follow("同一段", run.text, values[path])
