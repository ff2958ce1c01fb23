"""Form (形式): lengths and parallel headings that a structure expects. Office practice, not a standard."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.compose import Draft, Measured, Parallel
from drafter.problems import Problem, problem


def problems(draft: Draft) -> Iterator[Problem]:
    """Sections over or under their expected length, and headings that differ too much in length."""
    for measured in draft.measured:
        yield from _length(measured)
    for parallel in draft.parallels:
        yield from _parallel(parallel)


def _length(measured: Measured) -> Iterator[Problem]:
    least, most = measured.length.at_least, measured.length.at_most
    fault = None
    if least is not None and measured.characters < least:
        fault = f"预计至少{least}字"
    if most is not None and measured.characters > most:
        fault = f"预计最多{most}字"
    if fault:
        yield problem("T401", measured.place, heading=measured.name, count=measured.characters, fault=fault)


def _parallel(parallel: Parallel) -> Iterator[Problem]:
    if len(parallel.headings) < 2:
        return
    short, long = min(parallel.headings, key=len), max(parallel.headings, key=len)
    if len(long) - len(short) > parallel.limit:
        yield problem(
            "T402", parallel.place, short=short, least=len(short), long=long, most=len(long), limit=parallel.limit
        )
