"""一次回写: every edit of a document is tried on facts and wording, one by one, and kept if it does exactly that.

Values and words come first, then items that lists gained or lost, then what is left. Whatever is not kept stands in
`unplaced` with the reason; what agrees only apart from the program's own numbers is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from drafter import fact_paths
from drafter.amendment import AmendmentError
from drafter.differences import grams, shared
from drafter.document import Document, Origin, Run, plain
from drafter.fact_paths import PathError
from drafter.problems import DraftError
from drafter.structure import Field
from drafter.syncing.actions import Action, Insert, Put, Remove, Reword, done, told, value_at
from drafter.syncing.bench import Bench, Work
from drafter.syncing.edits import Change, Edit, changes
from drafter.syncing.lines import Line, fits, is_number, lines, paired
from drafter.syncing.lists import item_of, list_changes, owner_of, without_items
from drafter.syncing.verdict import Spot, Touched, body, edited, explains, follows, settles
from drafter.syncing.wording_edits import changed_lines, relative

__all__ = ["Follow", "Outcome", "Placed", "Session", "Unplaced"]

_MOVED = 6  # characters: less is found again by chance
_STILL_THE_SAME = 0.6
_AROUND = 12
_CLAUSE = "，。；：！？\t"
_STOPS = "。；;，、"


class Follow(NamedTuple):
    """A text that changes because a fact in it does: where, what it said, what it will say."""

    where: str
    before: str
    after: str


class Placed(NamedTuple):
    """An edit that has its place: the words before and after, what is done, and what follows from it."""

    before: str
    after: str
    actions: tuple[str, ...]
    follows: tuple[Follow, ...] = ()


class Unplaced(NamedTuple):
    """An edit without a place: the words before and after (either may be empty), and why."""

    before: str
    after: str
    reason: str


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


class _Found(NamedTuple):
    """A change in a cell: which line and cell of the draft, which line of the edited text, and its other changes."""

    spot: Spot
    wanted: int
    change: Change


class _Trial(NamedTuple):
    """Edits that one value, or one piece of wording, would account for; each of `ways` is one way to do it."""

    edits: dict[Spot, tuple[Edit, ...]]
    founds: tuple[_Found, ...]
    ways: tuple[tuple[Action, ...], ...]
    reason: str = ""


class Session:
    """Goes from the plan's draft towards the edited lines. `base` are the texts as they were exported, if known."""

    def __init__(self, bench: Bench, work: Work, wanted: Sequence[Line], base: frozenset[str] | None = None) -> None:
        self.bench = bench
        self.structure = bench.plan.structure
        self.work = work
        self.document = bench.draft(work)
        self.wanted = wanted
        self.base = base
        self.placed: list[Placed] = []
        self.reasons: dict[tuple[int, str, str], str] = {}
        self.stale = 0
        self.touched = self.touched_places()

    def touched_places(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """Where in the edited text, by line and cell, somebody changed something: all else is as it was drafted.

        Only there is anything to be done. What differs elsewhere later follows from an edit that has its place.
        """
        own, pairs = self.compared()
        self.rows = {own[index].words for index, other in pairs if index is not None and other is None}
        found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for index, other in pairs:
            if other is None:
                continue
            cells = [plain(cell) for cell in self.wanted[other].cells]
            if index is None or len(own[index].cells) != len(cells):
                found.update({(other, number): [(0, len(new))] for number, new in enumerate(cells)})
                continue
            for number, (cell, new) in enumerate(zip(own[index].cells, cells, strict=True)):
                found[other, number] += [(each.at, each.at + len(each.words)) for each in changes(cell, new)]
        return dict(found)

    def is_touched(self, other: int, number: int, change: Change) -> bool:
        """Whether a change stands where somebody changed something."""
        start, end = change.at, change.at + len(change.words)
        return any(left <= end and start <= right for left, right in self.touched.get((other, number), ()))

    def changed(self, line: Line, other: int) -> Iterator[tuple[int, Change]]:
        """The changes that somebody made in a line, each with its cell's number."""
        for number, (cell, new) in enumerate(zip(line.cells, self.wanted[other].cells, strict=True)):
            for each in changes(cell, plain(new)) if plain(cell) != plain(new) else ():
                if self.is_touched(other, number, each):
                    yield number, each

    def outcome(self) -> Outcome:
        """Everything tried, and what became of it."""
        self.values_and_words(lists_wait=True)
        while self.list_step():
            pass
        self.values_and_words(lists_wait=False)
        unplaced, renumbered = self.left()
        return Outcome(tuple(self.placed), unplaced, renumbered, self.stale, self.work, self.document)

    # ---- what differs -------------------------------------------------------------------------------------------

    def compared(self) -> tuple[list[Line], list[tuple[int | None, int | None]]]:
        """The draft's lines as it is now, and which line of the edited text each is."""
        own = lines(self.document)
        return own, paired(own, self.wanted)

    def found(self, own: Sequence[Line], pairs: Iterable[tuple[int | None, int | None]]) -> Iterator[_Found]:
        """Every change inside a line that both texts have."""
        for index, other in pairs:
            if index is None or other is None or self.is_stale(own[index], self.wanted[other]):
                continue
            if len(own[index].cells) == len(self.wanted[other].cells):
                yield from (_Found((index, number), other, each) for number, each in self.changed(own[index], other))

    def is_stale(self, line: Line | None, target: Line | None) -> bool:
        """Whether the plan, not the editor, has changed a line since it was exported."""
        if self.base is None:
            return False
        return (line is None or line.words not in self.base) and (target is None or target.words in self.base)

    def came(self, founds: Iterable[_Found], pairs: Iterable[tuple[int | None, int | None]]) -> list[str]:
        """Everything that is new in the edited text."""
        new_lines = [self.wanted[other].words for index, other in pairs if index is None and other is not None]
        return [*new_lines, *(found.change.words for found in founds)]

    # ---- values and words ---------------------------------------------------------------------------------------

    def values_and_words(self, *, lists_wait: bool) -> None:
        """Tries every edit inside runs: new values of facts first, then new wording."""
        own, pairs = self.compared()
        founds = list(self.found(own, pairs))
        came = self.came(founds, pairs)
        ready = [each for each in founds if not (lists_wait and self.may_be_list(own, each, founds))]
        still = [each for each in ready if not self.moved(each, came)]
        touched = Touched()
        current: Sequence[Line] = own
        for trial in self.trials(own, still):
            touched, current = self.tried(trial, own, current, touched)

    def may_be_list(self, own: Sequence[Line], found: _Found, founds: Sequence[_Found]) -> bool:
        """Whether the cell has a list that became longer or shorter, so that its changes wait."""
        cell = own[found.spot[0]].cells[found.spot[1]]
        new = plain(self.wanted[found.wanted].cells[found.spot[1]])
        beside = [each.change for each in founds if each.spot == found.spot]
        found_lists = list_changes(cell, new, beside)
        return any(each.start <= found.change.end and found.change.start <= each.end for each in found_lists)

    def moved(self, found: _Found, came: Sequence[str]) -> bool:
        """Whether words that are gone stand elsewhere now: to delete their fact would lose it."""
        gone = found.change.gone.strip(_CLAUSE)
        elsewhere = [words for words in came if words != found.change.words]
        is_moved = (
            len(gone) >= _MOVED and len(found.change.words) < len(gone) // 2 and any(gone in each for each in elsewhere)
        )
        if is_moved:
            self.refuse((found,), "这些字移到了别处；在事实文件里调整位置")
        return is_moved

    def trials(self, own: Sequence[Line], founds: Sequence[_Found]) -> Iterator[_Trial]:
        """Facts in the order of the draft, then wording."""
        by_fact: dict[str, list[tuple[_Found, Edit]]] = defaultdict(list)
        wording: list[tuple[_Found, Edit]] = []
        for found in founds:
            if not found.change.edits:
                self.refuse((found,), "改动跨了好几处事实和措辞，分不清各归哪里")
            for edit in found.change.edits:
                origin = _run(own, found.spot, edit).origin
                if is_number(_run(own, found.spot, edit)):
                    self.refuse((found,), "编号由程序按结构编排；要换编号，改结构里的")
                elif origin and origin.path:
                    by_fact[origin.path].append((found, edit))
                else:
                    wording.append((found, edit))
        yield from (self.value_trial(own, path, each) for path, each in by_fact.items())
        for found, edit in wording:
            yield self.wording_trial(own, found, edit)

    def value_trial(self, own: Sequence[Line], path: str, edits: Sequence[tuple[_Found, Edit]]) -> _Trial:
        """All edits of one fact together: they must agree."""
        by_spot: dict[Spot, tuple[Edit, ...]] = defaultdict(tuple)
        for found, edit in edits:
            by_spot[found.spot] += (edit,)
        founds = tuple(dict.fromkeys(found for found, _ in edits))
        printed = {
            (run.text, edited(run.text, [edit for edit in each if edit.run == index]))
            for spot, each in by_spot.items()
            for index in {edit.run for edit in each}
            for run in (own[spot[0]].cells[spot[1]][index],)
        }
        trial = _Trial(dict(by_spot), founds, ())
        origin = _run(own, edits[0][0].spot, edits[0][1]).origin
        refusal = self.refusal(path, origin)
        if refusal:
            return trial._replace(reason=refusal)
        values = {value for old, new in printed for value in self.values(path, old, new)[:1]}
        if len(values) > 1:
            given = "；".join(f"“{value}”" for value in sorted(values))
            return trial._replace(reason=f"同一条事实（{path}）在几处改得不一样：{given}")
        old, new = next(iter(printed))
        ways = [(Put(path, value),) for value in self.values(path, old, new)]
        return trial._replace(ways=(*ways, *(self.with_siblings(way[0]) for way in ways)))

    def refusal(self, path: str, origin: Origin | None) -> str:
        """Why a fact cannot be changed here; nothing where it can."""
        if self.is_computed(path):
            return f"{path} 是算出来的，请改它的算式用到的事实"
        if origin and origin.fact and (origin.fact.sheet is not None or origin.fact.file != self.work.facts.file):
            return f"{path} 写在“{origin.fact.file}”第{origin.fact.line}行，请在那里改"
        if value_at(self.work, path) is None:
            return f"{path} 不是照原样印的，请在事实文件里改"
        return ""

    def values(self, path: str, old: str, new: str) -> list[str]:
        """What the fact would have to say for `new` to be printed instead of `old`."""
        node = value_at(self.work, path)
        typed = node.text if node else ""
        if typed.count(old) == 1:
            return [typed.replace(old, new)]
        return [new]

    def with_siblings(self, put: Action) -> tuple[Action, ...]:
        """The same value for all items of the list that had the same one: 时限 of goals that are printed together."""
        item = item_of(put.path) if isinstance(put, Put) else None
        node = value_at(self.work, put.path) if isinstance(put, Put) else None
        if not isinstance(put, Put) or item is None or node is None or item == put.path:
            return ()
        owner, rest = owner_of(item)[0], put.path[len(item) :]
        paths = [f"{owner}[{number}]{rest}" for number in range(1, self.count(owner) + 1)]
        same = [each for each in paths if (other := value_at(self.work, each)) and other.text == node.text]
        return tuple(Put(each, put.value) for each in same) if len(same) > 1 else ()

    def count(self, owner: str) -> int:
        """How many items a list has."""
        node = fact_paths.node_at(self.work.facts.root, owner)
        return len(getattr(node, "items", ()))

    def wording_trial(self, own: Sequence[Line], found: _Found, edit: Edit) -> _Trial:
        """Every line of wording in which the words may stand."""
        run = _run(own, found.spot, edit)
        trial = _Trial({found.spot: (edit,)}, (found,), ())
        place = run.origin.wording if run.origin else None
        file = relative(place.file) if place else None
        if place is None or file is None:
            return trial._replace(reason="这里的标点、括号由结构编排，不在措辞里")
        text = self.wording_text(place.file, file)
        if text is None:
            return trial._replace(reason=f"计划文件夹里另有“{file}”，请在那里改")
        gone = run.text[edit.start : edit.end]
        ways = tuple(
            (Reword(file, line, changed, gone, edit.text),)
            for line, changed in changed_lines(
                text, place.line, place.column, run.text, edit.start, edit.end, edit.text
            )
        )
        return trial._replace(ways=ways, reason="" if ways else f"在“{file}”第{place.line}行找不到这几个字")

    def wording_text(self, file: str, name: str) -> str | None:
        """The text of wording, as changed so far; None where a nearer file of that name hides it."""
        if name in self.work.wording:
            return self.work.wording[name]
        nearest = next((folder / name for folder in self.bench.plan.library.folders if (folder / name).is_file()), None)
        if nearest is None or nearest.resolve() != Path(file).resolve():
            return None
        return nearest.read_bytes().decode("utf-8-sig")

    def tried(
        self, trial: _Trial, own: Sequence[Line], current: Sequence[Line], touched: Touched
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
            if not explains(own, after, more, self.is_computed):
                reason = reason or "照这样改，别处的文字也会变"
                continue
            actions = tuple(told(action, self.work) for action in way)
            followed = [_follow(*each) for each in follows(current, after, frozenset(trial.edits))]
            self.note(own, trial.founds, actions, (*followed, *_beside(own, trial, way)))
            self.work, self.document = work, document
            return more, after
        self.refuse(trial.founds, reason or "找不到它的位置")
        return touched, current

    def and_touched(self, own: Sequence[Line], trial: _Trial, way: tuple[Action, ...], touched: Touched) -> Touched:
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

    def is_computed(self, path: str) -> bool:
        """Whether the structure computes the fact from others."""
        field = self.field(path)
        return field is not None and field.computed is not None

    def field(self, path: str) -> Field | None:
        """What the structure says of the fact; None for what only a kind's parts have."""
        try:
            return fact_paths.field_at(self.structure, path)
        except PathError:
            return None

    # ---- lists --------------------------------------------------------------------------------------------------

    def list_step(self) -> bool:
        """Lets one list gain or lose items as the edited text has it; False where none is left to try."""
        own, pairs = self.compared()
        founds = list(self.found(own, pairs))
        came = self.came(founds, pairs)
        for way, focus, before, after in (*self.in_cells(own, founds, came), *self.in_lines(own, pairs, came)):
            made = self.made(way)
            if isinstance(made, str):
                self.reasons.setdefault((-1 if focus is None else focus, before, after), made)
                continue
            work, document = made
            owners = frozenset(_owner(action) for action in way)
            if settles(own, lines(document), self.wanted, owners, focus):
                actions = tuple(told(action, self.work) for action in way)
                self.placed.append(Placed(before, after, actions, tuple(self.followed(own, lines(document)))))
                self.work, self.document = work, document
                return True
        return False

    def followed(self, own: Sequence[Line], after: Sequence[Line]) -> Iterator[Follow]:
        """What else came, went or changed with an item, though nobody edited it."""
        wanted = {line.words for line in self.wanted}
        for index, other in paired(own, after):
            line = own[index] if index is not None else None
            new = after[other] if other is not None else None
            if line and new:
                for cell, target in zip(line.cells, new.cells, strict=False):
                    if plain(cell) != plain(target) and line.words in wanted and not fits(line, new.words):
                        yield _follow(line, plain(cell), plain(target))
            elif line and line.words in wanted:
                yield Follow("表格" if line.is_row else "正文", _row(line), "")
            elif new and new.words not in wanted:
                yield Follow("表格" if new.is_row else "正文", "", _row(new))

    def in_cells(
        self, own: Sequence[Line], founds: Sequence[_Found], came: Sequence[str]
    ) -> Iterator[tuple[tuple[Action, ...], int | None, str, str]]:
        """Items that came or went inside a text."""
        for spot in dict.fromkeys(found.spot for found in founds):
            here = [found for found in founds if found.spot == spot]
            if any(self.moved(found, came) for found in here):
                continue
            cell, wanted = own[spot[0]].cells[spot[1]], here[0].wanted
            new = plain(self.wanted[wanted].cells[spot[1]])
            whole = _around(plain(cell), here[0].change.start, here[-1].change.end)
            shift = sum(len(each.change.words) - len(each.change.gone) for each in here)
            target = _around(new, here[0].change.start, here[-1].change.end + shift)
            for each in list_changes(cell, new, [found.change for found in here]):
                yield each.steps, wanted, whole, target
            for found in here:
                gone = without_items(cell, found.change) if not found.change.words.strip(_STOPS) else ()
                if gone:
                    yield gone, wanted, *_shown(plain(cell), found.change)

    def in_lines(
        self, own: Sequence[Line], pairs: Sequence[tuple[int | None, int | None]], came: Sequence[str]
    ) -> Iterator[tuple[tuple[Action, ...], int | None, str, str]]:
        """Items that came or went as paragraphs, and paragraphs that are one fact."""
        last: Line | None = None
        for index, other in pairs:
            if index is not None and other is None:
                line = own[index]
                if not line.is_row and not self.is_stale(line, None) and not _is_among(line, came):
                    yield from ((way, None, line.words, "") for way in self.removals(line))
            elif index is None and other is not None and last and not self.is_stale(None, self.wanted[other]):
                yield from ((way, other, "", self.wanted[other].words) for way in self.additions(last, other))
            last = own[index] if index is not None else last

    def removals(self, line: Line) -> Iterator[tuple[Action, ...]]:
        """What could make the line go: the item that all its facts lie in, or the one optional fact that it is."""
        paths = [run.origin.path for cell in line.cells for run in cell if run.origin and run.origin.path]
        if not paths:
            return
        if len(set(paths)) == 1 and not paths[0].endswith("]") and not self.is_required(paths[0]):
            yield (Put(paths[0], ""),)
        items = [item_of(path) for path in paths]
        common = items[0]
        while common:
            if all(item and (item + ".").startswith((f"{common}.", f"{common}[")) for item in items):
                yield (Remove(common),)
            common = item_of(owner_of(common)[0])

    def is_required(self, path: str) -> bool:
        """Whether a fact may not be empty."""
        field = self.field(path)
        return field is None or field.required

    def additions(self, last: Line, other: int) -> Iterator[tuple[Action, ...]]:
        """What a new paragraph could be: the next point of a list, or the next paragraph of a fact of several."""
        facts = [run for cell in last.cells for run in cell if run.origin and run.origin.path]
        words = self.wanted[other].words
        for run in facts[-1:]:
            path = run.origin.path if run.origin else None
            if path and path.endswith("]") and run.origin and run.origin.kind != "paragraph":
                owner, number = owner_of(path)
                yield (Insert(f"{owner}[{number + 1}]", _bare(words)),)
            node = value_at(self.work, path) if path else None
            if path and node and run.origin and run.origin.kind == "paragraph" and len(facts) == 1:
                yield (Put(path, node.text.replace(run.text, f"{run.text}\n{words}", 1)),)

    # ---- what became of them ------------------------------------------------------------------------------------

    def note(
        self, own: Sequence[Line], founds: Sequence[_Found], actions: tuple[str, ...], followed: tuple[Follow, ...]
    ) -> None:
        """Remembers what was placed, in the words of its first place."""
        shown = dict.fromkeys(_shown(plain(own[each.spot[0]].cells[each.spot[1]]), each.change) for each in founds)
        before, after = next(iter(shown))
        self.placed.append(Placed(before, after, actions, followed))

    def refuse(self, founds: Iterable[_Found], reason: str) -> None:
        for found in founds:
            self.reasons[found.wanted, found.change.gone, found.change.words] = reason

    def left(self) -> tuple[tuple[Unplaced, ...], tuple[tuple[str, str], ...]]:
        """What still differs in the end, and numbers that somebody set differently."""
        own, pairs = self.compared()
        unplaced: list[Unplaced] = []
        renumbered: list[tuple[str, str]] = []
        previous = ""
        for index, other in pairs:
            line = own[index] if index is not None else None
            target = self.wanted[other] if other is not None else None
            if self.is_stale(line, target):
                self.stale += (line.words if line else "") != (target.words if target else "")
            elif line and target and other is not None and line.words != target.words:
                if fits(line, target.words):
                    if any(self.changed(line, other)):
                        renumbered.append((_clause(line.words), _clause(target.words)))
                elif len(line.cells) != len(target.cells):
                    unplaced.append(Unplaced(line.words, target.words, "表格的栏数变了"))
                else:
                    unplaced += self.left_in(line, other)
            elif (line or target).is_row and not self.is_edited_row(line, other):  # type: ignore[union-attr]
                continue  # came or went with an item of the text, and was told with it
            elif line and not target and line.words:
                unplaced.append(Unplaced(line.words, "", self.why_gone(line)))
            elif target and not line and target.words:
                reason = f"在“{_clause(previous)}”之后新增，不知道写进哪条事实" if previous else "新增在最前面"
                unplaced.append(Unplaced("", target.words, reason))
            previous = line.words if line else previous
        return tuple(unplaced), tuple(renumbered)

    def is_edited_row(self, line: Line | None, other: int | None) -> bool:
        """Whether somebody put a row in or took one out; else it follows the text."""
        if other is not None:
            return (other, 0) in self.touched and self.touched[other, 0] == [
                (0, len(plain(self.wanted[other].cells[0])))
            ]
        return line is not None and line.words in self.rows

    def why_gone(self, line: Line) -> str:
        """Why a deleted line is still there."""
        if _is_among(line, [each.words for each in self.wanted]):
            return "这一段移到了别处；在事实文件里调整位置"
        known = self.reasons.get((-1, line.words, ""))
        return known or "整段删去，要改结构或者删哪条事实，请自己定"

    def left_in(self, line: Line, other: int) -> Iterator[Unplaced]:
        for number, change in self.changed(line, other):
            reason = self.reasons.get((other, change.gone, change.words), "找不到它的位置")
            yield Unplaced(*_shown(plain(line.cells[number]), change), reason)


def _is_among(line: Line, came: Iterable[str]) -> bool:
    """Whether a line that is gone stands elsewhere, changed or not: to delete its facts would lose them."""
    own = grams(line.words)
    return any(fits(line, words) or shared(own, grams(words)) >= _STILL_THE_SAME for words in came)


def _run(own: Sequence[Line], spot: Spot, edit: Edit) -> Run:
    return own[spot[0]].cells[spot[1]][edit.run]


def _owner(action: Action) -> str:
    """The list or fact that an action is about."""
    if isinstance(action, Put):
        return action.path
    return owner_of(action.path)[0] if isinstance(action, Insert | Remove) else ""


def _row(line: Line) -> str:
    """A line's words for people, cells apart."""
    return "　".join(map(plain, line.cells))


def _bare(words: str) -> str:
    """A point's words without its mark and its stop."""
    from drafter.numbering import point_number

    return words.removeprefix(point_number(words)).strip().rstrip(_STOPS)


def _beside(own: Sequence[Line], trial: _Trial, way: tuple[Action, ...]) -> Iterator[Follow]:
    """The same facts where they stand again in the texts that were edited."""
    values = {action.path: action.value for action in way if isinstance(action, Put)}
    for (line, number), edits in trial.edits.items():
        for index, run in enumerate(own[line].cells[number]):
            path = run.origin.path if run.origin else None
            if path in values and all(edit.run != index for edit in edits):
                yield Follow("同一段", run.text, values[path])


def _follow(line: Line, before: str, after: str) -> Follow:
    where = "表格" if line.is_row else "正文"
    for change in changes((Run(before),), after):
        return Follow(where, *_shown(before, change))
    return Follow(where, before, after)


def _shown(words: str, change: Change) -> tuple[str, str]:
    """The clauses around a change, before and after it."""
    start, end = _window(words, change.start, change.end)
    return words[start:end], words[start : change.start] + change.words + words[change.end : end]


def _around(words: str, start: int, end: int) -> str:
    left, right = _window(words, start, end)
    return words[left:right]


def _window(words: str, start: int, end: int) -> tuple[int, int]:
    """From a clause's beginning to a clause's end, with some words on each side."""
    left, right = max(start - _AROUND, 0), min(end + _AROUND, len(words))
    while left and words[left - 1] not in _CLAUSE:
        left -= 1
    while right < len(words) and words[right - 1] not in _CLAUSE:
        right += 1
    return left, right


def _clause(words: str) -> str:
    return words if len(words) <= 20 else f"{words[:20]}……"
