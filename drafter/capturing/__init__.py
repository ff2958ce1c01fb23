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

from collections.abc import Callable, Sequence
from typing import NamedTuple

from drafter.capturing.parts import Entry
from drafter.capturing.plan import TITLE_LINE, Plan, plain_plan, plan
from drafter.capturing.tree import PLAIN
from drafter.capturing.writing import Heads, facts_text, structure_text
from drafter.document import Document
from drafter.layout import GBT9704
from drafter.outline import LEVELS, Outline
from drafter.writers import text

__all__ = ["Captured", "Draw", "Heads", "captured", "entries_of", "printed_lines", "wrong_lines"]

_MOST_ROUNDS = 12
_MOST_FACTS = 500
"""More single facts than that are no help to anybody, and every check of the plan takes them all in its hand."""

Draw = Callable[[str, str], Document | None]
"""Gives the document that a structure and facts, both as YAML, make; None where they make none."""


class Captured(NamedTuple):
    """The plan, its two files, the document that they make, and the lines that had to be taken more plainly."""

    plan: Plan
    structure: str
    facts: str
    document: Document
    plainer: tuple[Entry, ...]


def entries_of(outline: Outline) -> tuple[Entry, ...]:
    """The outline's lines that are no noise."""
    kept = [line for line in outline.lines if line.role != "noise"]
    return tuple(Entry(index, line) for index, line in enumerate(kept))


def captured(outline: Outline, heads: Heads, draw: Draw) -> Captured | None:
    """The document as a plan that prints its lines again; None where even plain paragraphs would not."""
    entries = entries_of(outline)
    wanted = [entry.text for entry in entries]
    forms: dict[int, int] = {}
    for _ in range(_MOST_ROUNDS):
        found = _manageable(entries, forms, heads)
        if found is None:
            break
        structure, facts = structure_text(found.structure, heads), facts_text(found.facts, heads)
        document = draw(structure, facts)
        wrong = [] if document is None else wrong_lines(wanted, document)
        if document and not wrong:
            return Captured(found, structure, facts, document, tuple(each for each in entries if each.at in forms))
        if document is None or all(forms.get(at, 0) >= PLAIN for at in wrong):
            break
        _plainer(forms, wrong, entries)
    return _plainest(entries, heads, draw)


def _manageable(entries: Sequence[Entry], forms: dict[int, int], heads: Heads) -> Plan | None:
    """The plan, without notes, points and tables if they were too many; None where there are still too many facts."""
    found = plan(entries, forms, heads)
    if len(found.facts) > _MOST_FACTS:
        forms.update({entry.at: PLAIN for entry in entries if entry.line.role not in (*LEVELS, "title")})
        found = plan(entries, forms, heads)
    return found if len(found.facts) <= _MOST_FACTS else None


def _plainest(entries: Sequence[Entry], heads: Heads, draw: Draw) -> Captured | None:
    found = plain_plan(entries, heads)
    structure, facts = structure_text(found.structure, heads), facts_text(found.facts, heads)
    document = draw(structure, facts)
    if document is None or wrong_lines([entry.text for entry in entries], document):
        return None
    return Captured(found, structure, facts, document, tuple(entries))


def printed_lines(document: Document) -> list[str]:
    """The lines that `fill` prints, without blanks at their ends."""
    return [line.strip() for line in text.write(document, GBT9704).decode().splitlines()]


def wrong_lines(wanted: Sequence[str], document: Document) -> list[int]:
    """The lines that do not come back; where there are more or fewer, the first of them alone, with its neighbours."""
    found = printed_lines(document)
    if len(found) == len(wanted):
        return [at for at, (one, other) in enumerate(zip(wanted, found, strict=True)) if one != other]
    first = next((at for at, (one, other) in enumerate(zip(wanted, found, strict=False)) if one != other), None)
    at = min(len(wanted), len(found)) - 1 if first is None else first
    return [each for each in (at - 1, at, at + 1) if 0 <= each < len(wanted)]


def _plainer(forms: dict[int, int], wrong: Sequence[int], entries: Sequence[Entry]) -> None:
    """Takes these lines more plainly by one step: a title without patterns, a heading with its number in its words."""
    for at in wrong:
        line = entries[at].line
        if line.role == "title" and TITLE_LINE not in forms:
            forms[TITLE_LINE] = PLAIN
        else:
            forms[at] = min(forms.get(at, 0) + 1, PLAIN) if line.number or line.head else PLAIN
