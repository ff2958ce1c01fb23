"""变化: the answer of a comparison as plain data, and as the JSON object that scripts read."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from drafter.comparing.figures import Change as FigureChange

__all__ = ["ChangeKind", "Comparison", "FieldChange", "Item", "Listed", "Said", "Section"]

ChangeKind = Literal["added", "dropped", "changed", "same"]


class Said(NamedTuple):
    """A sentence, a row of a table or a line, before and after.

    `only_year`: nothing but years has moved on. `moved`: it stands elsewhere in its section. `carried`: the new
    sentence stood in the old document word for word, wherever that was.
    """

    kind: Literal["sentence", "row", "line"]
    change: ChangeKind
    old: str | None
    new: str | None
    figures: tuple[FigureChange, ...] = ()
    only_year: bool = False
    moved: bool = False
    carried: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it stands in the answer."""
        return {**self._asdict(), "figures": [figure.as_json() for figure in self.figures]}


class FieldChange(NamedTuple):
    """One field of an item of a list of facts, before and after, and the exact difference of its figure."""

    name: str
    change: ChangeKind
    old: str | None
    new: str | None
    difference: str | None = None
    only_year: bool = False


class Listed(NamedTuple):
    """An item of the list of facts `list`, such as a goal, by its name."""

    list: str
    name: str
    change: ChangeKind
    fields: tuple[FieldChange, ...]

    @property
    def only_year(self) -> bool:
        """Whether nothing but years has moved on."""
        return self.change == "changed" and all(field.change == "same" or field.only_year for field in self.fields)

    def as_json(self) -> dict[str, Any]:
        """As it stands in the answer."""
        fields = [field._asdict() for field in self.fields]
        return {"kind": "fact", **self._asdict(), "fields": fields, "only_year": self.only_year}


class Section(NamedTuple):
    """A section by its heading's words; `old_heading` where these were others. Its items may be sections again."""

    heading: str
    change: ChangeKind
    items: tuple[Item, ...]
    old_heading: str | None = None
    moved: bool = False

    @property
    def only_year(self) -> bool:
        """Whether nothing but years has moved on."""
        return (
            self.change == "changed"
            and not self.moved
            and all(item.change == "same" or item.only_year for item in self.items)
        )

    def as_json(self) -> dict[str, Any]:
        """A section that lies in another one; at the top the answer has only heading, change and items."""
        own = {"kind": "section", "old_heading": self.old_heading, "moved": self.moved, "only_year": self.only_year}
        return {**own, **self.at_top()}

    def at_top(self) -> dict[str, Any]:
        """As it stands among the answer's sections."""
        return {"heading": self.heading, "change": self.change, "items": [item.as_json() for item in self.items]}

    def walk(self) -> Iterator[Section]:
        """This section and all those in it."""
        yield self
        for item in self.items:
            if isinstance(item, Section):
                yield from item.walk()


Item = Said | Listed | Section


class Comparison(NamedTuple):
    """两份文稿的对照: the sections of both in the new order, dropped ones where they stood.

    `carried` are the sentences of the new document that are the old one's word for word, out of `sentences`.
    """

    old_title: str
    new_title: str
    sections: tuple[Section, ...]
    carried: tuple[str, ...]
    sentences: int

    @property
    def carried_share(self) -> float:
        """The share of the new document's sentences that are carried over, exact to four decimals."""
        if not self.sentences:
            return 0.0
        share = Fraction(len(self.carried), self.sentences)
        return int(share * 10_000 + Fraction(1, 2)) / 10_000

    def as_json(self) -> dict[str, Any]:
        """The answer: sections and carried_share."""
        return {"sections": [section.at_top() for section in self.sections], "carried_share": self.carried_share}
