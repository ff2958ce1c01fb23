"""Filling (填充): a pattern and the values at its place become text whose every run knows its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from drafter import pieces
from drafter.document import Origin, Run, Text, plain
from drafter.facts import Facts
from drafter.pieces import tidy
from drafter.place import Place
from drafter.structure import ITEM, NUMBER, Pattern, Structure
from drafter.values import ABSENT, Group, Items, Value, values_of
from drafter.wording import Named, Wording

Values = Mapping[str, object]
"""What names mean at a place of the wording."""


class Filler:
    """Fills the patterns of one structure from one set of facts."""

    def __init__(self, structure: Structure, wording: Wording, facts: Facts) -> None:
        self.structure = structure
        self.wording = wording
        self.facts = facts
        self.origin_makers: dict[Pattern, Callable[[int | None, int], Origin]] = {}

    def line(self, pattern: Pattern, values: Values, *, goes_on: bool = False) -> Text | None:
        """A pattern's line, or None where a fact in it is missing; another may follow it (`goes_on`)."""
        return self.line_maker(pattern, goes_on=goes_on)(values)

    def line_maker(self, pattern: Pattern, *, goes_on: bool = False) -> Callable[[Values], Text | None]:
        """Makes the pattern's line from ever other values, as a table's column does; see `line`."""
        origins, rows = self.origins(pattern), self.wording.simple(pattern)
        parts = rows[0] if rows and len(rows) == 1 else ()

        def line(values: Values) -> Text | None:
            runs = direct(parts, values, origins) if parts else None
            if runs is None:
                return pieces.one_line(self.wording.fill(pattern, values), origins, goes_on=goes_on)
            return tidy(runs, goes_on=goes_on) if len(runs) > 1 else runs or None

        return line

    def lines(self, patterns: Iterable[Pattern], values: Values) -> tuple[Text, ...]:
        """The lines of several patterns; those in which a fact is missing are left out."""
        made = [(pattern, line) for pattern in patterns if (line := self.line(pattern, values))]
        followed = [self.line(pattern, values, goes_on=True) or line for pattern, line in made[:-1]]
        return (*followed, *(line for _, line in made[-1:]))

    def paragraphs(self, pattern: Pattern, values: Values) -> list[Text]:
        """The paragraphs of a template."""
        origins = self.origins(pattern)
        rows = [(parts, line) for line, parts in enumerate(self.wording.simple(pattern) or (), start=1) if parts]
        texts = [runs for parts, line in rows if (runs := direct(parts, values, origins, line))]
        if not rows or len(texts) < len(rows):
            return pieces.paragraphs(self.wording.fill(pattern, values), origins)
        return [text for runs in texts if plain(text := tidy(runs)).strip()]

    def origins(self, pattern: Pattern) -> Callable[[int | None, int], Origin]:
        """Makes origins of what the pattern prints; one for each pattern, so that equal origins are one object."""
        found = self.origin_makers.get(pattern)
        if found is None:
            found = self.origin_makers[pattern] = self.origin_maker(pattern)
        return found

    def origin_maker(self, pattern: Pattern) -> Callable[[int | None, int], Origin]:
        """See `origins`."""
        own: dict[int, Origin] = {}
        facts = self.facts.origins

        def origin(number: int | None, line: int) -> Origin:
            """The origin of what fact `number` prints in `line` of the pattern; of its own words for None."""
            wording = own.get(line)
            if wording is None:
                column = pattern.place.column if line == 1 else 1
                place = Place(pattern.place.file, pattern.place.line + line - 1, column)
                wording = own[line] = Origin(place)
            if number is None:
                return wording
            fact = facts[number]
            return Origin(wording.wording, fact.path, fact.place, fact.source, fact.kind)

        return origin

    def items(self, name: str, values: Values) -> Iterator[Values]:
        """The values inside an `each` over the list `name`, item by item."""
        found = values[name]
        for number, item in enumerate(found if isinstance(found, Items) else (), start=1):
            fields = values_of(item) if isinstance(item, Group) else {}
            yield {**values, **fields, ITEM: item, NUMBER: number}

    def rows(self, path: str, values: Values) -> Iterator[Values]:
        """The values inside the innermost of lists such as 板块.事项; 序号 counts on through all of them."""
        name, *inner = path.split(".")
        found = list(self.items(name, values))
        for name in inner:
            found = [row for outer in found for row in self.items(name, outer)]
        return ({**row, NUMBER: number} for number, row in enumerate(found, start=1)) if inner else iter(found)

    def optional(self, pattern: Pattern | None, values: Values) -> Text:
        """A pattern's line; empty where there is no pattern or a fact in it is missing."""
        return (self.line(pattern, values) if pattern else None) or ()

    def named(self, name: str, values: Values, pattern: Pattern) -> Text:
        """The text of a fact that is printed as it is, in place of `pattern`."""
        return direct((Named(name),), values, self.origins(pattern)) or ()


def direct(parts: tuple[str | Named, ...], values: Values, origins: pieces.Origins, line: int = 1) -> Text | None:
    """The runs of a simple pattern's line; empty where a fact is missing, None where only Jinja can tell them."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Run(part, origins(None, line)))
            continue
        value = values.get(part.name)
        if value is ABSENT:
            return ()
        if not isinstance(value, Value) or value.number is None:
            return None
        runs.append(Run(value, origins(value.number, line)))
    return tuple(runs)
