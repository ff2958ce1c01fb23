"""步骤: what could be done about lines that came or went and about lists that became longer or shorter, one at a time.

Every step says how it is told to people and when it holds, given the lines that it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from drafter.differences import grams, shared
from drafter.document import plain
from drafter.numbering import point_number
from drafter.syncing.actions import Action, Add, Insert, Put, Remove, value_at
from drafter.syncing.authors import Authors
from drafter.syncing.lines import Line, Pair, fits
from drafter.syncing.lists import item_of, list_changes, owner_of, without_items
from drafter.syncing.molds import Mold, cast
from drafter.syncing.new_items import NewLines, item_ways, items_in, length_ways, new_lines, part_ways
from drafter.syncing.new_paragraphs import joining_ways, splitting_ways, wording_ways
from drafter.syncing.told import around, shown
from drafter.syncing.verdict import arrived, only, settles, shortens
from drafter.syncing.ways import Found, Ways

__all__ = ["Standing", "Step", "Steps", "is_among", "is_joined", "is_moved"]

_MOST_TRIED = 24  # of what a line could be: each is drafted
_MOVED = 6  # characters: less is found again by chance
_STILL_THE_SAME = 0.6
_SAME_GRAMS = 0.8  # of a paragraph that was put into another, mark and stop apart
_CLAUSE = "，。；：！？\t"
_STOPS = "。；;，、"


class Standing(NamedTuple):
    """How far the draft has come: its lines, which line of the edited text each is, and what differs inside lines."""

    own: Sequence[Line]
    pairs: Sequence[Pair]
    founds: Sequence[Found]
    wanted: Sequence[Line]

    @property
    def came(self) -> list[str]:
        """Everything that is new in the edited text."""
        new_lines = [self.wanted[other].words for index, other in self.pairs if index is None and other is not None]
        return [*new_lines, *(found.change.words for found in self.founds)]

    @property
    def went(self) -> list[str]:
        """Everything of the draft that is not in the edited text."""
        gone = [self.own[index].words for index, other in self.pairs if other is None and index is not None]
        return [*gone, *(found.change.gone for found in self.founds)]


class Step(NamedTuple):
    """What could be done; the edited lines that it is about, none where lines are to go; the words it is told in."""

    way: tuple[Action, ...]
    others: tuple[int, ...]
    before: str
    after: str
    holds: Callable[[Sequence[Line]], bool]
    reason: str = ""


class Steps(NamedTuple):
    """The steps that could be taken from where the draft stands."""

    at: Standing
    authors: Authors
    ways: Ways
    unfilled: Callable[[], Sequence[tuple[str, Mold]]]

    def of_lists(self) -> Iterator[Step]:
        """Lists that are printed in one text, paragraphs and rows that are items, and what nobody had filled in."""
        yield from self.in_cells()
        for index, other in self.at.pairs:
            if index is not None and other is None and self.authors.dropped(self.at.own[index]):
                yield from self.row_gone(index) if self.at.own[index].is_row else self.line_gone(index)
        for new in self.new():
            yield from self.next_of(new)
            yield from self.as_item(new)
            yield from self.as_fact(new)
        yield from self.in_parts()

    def of_wording(self) -> Iterator[Step]:
        """Paragraphs parted and joined, and new ones that only this plan's wording can say."""
        yield from self.parted()
        for new in self.new():
            for action in wording_ways(self.at.own, self.at.wanted, new, self.ways):
                words = self.at.wanted[new.others[0]].words
                holds = partial(only, self.at.own, gone=frozenset(), came=(words,), wanted=self.at.wanted)
                yield Step((action,), new.others[:1], "", words, holds)

    # ---- lists in one text --------------------------------------------------------------------------------------

    def in_cells(self) -> Iterator[Step]:
        """Items that came or went inside a text."""
        own, founds, wanted = self.at.own, self.at.founds, self.at.wanted
        came = self.at.came
        for spot in dict.fromkeys(found.spot for found in founds):
            here = [found for found in founds if found.spot == spot]
            if any(is_moved(found, came) for found in here):
                continue
            cell, other = own[spot[0]].cells[spot[1]], here[0].wanted
            new = plain(wanted[other].cells[spot[1]])
            whole = around(plain(cell), here[0].change.start, here[-1].change.end)
            shift = sum(len(each.change.words) - len(each.change.gone) for each in here)
            target = around(new, here[0].change.start, here[-1].change.end + shift)
            for each in list_changes(cell, new, [found.change for found in here]):
                yield self.settling(each.steps, other, whole, target)
            for found in here:
                gone = without_items(cell, found.change) if not found.change.words.strip(_STOPS) else ()
                if gone:
                    yield self.settling(gone, other, *shown(plain(cell), found.change))

    def settling(self, way: tuple[Action, ...], focus: int | None, before: str, after: str) -> Step:
        """A step that brings the draft nearer to the edited text and loses nothing."""
        owners = frozenset(_owner(action) for action in way)
        holds = partial(
            settles, self.at.own, wanted=self.at.wanted, owners=owners, focus=focus, is_computed=self.ways.is_computed
        )
        return Step(way, () if focus is None else (focus,), before, after, holds)

    # ---- lines that went ----------------------------------------------------------------------------------------

    def line_gone(self, index: int) -> Iterator[Step]:
        """What could make a paragraph go: the item that all its facts lie in, or the one optional fact that it is."""
        line = self.at.own[index]
        paths = [run.origin.path for cell in line.cells for run in cell if run.origin and run.origin.path]
        if not paths or is_among(line, self.at.came):
            return
        if len(set(paths)) == 1 and not paths[0].endswith("]") and not self.is_required(paths[0]):
            yield self.settling((Put(paths[0], ""),), None, line.words, "")
        for item in _common_items(line):
            yield self.settling((Remove(item),), None, line.words, "")

    def row_gone(self, index: int) -> Iterator[Step]:
        """The item that a row prints, where nothing else does."""
        line = self.at.own[index]
        for item in _common_items(line)[:1]:
            holds = partial(shortens, self.at.own, row=index)
            reason = f"这一行印的是 {item}，别处还印着；真要删去，把别处的也删去"
            yield Step((Remove(item),), (), line.words, "", holds, reason)

    def is_required(self, path: str) -> bool:
        """Whether a fact may not be empty."""
        field = self.ways.field(path)
        return field is None or field.required

    # ---- lines that came ----------------------------------------------------------------------------------------

    def new(self) -> Iterator[NewLines]:
        """Lines that somebody added, that did not stand elsewhere before and that took no other line's place."""
        went = self.at.went
        gone = {index for index, other in self.at.pairs if index is not None and other is None}
        gone = {index for index in gone if self.authors.dropped(self.at.own[index])}
        for each in new_lines(self.at.pairs):
            if gone & {each.before, each.after}:
                continue
            others = tuple(other for other in each.others if self.authors.added(other))
            if others and not any(_was_there(self.at.wanted[other].words, went) for other in others):
                yield each._replace(others=others)

    def next_of(self, new: NewLines) -> Iterator[Step]:
        """The next point of a list that is printed above, or the next paragraph of a fact of several."""
        other = new.others[0]
        words = self.at.wanted[other].words
        last = self.at.own[new.before] if new.before is not None else None
        facts = [run for cell in last.cells for run in cell if run.origin and run.origin.path] if last else []
        for run in facts[-1:]:
            path = run.origin.path if run.origin else None
            node = value_at(self.ways.work, path) if path else None
            if path and path.endswith("]") and run.origin and run.origin.kind != "paragraph":
                owner, number = owner_of(path)
                yield self.settling((Insert(f"{owner}[{number + 1}]", _bare(words)),), other, "", words)
            if path and node and run.origin and run.origin.kind == "paragraph" and len(facts) == 1:
                value = node.text.replace(run.text, f"{run.text}\n{words}", 1)
                yield self.settling((Put(path, value),), other, "", words)

    def as_item(self, new: NewLines) -> Iterator[Step]:
        """A new item of a list whose other items are printed so."""
        for way, others in islice(item_ways(self.at.own, self.at.wanted, new), _MOST_TRIED):
            words = "\n".join(self.at.wanted[other].words for other in others)
            yield self.arriving(way, others, "", words, frozenset(_owner(action) for action in way))

    def as_fact(self, new: NewLines) -> Iterator[Step]:
        """A fact that nobody had filled in and that would be printed so."""
        other = new.others[0]
        words = self.at.wanted[other].words
        for path, each in self.unfilled() if not self.at.wanted[other].is_row else ():
            for tree in cast([each], [words]):
                owner = owner_of(path)[0]
                put = Put(path, tree) if isinstance(tree, str) and owner == path else None
                way = put or (Insert(path, tree) if isinstance(tree, str) else Add(path, tree))
                yield self.arriving((way,), (other,), "", words, frozenset((owner,)))

    def in_parts(self) -> Iterator[Step]:
        """Facts of an item, or items of a list in it, that a line says for the first time, or no more."""
        came = self.at.came
        for other in dict.fromkeys(found.wanted for found in self.at.founds):
            found, *more = (each for each in self.at.founds if each.wanted == other)
            if any(is_moved(each, came) for each in (found, *more)):
                continue
            index = found.spot[0]
            words = self.at.wanted[other].words
            before, after = shown(plain(self.at.own[index].cells[found.spot[1]]), found.change)
            work = self.ways.work
            parts = part_ways(self.at.own, index, words, work)
            for way in (*length_ways(self.at.own, index, words, work), *islice(parts, _MOST_TRIED)):
                yield self.arriving(way, (other,), before, after, frozenset(items_in(self.at.own[index])[-1:]))

    def arriving(
        self, way: tuple[Action, ...], others: tuple[int, ...], before: str, after: str, owners: frozenset[str]
    ) -> Step:
        """A step after which the draft says these lines to the letter."""
        holds = partial(
            arrived,
            self.at.own,
            wanted=self.at.wanted,
            owners=owners,
            others=others,
            is_computed=self.ways.is_computed,
        )
        return Step(way, others, before, after, holds)

    # ---- wording ------------------------------------------------------------------------------------------------

    def parted(self) -> Iterator[Step]:
        """One paragraph that became two, two that became one."""
        by_other = {other: index for index, other in self.at.pairs if index is not None and other is not None}
        new = {other for each in new_lines(self.at.pairs) for other in each.others if self.authors.added(other)}
        gone = {index for index, other in self.at.pairs if other is None}
        for other, index in by_other.items():
            words, line, wanted = self.at.wanted[other].words, self.at.own[index], self.at.wanted
            if len(line.cells) != 1 or line.words == words:
                continue
            for first in (other - 1, other):
                both = (first, first + 1)
                if first >= 0 and both[1] < len(wanted) and ({*both} - {other} <= new):
                    texts = tuple(wanted[each].words for each in both)
                    if "".join(texts) == line.words and all(texts):
                        holds = partial(only, self.at.own, gone=frozenset((index,)), came=texts, wanted=wanted)
                        for action in splitting_ways(line, len(texts[0]), self.ways):
                            yield Step((action,), both, line.words, "\n".join(texts), holds)
            for upper in (index - 1, index):
                two = frozenset((upper, upper + 1))
                if two - {index} <= gone and upper >= 0 and upper + 1 < len(self.at.own):
                    first_line, second = self.at.own[upper], self.at.own[upper + 1]
                    if first_line.words + second.words == words:
                        holds = partial(only, self.at.own, gone=two, came=(words,), wanted=wanted)
                        for action in joining_ways(first_line, second, self.ways):
                            yield Step((action,), (other,), f"{first_line.words}\n{second.words}", words, holds)


