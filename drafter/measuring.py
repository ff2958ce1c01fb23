"""Measuring (量字数): the sections of a draft against the lengths that the structure and the facts file ask for.

Printed characters count, punctuation and figures too, headings and tables excluded (office practice). The whole text is
what stands from the title to the date, with its headings, without attachments, letterhead, imprint and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from drafter.lengths import WHOLE, Asked
from drafter.numbering import heading_number
from drafter.place import Place
from drafter.structure import Length, Section, Structure

__all__ = ["Counted", "Measured", "Unknown", "all_sections", "measured", "names_of"]


class Counted(NamedTuple):
    """A section of a draft: its heading, how it opens, its printed characters, and where its first fact was typed."""

    section: Section
    heading: str
    opening: str
    characters: int
    place: Place


class Measured(NamedTuple):
    """A section, or the whole text: what it is called, its characters, what is asked of it and where.

    `path` is the facts file's entry where that asks, None where the structure does.
    """

    name: str
    characters: int
    length: Length | None
    place: Place
    path: str | None = None


class Unknown(NamedTuple):
    """An entry of the facts file that names no section, and the names that it might have meant."""

    asked: Asked
    known: tuple[str, ...]


def measured(
    structure: Structure, counted: list[Counted], whole: int, asked: tuple[Asked, ...]
) -> tuple[tuple[Measured, ...], tuple[Unknown, ...]]:
    """The sections of which a length is asked, in printing order, the whole text last; and what names none."""
    sections = tuple(all_sections((*structure.sections, *(each.content for each in structure.attachments))))
    printed = {name for each in counted for name in names_of(each.section)}
    wanted = _assigned(counted, asked)
    met = {each for one in wanted.values() for each in one}
    left_out: list[Measured] = []
    unknown: list[Unknown] = []
    for each in asked:
        if each in met or each.name == WHOLE or each.name in printed:
            continue
        if any(each.name in names_of(section) for section in sections):
            left_out.append(Measured(each.name, 0, each.length, each.place, each.path))
        else:
            names = (name for section in sections for name in names_of(section))
            unknown.append(Unknown(each, tuple(dict.fromkeys([WHOLE, *_headings(counted), *names]))))
    found = [row for index, each in enumerate(counted) for row in _rows(each, wanted.get(index, ()))]
    rows = (*found, *left_out, *_whole(structure, whole, asked))
    return rows if len(rows) > 1 or asked else (), tuple(unknown)


def _assigned(counted: list[Counted], asked: tuple[Asked, ...]) -> dict[int, list[Asked]]:
    """What is asked of each section: by its own heading, else by what its structure calls it."""
    found: dict[int, list[Asked]] = {}
    for each in asked:
        for index in _headed(each.name, counted):
            found.setdefault(index, []).append(each)
    headed = {each for one in found.values() for each in one}
    free = [index for index in range(len(counted)) if index not in found]
    for each in asked:
        if each not in headed and each.name != WHOLE:
            for index in free:
                if each.name in names_of(counted[index].section):
                    found.setdefault(index, []).append(each)
    return found


def _headed(name: str, counted: list[Counted]) -> list[int]:
    """The sections with that heading, as it is printed with its number or without."""
    if name == WHOLE:
        return []
    bare = _bare(name)
    unnumbered = bare.removeprefix(heading_number(bare))
    headings = [_bare(each.heading) for each in counted]
    found = ([index for index, heading in enumerate(headings) if heading == words] for words in (bare, unnumbered))
    return next(filter(None, found), [])


def _headings(counted: list[Counted]) -> list[str]:
    return [each.heading for each in counted if each.heading]


def names_of(section: Section) -> Iterator[str]:
    """What a structure calls a section: its heading where that is fixed, its wording, the list it is repeated over."""
    heading = "".join(pattern.source for pattern in section.heading)
    if heading and "{" not in heading:
        yield heading
    if section.body and Path(section.body.place.file).suffix == ".j2":
        yield Path(section.body.place.file).stem
    if section.each:
        yield section.each


def all_sections(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections and those inside them, in order."""
    for section in sections:
        yield section
        yield from all_sections(section.sections)


def _bare(words: str) -> str:
    """Without blanks, and without the stop that may close a heading."""
    return "".join(words.split()).rstrip("。：:")


def _rows(each: Counted, asked: Sequence[Asked]) -> Iterator[Measured]:
    """What the facts file asks of a section, else what its structure does."""
    for one in asked:
        yield Measured(each.heading or one.name, each.characters, one.length, one.place, one.path)
    if not asked and each.section.length:
        yield Measured(each.heading or each.opening, each.characters, each.section.length, each.place)


def _whole(structure: Structure, characters: int, asked: tuple[Asked, ...]) -> Iterator[Measured]:
    """The whole text, always: who looks at single sections wants their sum as well."""
    wanted = [each for each in asked if each.name == WHOLE]
    for each in wanted:
        yield Measured(WHOLE, characters, each.length, each.place, each.path)
    if not wanted:
        yield Measured(WHOLE, characters, None, Place(structure.file, 1, 1))
