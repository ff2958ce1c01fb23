"""Capturing (收成计划): a document that somebody else wrote becomes a structure and facts that print the same text.

`captured` takes the richest plan that the outline allows, fills it, and holds the draft against the source, character
for character. Where a line does not come back as it was, that line is taken more plainly, and so on until all do; a
plan of plain paragraphs, at last, cannot fail.

    frame       框架      which lines the structure's own elements print: title, 称谓, signature, attachments
    tree        层次      the text as parts under their headings;       contents: paragraphs, points, notes, tables
    marks       序数      the style that prints a number, and how far the program's count agrees
    grammar     句式      parts alike enough to be one list; a title's unit and year
    sections    章节      parts as sections, and their facts;            plan: all of it as one structure
    writing     写出      structure and facts as YAML
    candidates  候选      figures, dates, documents, places and people inside paragraphs
    fit         合用      which structure of the library is nearest
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from drafter.capturing.parts import Entry
from drafter.capturing.plan import TITLE_LINE, Plan, plain_plan, plan
from drafter.capturing.tree import PLAIN
from drafter.capturing.writing import facts_text, structure_text
from drafter.outline import Outline

__all__ = ["Captured", "Draw", "captured", "entries_of"]

_MOST_ROUNDS = 12

Draw = Callable[[str, str], Sequence[str]]
"""Gives the lines that a structure and facts, both as YAML, print."""


class Captured(NamedTuple):
    """The plan, its two files, and how many lines had to be taken more plainly than the outline has them."""

    plan: Plan
    structure: str
    facts: str
    plainer: int


def entries_of(outline: Outline) -> tuple[Entry, ...]:
    """The outline's lines that are no noise."""
    kept = [line for line in outline.lines if line.role != "noise"]
    return tuple(Entry(index, line) for index, line in enumerate(kept))


def captured(outline: Outline, id_: str, title: str, about: str, draw: Draw, editor: str = "") -> Captured:
    """The document as a plan that prints its lines again; ValueError where even plain paragraphs would not."""
    entries = entries_of(outline)
    wanted = [entry.text for entry in entries]
    forms: dict[int, int] = {}
    for _ in range(_MOST_ROUNDS):
        made = _written(plan(entries, forms, title, about), id_, about, editor, len(forms))
        wrong = _wrong(wanted, draw(made.structure, made.facts))
        if not wrong:
            return made
        if all(forms.get(at, 0) >= PLAIN for at in wrong):
            break
        _plainer(forms, wrong, entries)
    made = _written(plain_plan(entries, title, about), id_, about, editor, len(entries))
    if _wrong(wanted, draw(made.structure, made.facts)):
        raise ValueError
    return made


def _written(found: Plan, id_: str, about: str, editor: str, plainer: int) -> Captured:
    facts = facts_text(found.facts, about, id_, editor)
    return Captured(found, structure_text(found.structure, about), facts, plainer)


def _wrong(wanted: Sequence[str], drawn: Sequence[str]) -> list[int]:
    """The lines that do not come back; where there are more or fewer, the first of them alone, with its neighbours."""
    found = [line.strip() for line in drawn]
    if len(found) == len(wanted):
        return [at for at, (one, other) in enumerate(zip(wanted, found, strict=True)) if one != other]
    first = next((at for at, (one, other) in enumerate(zip(wanted, found, strict=False)) if one != other), None)
    at = min(len(wanted), len(found)) - 1 if first is None else first
    return [each for each in (at - 1, at, at + 1) if 0 <= each < len(wanted)]


def _plainer(forms: dict[int, int], wrong: Sequence[int], entries: Sequence[Entry]) -> None:
    for at in wrong:
        if entries[at].line.role == "title" and TITLE_LINE not in forms:
            forms[TITLE_LINE] = PLAIN
            continue
        forms[at] = min(forms.get(at, 0) + 1, PLAIN) if entries[at].line.number or entries[at].line.head else PLAIN


def noise_of(outline: Outline) -> Mapping[int, str]:
    """The lines that are left out, by their places."""
    return {line.place: line.text for line in outline.lines if line.role == "noise"}
