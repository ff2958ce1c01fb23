"""Records (记录): what one pass hands on to the next, one for each line, or each paragraph that a printer broke.

Nothing is ever changed in a record; a pass makes new ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from drafter.lines import SourceLine
from drafter.outline.letters import normal
from drafter.outline.marks import NO_MARK, Mark, mark_of
from drafter.outline.phrases import DATE
from drafter.outline.result import Role

__all__ = ["Record", "Records", "Say", "below", "columns", "record", "records", "tabbed", "told"]

_STOPS = "。！？；：，、…"
_BARS = re.compile(r"^\s*\||\S\s*\|\s*$")
_TABS = re.compile(r"\t+")
_LONGEST_ROW = 30
_WIDE_FROM = "\u1100"


class Say(NamedTuple):
    """What a pass says of a record: its role, how sure that is, and why not surer."""

    role: Role
    confidence: float = 0.97
    reason: str = ""


class Record(NamedTuple):
    """记录: `text` as it stands, `told` in one spelling (both as long), the mark it opens with, the file's own lines.

    `lines` are the places, from 0, of the source's lines that are this record. `say` is None until a pass knows; `head`
    is where the words of a run-in heading end in the text, or 0.
    """

    text: str
    told: str
    mark: Mark
    lines: tuple[int, ...]
    source: SourceLine
    is_row: bool = False
    say: Say | None = None
    head: int = 0

    @property
    def role(self) -> Role | None:
        """The role, where a pass has said it."""
        return self.say.role if self.say else None

    @property
    def rest(self) -> str:
        """What follows the mark, in one spelling, without blanks around it."""
        return self.told[self.mark.end :].strip()

    @property
    def body(self) -> str:
        """The whole line in one spelling, without blanks around it."""
        return self.told.strip()

    @property
    def last(self) -> str:
        """The last character, in one spelling; closing quotes and brackets do not count."""
        return self.body.rstrip("”’\"'）")[-1:] or self.body[-1:]

    @property
    def is_open(self) -> bool:
        """Whether it ends without any stop, as titles and headings do."""
        return self.body[-1:] not in _STOPS

    @property
    def is_free(self) -> bool:
        """Whether no pass has said its role, and it is no row of a table."""
        return self.say is None and not self.is_row


Records = tuple[Record, ...]


def record(source: SourceLine, index: int) -> Record:
    """The record of one line."""
    spelled = normal(source.text)
    is_row = bool(source.row) or bool(_BARS.search(spelled)) or _is_tabbed(spelled)
    mark = NO_MARK if is_row else mark_of(spelled)
    return Record(source.text, spelled, mark, (index,), source, is_row)


def _is_tabbed(spelled: str) -> bool:
    """Whether tabs part cells, and not a number from its words or a name from its date."""
    first, *others = _TABS.split(spelled.strip())
    if len(others) != 1:
        return bool(others)
    mark = mark_of(f"{first}\u4e00")
    return mark.end < len(first) and not DATE.search(others[0])


def records(lines: Sequence[SourceLine]) -> Records:
    """A record for each line, in order."""
    made = [record(line, index) for index, line in enumerate(lines)]
    for index in _inside_rows(made):
        made[index] = made[index]._replace(is_row=True, mark=NO_MARK)
    return tuple(made)


def _inside_rows(found: Sequence[Record]) -> Iterator[int]:
    """Lines of a Markdown row that was broken: from one that begins with a bar to the one that ends with a bar."""
    opened: int | None = None
    for index, each in enumerate(found):
        starts, ends = each.body[:1] == "|", each.body[-1:] == "|"
        if opened is not None and ends:
            yield from range(opened + 1, index)
        if starts or ends or opened is None or index - opened > _LONGEST_ROW:
            opened = index if starts and not ends else None


def tabbed(found: Sequence[Record]) -> dict[int, int]:
    """The number of the table for each line of a text file that is a row of one: two or more whose cells tabs part."""
    first = max((each.source.row for each in found), default=0) + 1
    tables = [
        list(rows)
        for is_tabbed, rows in groupby(range(len(found)), lambda index: _is_tabbed_row(found[index]))
        if is_tabbed
    ]
    return {row: table for table, rows in enumerate(tables, start=first) if len(rows) > 1 for row in rows}


def _is_tabbed_row(each: Record) -> bool:
    return each.is_row and not each.source.row and "\t" in each.source.text


def told(found: Sequence[Record], sayings: dict[int, Say]) -> Records:
    """The same records, with what a pass says of some of them, by place."""
    return tuple(each._replace(say=sayings[index]) if index in sayings else each for index, each in enumerate(found))


def below(found: Sequence[Record], part: range) -> dict[int, int]:
    """For each place in a part the next one below that is no noise; the last ones have none."""
    next_: dict[int, int] = {}
    known: int | None = None
    for index in reversed(part):
        if known is not None:
            next_[index] = known
        if found[index].role != "noise":
            known = index
    return next_


def columns(text: str) -> int:
    """How wide a text is printed, in half-width columns."""
    return sum(2 if char >= _WIDE_FROM else 1 for char in text)
