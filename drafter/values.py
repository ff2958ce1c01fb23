"""Values (值) as the wording sees them: text that knows its fact, groups, lists, what is absent or still a gap.

A value remembers its facts through in-band marks: `marked` is the text with every stretch that comes from a fact
between `fact_mark(id)` and `END`. Marks are control characters, which no fact and no wording may hold, so nothing that
a user types can be taken for one, and origins survive joining, looping and filtering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from drafter.place import Place

OPEN: Final = "\x01"
SHUT: Final = "\x02"
END: Final = "\x03"
MISSING: Final = "\x06"
"""Printed by an optional fact that was not given; the sentence that holds it is dropped."""


class FactOrigin(NamedTuple):
    """What a fact's number stands for: its path, its place and, if the user named one, its source.

    `text` is what it should print; None for lists, gaps and choices, which may serve without being printed. `kind` is
    None for lists and gaps; all parts of a person's, an organ's or a document's name are of the whole's kind.
    """

    path: str
    place: Place | None
    source: str | None = None
    text: str | None = None
    kind: str | None = None


def fact_mark(number: int) -> str:
    """Opens a stretch that comes from fact `number`."""
    return f"{OPEN}{number}{SHUT}"


class Value(str):
    """A fact's text. `marked` is the same text with its origin; `number` is the fact's, where it is one line of one."""

    __slots__ = ("gap", "marked", "number")
    marked: str
    gap: bool
    number: int | None

    def __new__(cls, text: str, marked: str, *, gap: bool = False, number: int | None = None) -> Value:
        value = super().__new__(cls, text)
        value.marked = marked
        value.gap = gap
        value.number = number
        return value

    def __str__(self) -> str:
        return self


def fact(text: str, number: int) -> Value:
    """The value of fact `number`."""
    if "\n" not in text:
        return Value(text, f"{OPEN}{number}{SHUT}{text}{END}" if text else "", number=number)
    lines = text.split("\n")
    return Value(text, "\n".join([f"{OPEN}{number}{SHUT}{line}{END}" if line else "" for line in lines]))


def derived(text: str, sources: str) -> Value:
    """Text made from the facts in `sources`' marks, such as 五 from a list of five: it carries the first one's mark."""
    start = sources.find(OPEN)
    return Value(text, sources[start : sources.find(SHUT, start) + 1] + text + END if start >= 0 else text)


def marked(value: object) -> str:
    """A value's text with its marks; plain text for what comes from no fact."""
    return value.marked if isinstance(value, Value) else str(value)


class Absent:
    """An optional fact that was not given: false, empty, and so is everything in it."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __getitem__(self, name: object) -> Absent:
        return self

    def __str__(self) -> str:
        return ""


ABSENT: Final = Absent()


class Items(tuple[object, ...]):
    """A list of values. `mark` is the list's own, for what is derived from the list as a whole."""

    mark: str

    def __new__(cls, items: tuple[object, ...], mark: str) -> Items:
        values = super().__new__(cls, items)
        values.mark = mark
        return values


class Group:
    """Named values. Wording reads `{{ 任务.名称 }}`; there are no other attributes that a fact's name could hit."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values


def values_of(group: Group) -> dict[str, object]:
    """A group's values by name."""
    return group._values


class PictureValue(NamedTuple):
    """图片: the file's bytes, its size in pixels and its caption; wording cannot print it."""

    content: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int
    caption: Value | Absent = ABSENT


class Compound(Value):
    """A value given in parts, such as a person's 姓名 and 职务; wording reads `{{ 负责人.职务 }}`."""

    __slots__ = ("parts",)
    parts: Mapping[str, object]

    @staticmethod
    def of(value: Value, parts: Mapping[str, object]) -> Compound:
        """`value` with its parts by name."""
        made = Compound(str(value), value.marked, gap=value.gap, number=value.number)
        made.parts = parts
        return made


_MAIN = ("姓名", "全称", "名称")
"""The part of a person, an organ or a document that stands for the whole where it was typed in one."""


def part(value: Value, name: str) -> object:
    """One part of a value; of one typed as a whole, the whole for its main part, nothing for the others."""
    if isinstance(value, Compound):
        return value.parts.get(name, ABSENT)
    return value if name in _MAIN or value.gap else ABSENT


def united(*texts: object) -> Value:
    """The texts one behind the other, each with its marks."""
    return Value("".join(map(str, texts)), "".join(map(marked, texts)))


def booked(name: object) -> Value:
    """《……》, unless it is in book marks already."""
    return united(name) if str(name).startswith("《") else united("《", name, "》")
