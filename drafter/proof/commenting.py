"""Commenting (批注): problems as comments on the words that they are about, in our own documents and in others'.

A problem knows only the place where it can be mended; which words it is about is looked up among the findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from drafter.comments import Comment
from drafter.comments import commented as commented_text
from drafter.document import Document, Origin, Run, Text, mapped
from drafter.place import Place
from drafter.problems import SEVERITY_NAMES, Problem
from drafter.proof.finding import Finding
from drafter.proof.report import Reported

Stretch = tuple[int, int, int]
"""The number of a text in the order of `mapped`, and where in it the characters begin and end."""


def told(found: Problem) -> str:
    """The words of a comment: what is wrong and, on a line of its own, what to write instead."""
    first = f"{SEVERITY_NAMES[found.severity]} {found.code} {found.message}"
    return f"{first}\n提示：{found.hint}" if found.hint else first


def marked(document: Document) -> Document:
    """The document with runs that know where they stand; findings in it can be commented on."""
    numbers = count()

    def mark(text: Text) -> Text:
        number, start, runs = next(numbers), 0, []
        for run in text:
            runs.append(run._replace(comment=f"{number} {start}"))
            start += len(run.text)
        return tuple(runs)

    return mapped(document, mark)


def commented(document: Document, problems: Iterable[Problem], found: Iterable[Reported]) -> Document:
    """The document with a comment for each problem: on its words, else on its fact's or wording's, else on the title.

    `found` is what was reported of the `marked` document.
    """
    findings = {each.problem: each.finding for each in found}
    kept = all_texts(document)
    comments: dict[int, list[Comment]] = defaultdict(list)
    for problem in problems:
        finding = findings.get(problem)
        for number, start, end in (list(_of_finding(finding)) if finding else []) or _of_place(kept, problem):
            comments[number].append(Comment(start, end, told(problem)))
    numbers = count()
    return mapped(document, lambda text: commented_text(text, comments.get(next(numbers), ())))


def placed(problems: Iterable[Problem], found: Iterable[Reported]) -> Iterator[tuple[Problem, Place, int]]:
    """Each problem of a file read as it is, with the places of its words in that file and how many characters each has.

    Words over several lines have a place in each; a problem that is no finding has none, and stands on the first
    character of the file.
    """
    findings = {each.problem: each.finding for each in found}
    for problem in problems:
        finding = findings.get(problem)
        stretches = list(_in_file(finding)) if finding else []
        for place, length in stretches or [(Place("", 1, 1), 1)]:
            yield problem, place, length


def _in_file(finding: Finding) -> Iterator[tuple[Place, int]]:
    """Where the characters found stand, those side by side together."""
    places = [finding.line.place_at(offset) for offset in range(finding.start, max(finding.end, finding.start + 1))]
    begun: Place | None = None
    length = 0
    for place in dict.fromkeys(filter(None, places)):
        if begun and place == begun._replace(column=begun.column + length):
            length += 1
            continue
        if begun:
            yield begun, length
        begun, length = place, 1
    if begun:
        yield begun, length


def all_texts(document: Document) -> list[Text]:
    """The texts in the order of `mapped`."""
    kept: list[Text] = []

    def keep(text: Text) -> Text:
        kept.append(text)
        return text

    mapped(document, keep)
    return kept


def _of_finding(finding: Finding) -> Iterator[Stretch]:
    """The characters found; of what the program itself prints, such as a number, the nearest one that it does not."""
    spans = [span for span in _spans(finding.line.runs) if span.run.comment]
    found = [span for span in spans if span.start < finding.end and finding.start < span.end]
    for span in found:
        yield span.marked(max(span.start, finding.start), min(span.end, finding.end))
    if not found and spans:
        after = next((span for span in spans if span.start >= finding.start), None)
        yield (
            after.marked(after.start, after.start + 1) if after else spans[-1].marked(spans[-1].end - 1, spans[-1].end)
        )


def _of_place(kept: list[Text], problem: Problem) -> list[Stretch]:
    """What the problem's fact, a part of it or the wording at its place has brought first; else the first character."""
    runs = [(number, span) for number, text in enumerate(kept) for span in _spans(text)]
    for is_about in (_is_fact, _is_part, _is_place):
        for number, span in runs:
            if span.run.origin and is_about(span.run.origin, problem):
                return [(number, span.start, span.end)]
    return [(number, 0, 1) for number, _ in runs[:1]]


def _is_fact(origin: Origin, problem: Problem) -> bool:
    return problem.path is not None and origin.path == problem.path


def _is_part(origin: Origin, problem: Problem) -> bool:
    return bool(problem.path) and (origin.path or "").startswith((f"{problem.path}[", f"{problem.path}."))


def _is_place(origin: Origin, problem: Problem) -> bool:
    return problem.place is not None and problem.place in (origin.wording, origin.fact)


class _Span(NamedTuple):
    """A run and where it begins and ends in its text."""

    start: int
    end: int
    run: Run

    def marked(self, first: int, last: int) -> Stretch:
        """Characters of the run, counted in the finding's line, where `marked` says that they stand."""
        number, offset = map(int, (self.run.comment or "").split())
        return number, offset + first - self.start, offset + last - self.start


def _spans(text: Text) -> Iterator[_Span]:
    start = 0
    for run in text:
        if run.text:
            yield _Span(start, start + len(run.text), run)
        start += len(run.text)
