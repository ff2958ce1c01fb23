"""One kind of problem in the catalogue: its severity, its words, and an example of what is wrong and what is right."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Entry(NamedTuple):
    """One kind of problem; `message` and `hint` have named blanks."""

    severity: Literal["error", "warning", "info"]
    message: str
    hint: str
    wrong: str
    right: str


def error(message: str, hint: str = "", *, wrong: str, right: str) -> Entry:
    """What stops the work."""
    return Entry("error", message, hint, wrong, right)


def warning(message: str, hint: str = "", *, wrong: str, right: str) -> Entry:
    """What is to be looked at."""
    return Entry("warning", message, hint, wrong, right)


def info(message: str, hint: str = "", *, wrong: str, right: str) -> Entry:
    """What is good to know."""
    return Entry("info", message, hint, wrong, right)
