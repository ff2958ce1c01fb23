"""数字的变化: what became of a figure, computed exactly; only rates of growth are rounded, half up, to a decimal."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.amounts import PERCENTS, POINTS, Amount, amount, finite, rounded
from drafter.differences import stretches, tokens

__all__ = ["Change", "Years", "changes", "difference"]

_POINTS_OF = {"%": "个百分点", "‰": "个千分点"}
_DATED = ("年", "年度", "月", "日", "号", "时", "点")
"""What a figure with one of these says is a day or a number, and no amount that could grow."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_DIGIT = re.compile(r"\d")


class Change(NamedTuple):
    """A figure before and after; `difference` in words, or None where it cannot be computed."""

    old: str
    new: str
    difference: str | None

    def as_json(self) -> dict[str, str | None]:
        """As it stands in the answer."""
        return self._asdict()


class Years(NamedTuple):
    """From which year to which two documents lead; the same ones where their titles do not say."""

    old: int = 0
    new: int = 0

    @staticmethod
    def of(old_title: str, new_title: str) -> Years:
        """The first years that two titles name."""
        old, new = _YEAR.search(old_title), _YEAR.search(new_title)
        return Years(int(old[1]), int(new[1])) if old and new else Years()

    def shifted(self, words: str) -> str:
        """The old document's words with every year moved on: 2026年 is 2027年."""
        if self.old == self.new:
            return words
        return _YEAR.sub(lambda found: str(int(found[1]) + self.new - self.old), words)


def difference(old: str, new: str) -> str | None:
    """88.8% and 95%: +6.2个百分点; 126公里 and 150公里: +24公里（增长19.0%）.

    None where one is no amount, a range or a date, where the units differ, or where one is exact and the other is not.
    """
    before, after = amount(old), amount(new)
    if before is None or after is None or not _is_comparable(before, after):
        return None
    if _rest(old, before) != _rest(new, after):
        return None
    unit = after.unit
    by = finite((after.high - before.high) / after.scale)
    if by is None:
        return None
    signed = by if by.startswith("-") else f"+{by}"
    if unit in _POINTS_OF:
        return f"{signed}{_POINTS_OF[unit]}"
    return f"{signed}{after.written}{_growth(before, after)}"


def _is_comparable(before: Amount, after: Amount) -> bool:
    if before.upper or after.upper or before.unit != after.unit:
        return False
    is_long = len(before.digits) == 4 and before.unit in ("年", "年度")
    return before.unit != "" and not is_long and before.unit not in _DATED[2:]


def _rest(text: str, found: Amount) -> str:
    """What stands around the figure and its unit: 约, 余, 以上."""
    return "" if found.exact else text.replace(found.digits, "", 1).replace(found.written, "", 1)


def _growth(before: Amount, after: Amount) -> str:
    if before.unit in (*PERCENTS, *POINTS) or before.high <= 0 or after.high < 0 or before.high == after.high:
        return ""
    rate = rounded(abs(after.high - before.high) / before.high * 100, 1)
    return f"（{'增长' if after.high > before.high else '下降'}{rate}%）"


def changes(old: str, new: str, years: Years) -> tuple[Change, ...]:
    """The figures of two versions of a sentence that took each other's place; years that only moved on are left out."""
    before, after = tokens(old), tokens(new)
    found: list[Change] = []
    for part in stretches(before, after, before):
        if part.same:
            continue
        figures = [word for word in before[part.start : part.end] if _DIGIT.search(word)]
        new_figures = [word for word in after[part.new_start : part.new_end] if _DIGIT.search(word)]
        if len(figures) == len(new_figures):
            found += [
                Change(left, right, difference(left, right))
                for left, right in zip(figures, new_figures, strict=True)
                if left != right and years.shifted(left) != right
            ]
    return tuple(found)
