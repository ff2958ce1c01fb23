"""The roads to the units that lead the tasks, and back (各单位): a plan split, and what came back collected."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import facts as fact_reading
from drafter import pipeline, splitting
from drafter.facts_file import FactsFile

if TYPE_CHECKING:
    from drafter.collecting import Collected
    from drafter.pipeline import Plan
    from drafter.splitting import Split


def split(plan: Plan) -> Split:
    """The plan's tasks by their leading units. DraftError where they cannot be told apart."""
    return splitting.split(plan.facts, fact_reading.read(plan.facts, plan.structure), plan.structure)


def collect(path: Path, files: Iterable[Path], *, force: bool = False) -> Collected:
    """Writes what came back from the units into the plan at `path`. DraftError as in `split`, then nothing is written.

    With `force`, answers replace what the plan says already.
    """
    from drafter import collecting, returned

    plan = pipeline.open_plan(path)
    facts = FactsFile(pipeline.facts_file(path), plan.structure)
    return collecting.collect(split(plan), facts, [returned.read(file) for file in files], force=force)