def is_moved(found: Found, came: Sequence[str]) -> bool:
    """Whether words that are gone stand elsewhere now: to delete their fact would lose it."""
    gone = found.change.gone.strip(_CLAUSE)
    elsewhere = [words for words in came if words != found.change.words]
    return len(gone) >= _MOVED and len(found.change.words) < len(gone) // 2 and any(gone in each for each in elsewhere)


def is_joined(found: Found, at: Standing) -> bool:
    """Whether what came in is a whole paragraph that stood elsewhere: two facts would become one."""
    came = grams(found.change.words)
    gone = [grams(at.own[index].words) for index, other in at.pairs if other is None and index is not None]
    return any(len(own) >= _MOVED and len(own & came) >= _SAME_GRAMS * len(own) for own in gone)


def is_among(line: Line, came: Iterable[str]) -> bool:
    """Whether a line that is gone stands elsewhere, changed or not: to delete its facts would lose them."""
    own = grams(line.words)
    return any(fits(line, words) or shared(own, grams(words)) >= _STILL_THE_SAME for words in came)


def _was_there(words: str, went: Iterable[str]) -> bool:
    """Whether new words stood elsewhere before: to add them would say them twice once that is put back."""
    own = grams(words)
    return any(
        len(each.strip(_CLAUSE)) >= _MOVED
        and (
            each.strip(_CLAUSE) in words or words.strip(_CLAUSE) in each or shared(own, grams(each)) >= _STILL_THE_SAME
        )
        for each in went
    )


def _common_items(line: Line) -> list[str]:
    """The items that everything a line prints lies in, innermost first."""
    paths = [run.origin.path for cell in line.cells for run in cell if run.origin and run.origin.path]
    items = [item_of(path) for path in paths]
    found = []
    common = items[0] if items else None
    while common:
        if all(item and (item + ".").startswith((f"{common}.", f"{common}[")) for item in items):
            found.append(common)
        common = item_of(owner_of(common)[0])
    return found


def _owner(action: Action) -> str:
    """The list or fact that an action is about."""
    if isinstance(action, Put):
        return action.path
    return owner_of(action.path)[0] if isinstance(action, Insert | Add | Remove) else ""


def _bare(words: str) -> str:
    """A point's words without its mark and its stop."""
    return words.removeprefix(point_number(words)).strip().rstrip(_STOPS)
