"""试验台: facts and wording with changes in them, drafted again without touching the plan folder.

What is tried is a `Work`; only at the very end its files are written. Changed wording lies in a folder of its own
that is searched before all others, so that a try finds it exactly as the plan folder would.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from drafter import compose as composing
from drafter import facts as fact_reading
from drafter import pipeline
from drafter.amendment import Edit
from drafter.document import Document
from drafter.library import Library
from drafter.problems import DraftError, errors
from drafter.source import Source
from drafter.structure import Structure
from drafter.wording import Wording

__all__ = ["Bench", "Work"]


class Work(NamedTuple):
    """What has been changed so far: the facts as they read, the edits that made them so, and wording by its path."""

    facts: Source
    edits: tuple[Edit, ...] = ()
    wording: Mapping[str, str] = {}

    def with_facts(self, edit: Edit, after: Source) -> Work:
        """After one more edit of the facts file."""
        return self._replace(facts=after, edits=(*self.edits, edit))

    def with_wording(self, path: str, text: str) -> Work:
        """With another text of a template or a structure."""
        return self._replace(wording={**self.wording, path: text})


class Bench:
    """Drafts what is tried on a plan, in `folder`, which is ours alone."""

    def __init__(self, plan: pipeline.Plan, folder: Path) -> None:
        self.plan = plan
        self.folder = folder
        self.opened: dict[tuple[tuple[str, str], ...], tuple[Structure, Wording]] = {(): (plan.structure, plan.wording)}

    def draft(self, work: Work) -> Document:
        """The document that `work` makes. DraftError where it has errors."""
        structure, wording = self._structure(work.wording)
        facts = fact_reading.read(work.facts, structure)
        if errors(facts.problems):
            raise DraftError(errors(facts.problems))
        return composing.compose(structure, wording, facts).document

    def _structure(self, changed: Mapping[str, str]) -> tuple[Structure, Wording]:
        key = tuple(sorted(changed.items()))
        if key not in self.opened:
            own = self.folder / str(len(self.opened))
            for path, text in changed.items():
                (own / path).parent.mkdir(parents=True, exist_ok=True)
                (own / path).write_text(text, "utf-8", newline="")
            library = Library((own, *self.plan.library.folders))
            self.opened[key] = pipeline.open_structure(self.plan.structure.id, library, tried=False)
        return self.opened[key]
