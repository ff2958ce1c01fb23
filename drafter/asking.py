"""Asking (问答): what a facts file still lacks or has wrong, question by question, in the structure's order.

It knows no terminal: questions come out of a generator, answers go into it. Every right answer is in the file before
the next question is asked, so an interview may end anywhere and go on another day.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Literal, NamedTuple

from drafter import fact_paths, joined
from drafter import facts as fact_reading
from drafter.amendment import AmendmentError
from drafter.fact_paths import PathError
from drafter.facts_file import FactsFile
from drafter.problems import Problem, errors
from drafter.source import Mapping, Node, Scalar, Sequence, Source, is_blank
from drafter.structure import Field

Kind = Literal["value", "lines", "fill", "more", "optional"]


class Question(NamedTuple):
    """问题: what is asked at `path`.

    `kind` is `value` for one line, `lines` for several; the others want yes or no: `fill` whether an optional list or
    group is to be filled in at all, `more` whether a list gets one more item, `optional` whether the `number` optional
    facts that are open are to be asked too. `problems` say what is wrong with what is there or was answered.
    """

    kind: Kind
    path: str
    field: Field | None = None
    problems: tuple[Problem, ...] = ()
    current: str = ""
    number: int = 0


Interview = Generator[Question, str, bool]
"""Takes an answer for each question, an empty one for “not now”; returns whether anything was answered."""

_YES = ("y", "yes", "是", "要", "好", "填", "加", "1")


def chosen(field: Field, answer: str) -> str:
    """The choice that an answer names, by its number or its word; any other answer as it is."""
    word = answer.strip()
    if field.choices and word not in field.choices and word.isdecimal() and 1 <= int(word) <= len(field.choices):
        return field.choices[int(word) - 1]
    return word if field.choices else answer


class Asking:
    """The questions about one facts file; with `optional`, also about the optional facts that are not given.

    `remarks` gathers what is allowed in the answers but seldom meant; `by_hand` the paths that only an editor can
    change.
    """

    def __init__(self, file: FactsFile, *, optional: bool = False) -> None:
        self.file = file
        self.facts = file.structure.facts
        self.optional = optional
        self.remarks: list[Problem] = []
        self.by_hand: list[str] = []
        self.look()

    def look(self) -> None:
        """Reads the file anew. DraftError where it cannot be read any more."""
        self.source: Source = self.file.read()
        self.errors = errors(fact_reading.read(self.source, self.file.structure).problems)

    def questions(self) -> Interview:
        """The interview. DraftError where the file became unreadable, OutputError where it cannot be written."""
        answered = yield from self.group(self.facts, "")
        count = sum(1 for _ in self.open(self.facts, ""))
        if not self.optional and count:
            self.optional = is_yes((yield Question("optional", "", number=count)))
            if self.optional:
                self.look()
                answered |= yield from self.group(self.facts, "")
        return answered

    def open(self, fields: tuple[Field, ...], path: str) -> Iterator[Field]:
        """The optional facts that are not given, within what is given."""
        for field, at in _below(fields, path):
            node = self.node(at)
            if node is None or is_blank(node):
                if not field.required:
                    yield field
            elif isinstance(node, Mapping) and field.kind == "group":
                yield from self.open(field.fields, at)
            elif isinstance(node, Sequence) and field.is_list:
                for number in range(1, len(node.items) + 1):
                    yield from self.open(field.fields, f"{at}[{number}]")

    # ---- the walk ----------------------------------------------------------------------------------------------

    def group(self, fields: tuple[Field, ...], path: str) -> Interview:
        """The fields of a group that is there or is to be."""
        answered = False
        for field, at in _below(fields, path):
            answered |= yield from self.field(field, at)
        return answered

    def field(self, field: Field, path: str) -> Interview:
        """One fact: mended where it is there, asked for where it is not and is wanted."""
        node = self.node(path)
        if node is not None and not is_blank(node):
            return (yield from self.mend(field, path, node))
        if field.required or self.optional:
            return (yield from self.missing(field, path))
        return False

    def missing(self, field: Field, path: str, wrong: tuple[Problem, ...] = ()) -> Interview:
        """A fact that is not there, or that is not what it should be."""
        if field.is_scalar:
            return (yield from self.value(field, path, wrong))
        if not field.item and not field.required and not is_yes((yield Question("fill", path, field, wrong))):
            return False
        if field.kind == "group":
            return (yield from self.part(field.fields, path))
        return (yield from self.rows(field, path) if field.fields else self.items(field, path, wrong))

    def mend(self, field: Field, path: str, node: Node) -> Interview:
        """What is wrong or lacking in what is there."""
        wrong = tuple(each for each in self.errors if each.path == path)
        if field.is_scalar:
            return (yield from self.mend_value(field, path, node, wrong))
        if isinstance(node, Scalar) and field.joined:
            node = joined.items(self.source, node)
        if isinstance(node, Scalar):
            return (yield from self.missing(field, path, wrong)) if wrong else False
        if field.kind == "group":
            return (yield from self.group(field.fields, path)) if isinstance(node, Mapping) else False
        return (yield from self.mend_list(field, path, node)) if isinstance(node, Sequence) else False

    def mend_value(self, field: Field, path: str, node: Node, wrong: tuple[Problem, ...]) -> Interview:
        """A single value, or the part of it that is wrong."""
        if wrong:
            in_lines = not isinstance(node, Scalar) and not node.end and not _wraps(node)
            return False if in_lines else (yield from self.value(field, path, wrong))
        answered = False
        for found in self.errors:
            if found.path and found.path.startswith(f"{path}.") and found.code != "F102":
                part = found.path.rpartition(".")[2]
                inner = Field(part, "text", field.place, f"{field.label}的{part}", required=True)
                answered |= yield from self.value(inner, found.path, (found,))
        return answered

    def mend_list(self, field: Field, path: str, node: Sequence) -> Interview:
        """The items that are there, and those that the list still needs."""
        answered = False
        for number, item in enumerate(node.items, start=1):
            answered |= yield from self.mend_item(field, f"{path}[{number}]", item)
        if field.at_least is not None and len(node.items) < field.at_least:
            answered |= yield from self.rows(field, path) if field.fields else self.items(field, path)
        return answered

    def mend_item(self, field: Field, path: str, item: Node) -> Interview:
        """One item of a list: empty, wrong, the same as another, or a group that lacks something."""
        if field.item:
            if is_blank(item):
                wrong = tuple(each for each in self.errors if each.path == path)
                return (yield from self.missing(field.item, path, wrong))
            return (yield from self.mend(field.item, path, item))
        answered = False
        twice = tuple(each for each in self.errors if each.path == path and each.code == "F110")
        if twice:
            told_apart = next(each for each in field.fields if each.name == field.unique)
            answered = yield from self.value(told_apart, f"{path}.{told_apart.name}", twice)
        if isinstance(item, Mapping) or is_blank(item):
            answered |= yield from self.group(field.fields, path)
        return answered

    # ---- lists -------------------------------------------------------------------------------------------------

    def items(self, field: Field, path: str, wrong: tuple[Problem, ...] = ()) -> Interview:
        """New items of a list of single values, until one is left empty."""
        assert field.item is not None  # noqa: S101  # asked only of such lists
        answered = False
        while (number := self.next_number(field, path)) <= (field.at_most or fact_paths.MAX_ITEMS):
            item = field.item._replace(help=field.help, example=field.item.example or field.example)
            if not (yield from self.missing(item, f"{path}[{number}]", wrong)):
                break
            answered, wrong = True, ()
        return answered

    def rows(self, field: Field, path: str) -> Interview:
        """New items of a list of groups, field by field; whether there is one more is asked."""
        answered = False
        while (number := self.next_number(field, path)) <= (field.at_most or fact_paths.MAX_ITEMS):
            if number > max(field.at_least or 1, 1) and answered:
                if not is_yes((yield Question("more", path, field, number=number - 1))):
                    break
                self.look()
            if not (yield from self.part(field.fields, f"{path}[{number}]")):
                break
            answered = True
        return answered

    def part(self, fields: tuple[Field, ...], path: str) -> Interview:
        """A new group: what it must have, or all of it where it must have nothing."""
        before, self.optional = self.optional, self.optional or not any(field.required for field in fields)
        answered = yield from self.group(fields, path)
        self.optional = before
        return answered

    def next_number(self, field: Field, path: str) -> int:
        """The first item that is still empty, or the one after the last."""
        node = self.node(path)
        if isinstance(node, Scalar) and field.joined and not is_blank(node):
            node = joined.items(self.source, node)
        items = node.items if isinstance(node, Sequence) else []
        return next((number for number, item in enumerate(items, 1) if is_blank(item)), len(items) + 1)

    # ---- one value ---------------------------------------------------------------------------------------------

    def value(self, field: Field, path: str, wrong: tuple[Problem, ...] = ()) -> Interview:
        """Asks until the answer is right, or empty."""
        kind: Kind = "lines" if field.kind == "paragraph" else "value"
        told = wrong
        while True:
            answer = yield Question(kind, path, field, told, _current(self.node(path)))
            if not answer.strip():
                self.look()
                return False
            try:
                told = self.file.put({path: chosen(field, answer)}, replacing=bool(wrong))
            except (AmendmentError, PathError):
                self.by_hand.append(path)
                return False
            if not errors(told):
                self.remarks += told
                self.look()
                return True

    def node(self, path: str) -> Node | None:
        """What stands at a path of the file."""
        return fact_paths.node_at(self.source.root, path)


def _below(fields: tuple[Field, ...], path: str) -> list[tuple[Field, str]]:
    return [(field, f"{path}.{field.name}" if path else field.name) for field in fields]


def _wraps(node: Node) -> bool:
    return isinstance(node, Mapping) and "value" in node.entries


def _current(node: Node | None) -> str:
    """What is written there now, where it is a text."""
    inner = node.entries.get("value") if isinstance(node, Mapping) else node
    return inner.text.strip() if isinstance(inner, Scalar) and not is_blank(inner) else ""


def is_yes(answer: str) -> bool:
    """True for an answer that says yes; an empty one says no."""
    return answer.strip().lower() in _YES
