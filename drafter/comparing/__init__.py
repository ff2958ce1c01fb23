"""Comparing (对照): this year's document against last year's, section by section.

    sections    章节    a document as a tree of sections
    sentences   句子    paragraphs cut into sentences, without numbers
    pairing     配对    which sections and which items of lists belong together
    lists       列表    the lists of facts that two plans share: goals, tasks
    figures     数字    what became of a figure, computed exactly
    changes     变化    the answer: plain data
    page        网页    the answer and both texts side by side as one HTML file

Two documents of different structures are compared all the same, by their texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.comparing.changes import ChangeKind, Comparison, Item, Said, Section
from drafter.comparing.figures import Years, changes
from drafter.comparing.lists import FactList, listed
from drafter.comparing.pairing import paired
from drafter.comparing.sections import Part, Unit, parts
from drafter.comparing.sentences import comparable
from drafter.differences import Entry, matched
from drafter.document import Document, Title, plain

__all__ = ["Comparison", "Edition", "compare"]


class Edition(NamedTuple):
    """一份文稿: a document and, where it is a plan's draft, its lists of facts and its structure's title."""

    document: Document
    lists: tuple[FactList, ...] = ()
    structure: str | None = None


def compare(old: Edition, new: Edition) -> Comparison:
    """What became of every section, sentence and listed fact of `old` in `new`."""
    before, after = parts(old.document), parts(new.document)
    titles = _title(old.document), _title(new.document)
    comparer = _Comparer(Years.of(*titles), _sentences(before))
    sections = _with_lists(list(comparer.parts(before, after)), after, old.lists, new.lists, comparer.years)
    said = [unit.text for part in after for each in part.walk() for unit in each.units if unit.kind == "sentence"]
    carried = tuple(words for words in said if comparable(words) in comparer.known)
    return Comparison(*titles, tuple(sections), carried, len(said))


def _title(document: Document) -> str:
    """The first title on the page, or what the file says it is."""
    title = next((block for block in document.blocks if isinstance(block, Title)), None)
    printed = "".join(map(plain, title.lines)) if title else ""
    return printed or document.properties.title


def _sentences(found: Sequence[Part]) -> frozenset[str]:
    return frozenset(
        comparable(unit.text)
        for part in found
        for each in part.walk()
        for unit in each.units
        if unit.kind == "sentence"
    )


class _Comparer(NamedTuple):
    """What is known of both documents: their years, and the old one's sentences."""

    years: Years
    known: frozenset[str]

    def parts(self, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Section]:
        """The sections of both, matched."""
        before = [(comparable(self.years.shifted(part.heading)), _content(part)) for part in old]
        after = [(comparable(part.heading), _content(part)) for part in new]
        for index, new_index, moved in paired(before, after):
            if index is None:
                yield self.one(new[new_index or 0], "added")
            elif new_index is None:
                yield self.one(old[index], "dropped")
            else:
                yield self.both(old[index], new[new_index], moved=moved)

    def one(self, part: Part, change: ChangeKind) -> Section:
        """A section that only one of the documents has."""
        said = [self.said(None, unit) if change == "added" else self.said(unit, None) for unit in part.units]
        return Section(part.heading, change, (*said, *(self.one(each, change) for each in part.parts)))

    def both(self, old: Part, new: Part, *, moved: bool) -> Section:
        """A section of both: a heading in which only the year moved on has not changed by that."""
        items: tuple[Item, ...] = (*self.units(old.units, new.units), *self.parts(old.parts, new.parts))
        is_renamed = comparable(self.years.shifted(old.heading)) != comparable(new.heading)
        is_same = not moved and not is_renamed and all(map(_is_same, items))
        return Section(new.heading, "same" if is_same else "changed", items, old.heading if is_renamed else None, moved)

    def units(self, old: Sequence[Unit], new: Sequence[Unit]) -> list[Said]:
        """What two sections say; what is in both, but not in the same order, was moved."""
        before = [Entry(comparable(self.years.shifted(unit.text)), unit.kind) for unit in old]
        after = [Entry(comparable(unit.text), unit.kind) for unit in new]
        said = [
            self.said(None if index is None else old[index], None if new_index is None else new[new_index])
            for index, new_index in matched(before, after)
        ]
        return _with_moves(said)

    def said(self, old: Unit | None, new: Unit | None) -> Said:
        """One unit, before and after."""
        kind = (new or old or Unit("line", "")).kind
        words, new_words = old and old.text, new and new.text
        carried = new is not None and kind == "sentence" and comparable(new.text) in self.known
        if words is None or new_words is None:
            return Said(kind, "added" if words is None else "dropped", words, new_words, carried=carried)
        if comparable(words) == comparable(new_words):
            return Said(kind, "same", words, new_words, carried=carried)
        only_year = comparable(self.years.shifted(words)) == comparable(new_words)
        figures = () if only_year else changes(words, new_words, self.years)
        return Said(kind, "changed", words, new_words, figures, only_year, carried=carried)


def _content(part: Part) -> str:
    return "".join(unit.text for each in part.walk() for unit in each.units)


def _is_same(item: Item) -> bool:
    return item.change == "same" and not (isinstance(item, Said) and item.moved)


def _with_moves(said: Sequence[Said]) -> list[Said]:
    """What was dropped here and added there, word for word, is the same and was moved."""
    dropped = Counter(comparable(each.old or "") for each in said if each.change == "dropped")
    added = Counter(comparable(each.new or "") for each in said if each.change == "added")
    moved, gone = dropped & added, dropped & added
    found: list[Said] = []
    for each in said:
        words = comparable(each.new or each.old or "")
        if each.change == "added" and moved[words]:
            moved[words] -= 1
            found.append(each._replace(change="same", old=each.new, moved=True))
        elif each.change == "dropped" and gone[words]:
            gone[words] -= 1
        else:
            found.append(each)
    return found


def _with_lists(
    sections: Sequence[Section],
    after: Sequence[Part],
    old: Sequence[FactList],
    new: Sequence[FactList],
    years: Years,
) -> list[Section]:
    """The items of the lists that both plans have, in the section that prints the list most; else in one of its own."""
    before = {each.name: each for each in old}
    found = list(sections)
    for each in new:
        other = before.get(each.name)
        if other is None or other.key != each.key or not (other.items or each.items):
            continue
        items = tuple(listed(other, each, years))
        heading = _home(each.name, after)
        place = next((index for index, section in enumerate(found) if section.heading == heading), None)
        if place is None:
            found.append(Section(each.name, "same" if all(map(_is_same, items)) else "changed", items))
        else:
            found[place] = _with_items(found[place], items)
    return found


def _with_items(section: Section, items: tuple[Item, ...]) -> Section:
    """The section with the facts in front; what it does not print may have changed, too."""
    is_changed = section.change == "same" and not all(map(_is_same, items))
    return section._replace(items=(*items, *section.items), change="changed" if is_changed else section.change)


def _home(name: str, after: Sequence[Part]) -> str | None:
    """The heading of the section in which a list of facts is printed most; tables in attachments repeat it."""
    counted = [(sum(each.lists[name] for each in part.walk()), part.heading) for part in after if part.number != "附件"]
    best = max(counted, key=lambda each: each[0], default=(0, ""))
    return best[1] if best[0] else None
