"""Form (形式): lengths and parallel headings that a structure expects. Office practice, not a standard."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.compose import Draft, Parallel
from drafter.measuring import Measured, Unknown
from drafter.problems import Problem, did_you_mean, problem

_MOST_NAMES = 12


def problems(draft: Draft) -> Iterator[Problem]:
    """Sections over or under their expected length, lengths of no section, headings that differ too much in theirs."""
    for measured in draft.measured:
        yield from _length(measured)
    yield from map(_unknown, draft.unknown)
    for parallel in draft.parallels:
        yield from _parallel(parallel)


def _length(measured: Measured) -> Iterator[Problem]:
    least, most = measured.length or (None, None)
    fault = None
    if least is not None and measured.characters < least:
        fault = f"预计至少{least}字"
    if most is not None and measured.characters > most:
        fault = f"预计最多{most}字"
    if fault:
        name, count = measured.name, measured.characters
        yield problem("T401", measured.place, measured.path, heading=name, count=count, fault=fault)


def _unknown(unknown: Unknown) -> Problem:
    asked, known = unknown
    names = "、".join(known[:_MOST_NAMES]) + ("……" if len(known) > _MOST_NAMES else "")
    hint = did_you_mean(asked.name, known)
    return problem("T403", asked.key, asked.path, hint=hint, name=asked.name, known=names)


def _parallel(parallel: Parallel) -> Iterator[Problem]:
    if len(parallel.headings) < 2:
        return
    short, long = min(parallel.headings, key=len), max(parallel.headings, key=len)
    if len(long) - len(short) > parallel.limit:
        yield problem(
            "T402", parallel.place, short=short, least=len(short), long=long, most=len(long), limit=parallel.limit
        )
