"""Reads a structure that changes another: `extends` names it, and only what is different is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.problems import did_you_mean
from drafter.source import Mapping, Scalar
from drafter.structure import Field, Pattern, Scope, Section

CHANGE, REMOVE, BEFORE, AFTER = "change", "remove", "before", "after"
EDITS = (CHANGE, REMOVE, BEFORE, AFTER)
"""The keys with which an item of `sections` says what it does to a section of the structure that is extended."""


def merged(base: tuple[Field, ...], own: tuple[Field, ...]) -> tuple[Field, ...]:
    """The base's facts with the own ones in place of their namesakes; a new one stands behind the own one before it."""
    fields = list(base)
    at = len(fields)
    for field in own:
        names = [each.name for each in fields]
        if field.name in names:
            at = names.index(field.name) + 1
            fields[at - 1] = field
        else:
            fields.insert(at, field)
            at += 1
    return tuple(fields)


def names(section: Section) -> Iterator[str]:
    """What a section may be called by: its heading, its template, the list it repeats over."""
    words = "".join(pattern.source for pattern in section.heading)
    yield from (word for word in (words, template_name(section.body), section.each) if word)


def all_names(sections: Iterable[Section]) -> Iterator[str]:
    """The names of sections and their subsections."""
    for section in sections:
        yield from names(section)
        yield from all_names(section.sections)


def template_name(pattern: Pattern | None) -> str | None:
    """The name of the template that a pattern was read from; None for one that stands in the structure itself."""
    if pattern is None or not pattern.place.file.endswith(".j2"):
        return None
    return pattern.place.file.replace("\\", "/").rpartition("/")[2].removesuffix(".j2")


class Edits:
    """The items of `sections`, by the section that each is about; what is left at the end was about none."""

    def __init__(self, items: Iterable[Mapping]) -> None:
        self.waiting: list[tuple[str, Scalar, Mapping]] = []
        self.added: list[Mapping] = []
        for item in items:
            key = next((key for key in EDITS if isinstance(item.entries.get(key), Scalar)), None)
            name = item.entries[key] if key else None
            if key and isinstance(name, Scalar):
                self.waiting.append((key, name, item))
            else:
                self.added.append(item)

    def about(self, section: Section) -> Iterator[tuple[str, Mapping]]:
        """What is to be done to a section; each edit is done once, at the first section of that name."""
        called = set(names(section))
        for edit in [edit for edit in self.waiting if edit[1].text in called]:
            self.waiting.remove(edit)
            yield edit[0], edit[2]


def without_edit(node: Mapping) -> Mapping:
    """The item without the key that says what it does."""
    entries = {key: value for key, value in node.entries.items() if key not in EDITS}
    return node._replace(entries=entries)


def inner_scope(section: Section, scope: Scope) -> Scope:
    """What names mean inside a section."""
    return scope.inside(scope.fields[section.each]) if section.each in scope.fields else scope


def near(name: str, sections: Iterable[Section]) -> str:
    """What was probably meant by the name of a section, or all the names there are."""
    known = list(dict.fromkeys(all_names(sections)))
    return did_you_mean(name, known) or "可以写：" + "、".join(known)
