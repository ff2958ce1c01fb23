"""Unprinted facts (没有印出来的事实): given by the user, not said by the document; none may be lost in silence."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.document import Document, texts
from drafter.facts import Facts
from drafter.problems import Problem, problem


def problems(facts: Facts, document: Document) -> Iterator[Problem]:
    """A fact goes unprinted when the sentence that would print it needs another fact that is missing."""
    runs = [run for text in texts(document) for run in text if run.origin and run.origin.path]
    paths = {run.origin.path for run in runs if run.origin}
    words = {run.text for run in runs}  # of equal deadlines, say, the wording may print only one
    for origin in facts.origins:
        if origin.text and origin.path not in paths and origin.text not in words:
            yield problem("F117", origin.place, origin.path, value=origin.text.split("\n")[0][:20])
