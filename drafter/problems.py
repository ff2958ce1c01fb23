"""Problems (问题): what is wrong, where, and what to type instead. The words of every problem stand in `catalogue`.

Checkers are generators that yield `Problem`s; whoever runs a stage collects all of them and then stops. `DraftError`
carries them to the caller and means “tell the user”, never a traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from drafter.catalogue import CATALOGUE
from drafter.place import Place, cell_name

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "信息"}


class Problem(NamedTuple):
    """问题: `code` is stable and documented; `path` is the fact's path (`工作重点[2].完成时限`) or None."""

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    place: Place | None = None
    path: str | None = None

    def __str__(self) -> str:
        place = f"{self.place.file}:{self.place.line}:{self.place.column}: " if self.place else ""
        line = f"{place}{SEVERITY_NAMES[self.severity]} {self.code} {self.message}"
        return f"{line}\n  提示：{self.hint}" if self.hint else line

    def as_json(self) -> dict[str, str | int | None]:
        """The problem as the contract's JSON object; `line` and `column` count from 1."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
            "file": self.place.file if self.place else None,
            "line": self.place.line if self.place else None,
            "column": self.place.column if self.place else None,
            "path": self.path,
        }


class DraftError(Exception):
    """The user's files do not allow what was asked; `problems` says why, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def problem(
    code: str, place: Place | None = None, path: str | None = None, *, hint: str | None = None, **words: Any
) -> Problem:
    """The catalogue's problem `code` with its blanks filled from `words`; `hint` replaces the catalogue's own."""
    entry = CATALOGUE[code]
    own_hint = entry.hint.format(**words) if entry.hint else None
    return Problem(code, entry.severity, entry.message.format(**words) + _cell(place), hint or own_hint, place, path)


def _cell(place: Place | None) -> str:
    """Where to look in a spreadsheet, in its own terms."""
    if place is None or place.sheet is None:
        return ""
    sheet = f"工作表“{place.sheet}”" if place.sheet else ""
    return f"（{sheet}{cell_name(place.line, place.column)}）"


def placed(found: Problem, place: Place) -> Problem:
    """The problem of a value without a place, at the place where that value was typed."""
    return found._replace(message=found.message + _cell(place), place=place)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by file and place; each problem once."""
    return tuple(sorted(dict.fromkeys(problems), key=_order))


def _order(found: Problem) -> tuple[str, int, int, str]:
    place = found.place or Place("", 0, 0)
    return place.file, place.line, place.column, found.code


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only those that stop the work."""
    return tuple(found for found in problems if found.severity == "error")


def close_match(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the close match, or None where nothing is close."""
    match = close_match(word, known)
    return f"是否想写“{match}”？" if match else None
