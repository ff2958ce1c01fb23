"""Fit (合用): which structure of the library is nearest to a document, and what of the document its facts can take.

A structure brings sentences of its own; so a document seldom comes back from another one's structure as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from drafter.capturing.marks import UNNUMBERED
from drafter.capturing.parts import Content, Items, Note, Part, Words
from drafter.capturing.plan import Plan
from drafter.structure import Field, Pattern, Section, Structure

__all__ = ["Fit", "given", "nearest"]

_ONLY_NAME = re.compile(r"\{\{\s*([^\W\d]\w*)\s*\}\}。?")
_NAME = re.compile(r"\{\{\s*([^\W\d]\w*)")
_TITLE_FACTS = ("单位", "年度")


class Fit(NamedTuple):
    """How near a structure is, from 0 to 1: the headings both have, whether numbers are alike, and the kind's name."""

    structure: Structure
    score: float
    headings: tuple[str, ...]
    same_numbers: bool
    same_kind: bool


def nearest(structures: Iterable[Structure], plan: Plan, title: str) -> Fit | None:
    """The structure that fits best; None where none has anything in common with the document."""
    fits = sorted((_fit(each, plan, title) for each in structures), key=lambda fit: -fit.score)
    return fits[0] if fits and fits[0].score > 0 else None


def _fit(structure: Structure, plan: Plan, title: str) -> Fit:
    own = {words for words in _fixed(structure.sections) if words}
    theirs = {part.head.words for part in _all(plan.part) if part.head}
    common = tuple(sorted(own & theirs))
    marks = [mark.before + mark.counter + mark.after or UNNUMBERED for mark, _ in structure.numbering]
    levels = [style for style, _ in plan.scheme.levels]
    same_numbers = bool(levels) and levels == marks[: len(levels)]
    kind = structure.title.removeprefix("年度").partition("（")[0]
    same_kind = kind in title
    overlap = 2 * len(common) / (len(own) + len(theirs)) if own or theirs else 0.0
    return Fit(structure, 0.5 * overlap + 0.2 * same_numbers + 0.3 * same_kind, common, same_numbers, same_kind)


def _fixed(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        words = "".join(pattern.source for pattern in section.heading)
        yield words if "{" not in words else ""
        yield from _fixed(section.sections)


def _all(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _all(inner)


# ---- facts for another structure ------------------------------------------------------------------------------------


def given(structure: Structure, plan: Plan) -> dict[str, str]:
    """What of the document the structure's facts can take, by their paths."""
    values = {fact.name: fact.value for fact in plan.facts}
    known = {field.name: field for field in structure.facts}
    taken = {name: values[name] for name in _TITLE_FACTS if name in values and name in known}
    sign = structure.signature
    for pattern, name in ((sign and sign.organ, "落款单位"), (sign and sign.date, "成文日期")):
        fact = _only_name(pattern)
        if fact and name in values:
            taken.setdefault(fact, values[name])
    if "称谓" in values and (fact := _only_name(structure.salutation)):
        taken[fact] = values["称谓"]
    _Taking(taken, known).sections(structure.sections, plan.part)
    return taken


def _only_name(pattern: Pattern | None) -> str | None:
    found = _ONLY_NAME.fullmatch(pattern.source.strip()) if pattern else None
    return found[1] if found else None


class _Taking:
    """Fills paths from parts, section by section."""

    def __init__(self, taken: dict[str, str], known: dict[str, Field]) -> None:
        self.taken = taken
        self.known = known

    def sections(self, sections: Sequence[Section], part: Part, prefix: str = "") -> None:
        """The sections below a part: by their fixed headings, then the lists from what is left."""
        left = list(part.parts)
        for section in sections:
            words = "".join(pattern.source for pattern in section.heading)
            found = next((each for each in left if each.head and each.head.words == words), None)
            if found:
                left.remove(found)
                self.content(section, found.contents, prefix)
                self.sections(section.sections, found, prefix)
        for section in sections:
            heading = _NAME.search(section.heading[0].source) if section.each and section.heading else None
            if heading and left:
                for number, each in enumerate(left, start=1):
                    self.item(section, each, f"{prefix}{section.each}[{number}].", heading[1])
                return

    def item(self, section: Section, part: Part, prefix: str, heading: str) -> None:
        """One item of a list."""
        if part.head:
            self.taken[f"{prefix}{heading}"] = part.head.words
        self.content(section, part.contents, prefix)
        self.sections(section.sections, part, prefix)

    def content(self, section: Section, contents: Sequence[Content], prefix: str) -> None:
        """What stands under a heading, where the section has a fact of just that."""
        body = _only_name(section.body)
        for each in contents:
            if isinstance(each, Words) and body:
                self.taken[f"{prefix}{body}"] = "\n".join(each.lines)
            elif isinstance(each, Items) and section.points and _only_name(section.points.text):
                for number, words in enumerate(each.items, start=1):
                    self.taken[f"{prefix}{section.points.each}[{number}]"] = words
            elif isinstance(each, Note) and section.note:
                for pattern in section.note.parts:
                    name = _NAME.search(pattern.source)
                    label = next((label for label in each.labels if name and label.name == name[1]), None)
                    if label:
                        self.taken[f"{prefix}{label.name}"] = label.value
