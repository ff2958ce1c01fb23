"""Filling (填充): a pattern and the values at its place become text whose every run knows its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from drafter import pieces
from drafter.document import Origin, Run, Text
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
        origins = self.origins(pattern)
        parts = self.wording.simple(pattern)
        runs = direct(parts, values, origins) if parts else None
        if runs is None:
            return pieces.one_line(self.wording.fill(pattern, values), origins, goes_on=goes_on)
        return tidy(runs, goes_on=goes_on) if runs and len(runs) > 1 else runs or None

    def lines(self, patterns: Iterable[Pattern], values: Values) -> tuple[Text, ...]:
        """The lines of several patterns; those in which a fact is missing are left out."""
        made = [(pattern, line) for pattern in patterns if (line := self.line(pattern, values))]
        followed = [self.line(pattern, values, goes_on=True) or line for pattern, line in made[:-1]]
        return (*followed, *(line for _, line in made[-1:]))

    def paragraphs(self, pattern: Pattern, values: Values) -> list[Text]:
        """The paragraphs of a template."""
        return pieces.paragraphs(self.wording.fill(pattern, values), self.origins(pattern))

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
            return Origin(wording.wording, fact.path, fact.place)

        return origin

    def items(self, name: str, values: Values) -> Iterator[Values]:
        """The values inside an `each` over the list `name`, item by item."""
        found = values[name]
        for number, item in enumerate(found if isinstance(found, Items) else (), start=1):
            fields = values_of(item) if isinstance(item, Group) else {}
            yield {**values, **fields, ITEM: item, NUMBER: number}

    def optional(self, pattern: Pattern | None, values: Values) -> Text:
        """A pattern's line; empty where there is no pattern or a fact in it is missing."""
        return (self.line(pattern, values) if pattern else None) or ()

    def named(self, name: str, values: Values, pattern: Pattern) -> Text:
        """The text of a fact that is printed as it is, in place of `pattern`."""
        return direct((Named(name),), values, self.origins(pattern)) or ()


def direct(parts: tuple[str | Named, ...], values: Values, origins: pieces.Origins) -> Text | None:
    """The runs of a simple pattern; empty where a fact is missing, None where only Jinja can tell what is printed."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Run(part, origins(None, 1)))
            continue
        value = values.get(part.name)
        if value is ABSENT:
            return ()
        if not isinstance(value, Value) or value.number is None:
            return None
        runs.append(Run(str(value), origins(value.number, 1)))
    return tuple(runs)
