"""Proof (校对): what a careful senior clerk would find in a draft, and in anybody's document.

    reading             通读      a document as lines with roles and places: all that rules see
    finding             发现      what a rule saw; tables of patterns
    punctuation         标点      P1   numerals   数字   P2   numbering_order  序数  P3   elements  要素  P4
    leftovers           遗留      P5   years figures tables tallies rates twice names projects words  一致  P6
    promises            承诺      P7   shape   体例   P8
    form, unprinted     what a draft's structure expects of it, and facts it does not print
    catalogue           severity, words, source and examples of every rule
    settings            设置      proof.yaml: severities, what is allowed or silenced; word_lists: the unit's own
    cells, renamed      parts of words: responsible units in tables, names that reforms have changed
    mending             改正      what `check --fix` may write;   commenting  批注   problems as comments in Word

A rule is a generator over a `Reading`. Its code, words and examples stand in the catalogue; the tests try the examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from drafter.compose import Draft
from drafter.document import Document
from drafter.facts import Facts
from drafter.place import Place
from drafter.problems import Problem
from drafter.proof import (
    elements,
    figures,
    form,
    leftovers,
    names,
    numbering_order,
    numerals,
    projects,
    promises,
    punctuation,
    rates,
    shape,
    tables,
    tallies,
    twice,
    unprinted,
    words,
    years,
)
from drafter.proof.finding import Finding
from drafter.proof.reading import Reading, read
from drafter.proof.report import kept, reported
from drafter.proof.settings import PLAIN, Settings
from drafter.proof.settings import load as settings

if TYPE_CHECKING:
    from drafter.proof.mending import Change

__all__ = [
    "FAMILIES",
    "PLAIN",
    "Settings",
    "changes",
    "commented",
    "comments",
    "document_problems",
    "findings",
    "mended",
    "problems",
    "settings",
]

FAMILIES = (
    *(punctuation, numerals, numbering_order, elements, leftovers, years),
    *(figures, tables, tallies, rates, twice, names, projects, promises, shape),
)


def problems(draft: Draft, facts: Facts, settings: Settings = PLAIN) -> Iterator[Problem]:
    """Every finding in the text drafted from `facts`."""
    yield from form.problems(draft)
    yield from unprinted.problems(facts, draft.document)
    yield from document_problems(draft.document, settings)


def document_problems(document: Document, settings: Settings = PLAIN, *, exact: bool = False) -> Iterator[Problem]:
    """Every finding in a document. `exact` where origins are the places of the characters, as in a file read."""
    yield from (each.problem for each in reported(findings(read(document, exact=exact), settings), settings))


def commented(
    document: Document, problems: Iterable[Problem], settings: Settings = PLAIN, *, exact: bool = False
) -> Document:
    """The document with a comment in Word for each of its problems, on the words that it is about.

    What is about no words of the text is said at its first character. `exact` as in `document_problems`.
    """
    from drafter.proof import commenting

    marked = read(commenting.marked(document), exact=exact)
    return commenting.commented(document, problems, reported(findings(marked, settings), settings))


def comments(
    document: Document, problems: Iterable[Problem], settings: Settings = PLAIN
) -> Iterator[tuple[Place, int, str]]:
    """What there is to say of a file read as it is (`document`, with exact origins): where, on how many characters."""
    from drafter.proof import commenting

    for problem, place, length in commenting.placed(
        problems, reported(findings(read(document, exact=True), settings), settings)
    ):
        yield place, length, commenting.told(problem)


def changes(document: Document, settings: Settings, files: Mapping[str, str]) -> tuple[Change, ...]:
    """What `check --fix` would write into `files` (their texts by name) so that certain findings go away."""
    from drafter.proof import mending

    return mending.changes(kept(findings(read(document), settings), settings), files)


def mended(text: str, changes: Iterable[Change]) -> str:
    """A file's text with the changes made and all else as it was."""
    from drafter.proof import mending

    return mending.mended(text, changes)


def findings(reading: Reading, settings: Settings = PLAIN) -> Iterator[Finding]:
    """What all rules see."""
    for family in FAMILIES:
        yield from family.findings(reading)
    yield from words.findings(reading, settings.words)
