"""The plan's year (年度): which one it is, which dates belong to it, and what they are a few years later.

Office practice, not a standard: a year's plan is signed in that year or late in the one before, its tasks end in that
year, its last reports are due in the next spring. Dates further away belong to something longer than the plan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from drafter.dates import last_day
from drafter.fact_leaves import Leaf
from drafter.kinds import KINDS

__all__ = ["DATES", "FIRST", "LAST", "belongs", "moved", "of_plan", "year_fact", "years_in"]

DATES = frozenset(("date", "month", "period", "deadline"))
"""The kinds of facts that are a time, and whose years may move with the plan's."""
FIRST, LAST = 1900, 2199

_NAME = "年度"
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?=学?年|[—–\-~～至到]{1,2}\d{4}学?年)")
_PROGRAMME = re.compile(r"\d{4}年?[—–\-~～至到]+\d{4}年(?![\d初末底])")
_SCHOOL_YEAR = re.compile(r"(\d{4})(?:学?年)?[—–\-~～至到]+\d{4}学年")
_FROM_MONTH = {"date": 9, "month": 9, "period": 9, "deadline": 12}
"""The month of the year before from which on a date belongs to the plan."""
_TO_MONTH = 3
"""The month of the year after up to which a date belongs to the plan."""


def year_fact(facts: Iterable[Leaf]) -> Leaf | None:
    """The fact that says the plan's year: 年度, else the only one of kind year; none of a list's items."""
    years = [leaf for leaf in facts if leaf.field.kind == "year" and len(leaf.steps) == 1]
    named = [leaf for leaf in years if leaf.path == _NAME]
    return named[0] if named else years[0] if len(years) == 1 else None


def of_plan(facts: Iterable[Leaf]) -> int | None:
    """The plan's year; where no fact says it, the one that most dates name (of equals the latest), or None."""
    known = list(facts)
    said = year_fact(known)
    if said:
        return int(said.text) if re.fullmatch(r"\d{4}", said.text) else None
    count = Counter(year for leaf in known if leaf.field.kind in DATES for year in years_in(leaf.text))
    return max(count, key=lambda year: (count[year], year)) if count else None


def years_in(text: str) -> list[int]:
    """The years that a text names in four digits before 年."""
    return [int(found) for found in _YEAR.findall(text)]


def belongs(kind: str, text: str, year: int) -> bool:
    """Whether a date of that kind hangs on the plan's year, so that next year's is later by as much.

    All of its years must: 2027年底前 in the plan of 2026 is a task of two years, and 2026—2030年 a programme.
    """
    school = _SCHOOL_YEAR.search(text)
    if school:
        return int(school[1]) in (year - 1, year)
    parts = _dated(text)
    if not parts or _PROGRAMME.search(text):
        return False
    months = [(own - year) * 12 + month for own, month in parts]
    least, most = min(months), max(months)
    if len(parts) > 1 and kind == "period":
        return _FROM_MONTH[kind] - 12 <= least <= 12 and most - least < 12
    return _FROM_MONTH[kind] - 12 <= least and most <= 12 + _TO_MONTH


def _dated(text: str) -> list[tuple[int, int]]:
    """Each year of a text with the month that follows it; the year alone lasts to its end, 年初 is its beginning."""
    starts = [found.start() for found in _YEAR.finditer(text)]
    parts = [text[start:end].rstrip("—–-~～至到") for start, end in pairwise([*starts, len(text)])]
    return [(int(part[:4]), _month(part)) for part in parts]


def _month(part: str) -> int:
    if part.startswith("年初", 4):
        return 1
    day = last_day(part)
    return day.month if day else 12


def moved(kind: str, text: str, step: int) -> str | None:
    """The text with all its years `step` years later; None where no calendar has that day (2月29日)."""
    later = _YEAR.sub(lambda found: str(int(found[0]) + step), text)
    test = KINDS[kind].test
    return None if test and test(later) else later
