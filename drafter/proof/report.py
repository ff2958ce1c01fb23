"""Report (报告): findings become problems, in the catalogue's words and with the severity that the settings give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from drafter.problems import Problem
from drafter.proof.catalogue import FORM
from drafter.proof.catalogue_content import CONTENT
from drafter.proof.finding import Finding
from drafter.proof.settings import Settings, Silence

RULES = FORM | CONTENT
"""Every rule's entry, by code."""


class Reported(NamedTuple):
    """A problem and the finding that it was; None for one of the settings themselves."""

    problem: Problem
    finding: Finding | None = None


def reported(findings: Iterable[Finding], settings: Settings) -> Iterator[Reported]:
    """The findings as problems, each place once; without what is switched off, allowed or silenced."""
    used: set[Silence] = set()
    for found in _habits_once(list(kept(findings, settings, used))):
        severity = settings.severity(found.code) or RULES[found.code].severity
        if severity != "off":
            yield Reported(_problem(found)._replace(severity=severity), found)
    yield from map(Reported, chain(settings.problems, _unused(settings, used)))


def kept(findings: Iterable[Finding], settings: Settings, used: set[Silence] | None = None) -> Iterator[Finding]:
    """The findings that the settings do not put aside, each place once; the silences that did so go into `used`."""
    seen: set[object] = set()
    for found in findings:
        if settings.severity(found.code) == "off" or settings.allows(found):
            continue
        silence = settings.silenced(found)
        key = found.code, found.line.place_at(found.start) or found.line.number, found.found
        if silence and used is not None:
            used.add(silence)
        elif not silence and key not in seen:
            seen.add(key)
            yield found


_HABITS = frozenset("P101 P102 P103 P104 P111 P119 P508 P509".split())
"""Slips that somebody's keyboard, or a website, makes all through a text."""
_LEAST_LINES = 8
_LEAST_COMMAS = 15


def _habits_once(findings: list[Finding]) -> Iterator[Finding]:
    """What is wrong in the same way all through a text is told once, at its first place, with how often it is."""
    lines: dict[str, set[int]] = {}
    for found in findings:
        if found.code in _HABITS:
            lines.setdefault(found.code, set()).add(found.line.number)
    half = "".join({found.line.number: found.line.text for found in findings if found.code == "P101"}.values())
    mostly = half.count(",") >= _LEAST_COMMAS and half.count(",") > 3 * half.count("，")
    many = _HABITS if mostly or any(len(numbers) >= _LEAST_LINES for numbers in lines.values()) else frozenset()
    told: set[str] = set()
    for found in findings:
        if found.code not in many or len(lines[found.code]) == 1:
            yield found
        elif found.code not in told:
            told.add(found.code)
            yield found._replace(words={**found.words, "more": f"（全文有{len(lines[found.code])}段这样）"})


def _problem(found: Finding) -> Problem:
    entry = RULES[found.code]
    words = {"quote": found.quote, "found": found.found, "more": "", "so": "", **found.words}
    if words.get("instead") is not None:
        words["so"] = f"，如“{words['instead']}”"
    message, hint = entry.message.format(**words), entry.hint.format(**words)
    if "{instead}" in entry.hint and words.get("instead") is None:
        hint = ""
    elif "{instead}" in entry.hint and words["instead"] == "":
        hint = "删去它"
    return Problem(
        found.code,
        entry.severity,
        message,
        hint or None,
        found.line.place_at(found.start),
        found.line.path_at(found.start),
    )


def _unused(settings: Settings, used: set[Silence]) -> Iterator[Problem]:
    for silence in settings.silences:
        if silence not in used:
            entry = RULES["P905"]
            message = entry.message.format(what=silence.text or silence.at, code=silence.rule)
            yield Problem("P905", "info", message, entry.hint, silence.place)
