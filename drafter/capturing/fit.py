"""Fit (合用): which structure of the library is nearest to a document, and what of the document its facts can take.

A structure brings sentences of its own; so a document seldom comes back from another one's structure as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from drafter import fact_paths, joined
from drafter.capturing.candidates import texts_of
from drafter.capturing.marks import UNNUMBERED
from drafter.capturing.parts import Content, Items, Note, Part, Words
from drafter.capturing.plan import Plan
from drafter.structure import Field, Pattern, Section, Structure

__all__ = ["Fit", "given", "nearest"]

_OPENS = re.compile(r"\{\{\s*([^\W\d]\w*)\s*\}\}(。?)")
_ONLY_NAME = re.compile(r"\{\{\s*([^\W\d]\w*)\s*\}\}。?")
_NAME = re.compile(r"\{\{\s*([^\W\d]\w*)")
_MOST_TRIED = 3


class Fit(NamedTuple):
    """How near a structure is, 0 for not at all: the headings both have, whether numbers and the kind are the same."""

    structure: Structure
    score: float
    headings: tuple[str, ...]
    same_numbers: bool
    same_kind: bool


def nearest(structures: Iterable[Structure], plan: Plan, title: str) -> list[Fit]:
    """The few structures that fit best, the best first; none that has nothing in common with the document."""
    fits = sorted((_fit(each, plan, title) for each in structures), key=lambda fit: (-fit.score, fit.structure.id))
    return [fit for fit in fits if fit.score > 0][:_MOST_TRIED]


def _fit(structure: Structure, plan: Plan, title: str) -> Fit:
    own = {words for words in _fixed(structure.sections) if words}
    theirs = {part.head.words for part in _all(plan.part) if part.head}
    common = tuple(sorted(own & theirs))
    marks = [mark.before + mark.counter + mark.after or UNNUMBERED for mark, _ in structure.numbering]
    levels = [style for style, _ in plan.scheme.levels]
    same_numbers = bool(levels) and levels == marks[: len(levels)]
    kind = structure.title.removeprefix("年度").partition("（")[0]
    same_title = _without_years(structure.title) == _without_years(title)
    same_kind = kind in title or same_title
    overlap = 2 * len(common) / (len(own) + len(theirs)) if own or theirs else 0.0
    return Fit(
        structure, 0.5 * overlap + 0.2 * same_numbers + 0.3 * same_kind + same_title, common, same_numbers, same_kind
    )


def _without_years(title: str) -> str:
    return re.sub(r"\d{4}", "", title)


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
    """What of the document the structure's facts can take, by their paths.

    Facts that it calls by the same names as the document's own structure, lists with the same fields among them; then
    what stands under the same headings.
    """
    values = {fact.name: fact.value for fact in plan.facts}
    taken: dict[str, str] = {}
    for fact in plan.facts:
        leaves = dict(texts_of(fact.name, fact.value))
        if all(has_place(structure, path) for path in leaves):
            taken |= leaves
    known = {field.name: field for field in structure.facts}
    found: dict[str, str] = {}
    sign = structure.signature
    for pattern, name in ((sign and sign.organ, "落款单位"), (sign and sign.date, "成文日期")):
        own = _only_name(pattern)
        if own and name in values:
            found[own] = values[name]
    titled = [part for part in plan.part.parts if part.head and part.head.is_title]
    _Taking(found).sections(structure.sections, titled[-1] if titled else plan.part, known)
    roots = {_root(path) for path in taken}
    return taken | {
        path: text for path, text in found.items() if _root(path) not in roots and has_place(structure, path)
    }


def has_place(structure: Structure, path: str) -> bool:
    """Whether the path names a single value of the structure's facts."""
    try:
        fact_paths.resolve(structure, path)
    except fact_paths.PathError:
        return False
    return True


def _root(path: str) -> str:
    return path.partition("[")[0].partition(".")[0]


def _only_name(pattern: Pattern | None) -> str | None:
    found = _ONLY_NAME.fullmatch(pattern.source.strip()) if pattern else None
    return found[1] if found else None


class _Taking:
    """Fills paths from parts, section by section."""

    def __init__(self, taken: dict[str, str]) -> None:
        self.taken = taken

    def sections(self, sections: Sequence[Section], part: Part, known: dict[str, Field], prefix: str = "") -> None:
        """The sections below a part: by their fixed headings, then the lists from what is left."""
        left = list(part.parts)
        for section in sections:
            words = "".join(pattern.source for pattern in section.heading)
            found = next((each for each in left if each.head and each.head.words == words), None)
            if found:
                left.remove(found)
                self.content(section, found.contents, known, prefix)
                self.sections(section.sections, found, known, prefix)
        for section in sections:
            heading = _NAME.search(section.heading[0].source) if section.each and section.heading else None
            if heading and left and section.each in known:
                fields = {field.name: field for field in known[section.each].fields}
                for number, each in enumerate(left, start=1):
                    self.item(section, each, fields, f"{prefix}{section.each}[{number}].", heading[1])
                return

    def item(self, section: Section, part: Part, fields: dict[str, Field], prefix: str, heading: str) -> None:
        """One item of a list."""
        if part.head:
            self.taken[f"{prefix}{heading}"] = part.head.words
        self.content(section, part.contents, fields, prefix)
        self.sections(section.sections, part, fields, prefix)

    def content(self, section: Section, contents: Sequence[Content], known: dict[str, Field], prefix: str) -> None:
        """What stands under a heading, where the section prints a fact of just that, or opens with one."""
        opening = _OPENS.match(section.body.source) if section.body else None
        body = opening[1] if opening and known.get(opening[1]) else None
        for each in contents:
            if isinstance(each, Words) and body and known[body].is_scalar:
                stop = opening[2] if opening and len(each.lines) == 1 else ""
                self.taken[f"{prefix}{body}"] = "\n".join(each.lines).removesuffix(stop)
            elif isinstance(each, Items) and section.points and _only_name(section.points.text):
                self.listed(f"{prefix}{section.points.each}", each.items)
            elif isinstance(each, Note):
                for label in each.labels:
                    field = known.get(label.name)
                    if field and field.is_scalar:
                        self.taken[f"{prefix}{label.name}"] = label.value
                    elif field and field.item:
                        self.listed(f"{prefix}{label.name}", list(joined.parts(label.value)))

    def listed(self, path: str, values: Sequence[str]) -> None:
        """The items of a list."""
        for number, words in enumerate(values, start=1):
            self.taken[f"{path}[{number}]"] = words
