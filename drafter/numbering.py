"""Numbering (层次序数): 一、（一）1.（1）① and 一是/一要/首先, made and recognised in one place.

The order 一、→（一）→1.→（1） is GB/T 9704-2012, 7.3.3. 一是, 一要, 首先 and ① are office practice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_DIGITS = "〇一二三四五六七八九"
_RANKS = ("", "十", "百", "千")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_ORDER = ("首先", "其次", "再次", "最后")

MAX_CHINESE = 9999


def chinese(number: int) -> str:
    """`number`, 0 to 9999, in Chinese numerals for counting: 12 is 十二, 105 is 一百零五. Else ValueError."""
    if not 0 <= number <= MAX_CHINESE:
        raise ValueError(f"no Chinese numeral here for {number}")
    words, gap = "", False
    for rank in (3, 2, 1, 0):
        digit = number // 10**rank % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _RANKS[rank]
        gap = digit == 0
    return words.removeprefix("一") if 10 <= number < 20 else words or "零"


def number_of(words: str) -> int | None:
    """The number that `chinese` writes as `words`, or None where it is not such a numeral."""
    if words.startswith("十"):
        words = "一" + words
    total = digit = 0
    for char in words.replace("零", ""):
        if char in _RANKS:
            total, digit = total + digit * 10 ** _RANKS.index(char), 0
        elif char in _DIGITS and not digit:
            digit = _DIGITS.index(char)
        else:
            return None
    total += digit
    return total if words and chinese(min(total, MAX_CHINESE)) in (words, words.removeprefix("一")) else None


def digits_in_chinese(digits: str) -> str:
    """Each digit by itself, as in 二〇二七 (GB/T 15835-2011: years in Chinese numerals take 〇, not ○ or 零)."""
    return digits.translate({ord(str(value)): char for value, char in enumerate(_DIGITS)})


def circled(number: int) -> str:
    """① to ㊿, else ValueError."""
    if not 1 <= number <= len(_CIRCLED):
        raise ValueError(f"no circled number for {number}")
    return _CIRCLED[number - 1]


_COUNTERS: dict[str, Callable[[int], str]] = {"一": chinese, "1": str, "①": circled}


class Mark(NamedTuple):
    """序数样式: what stands before and after the counter. `counter` is 一, 1, ①, 首先 or empty for a constant mark."""

    before: str
    counter: str
    after: str

    def printed(self, number: int) -> str:
        """The mark of item `number`, from 1; ValueError where the style cannot count so far."""
        if self.counter == "首先":
            return self.before + self._order(number) + self.after
        return self.before + (_COUNTERS[self.counter](number) if self.counter else "") + self.after

    def _order(self, number: int) -> str:
        if number > len(_ORDER):
            raise ValueError("首先、其次、再次、最后 counts to four")
        return _ORDER[number - 1]

    @property
    def limit(self) -> int:
        """How many items the style can count."""
        return {"首先": len(_ORDER), "①": len(_CIRCLED), "一": MAX_CHINESE}.get(self.counter, 1_000_000)


NO_MARK = Mark("", "", "")
_CONSTANT = ("——", "●", "·")


def mark(style: str) -> Mark | None:
    """The mark that a style such as `（一）`, `1.`, `一是` or `none` describes; None where it describes none."""
    if style == "none":
        return NO_MARK
    if style in _CONSTANT:
        return Mark(style, "", "")
    for counter in ("首先", *_COUNTERS):
        before, found, after = style.partition(counter)
        if found and not any(other in before + after for other in _COUNTERS):
            return Mark(before, counter, after)
    return None


DEFAULT_SCHEME = ("一、", "（一）", "1.", "（1）")


class Counters:
    """Counts headings level by level; a level starts anew under each heading above it unless it runs on."""

    def __init__(self, running: frozenset[int] = frozenset()) -> None:
        self._running = running
        self._counts: dict[int, int] = {}

    def next(self, level: int) -> int:
        """The number of the next heading of `level`, from 1."""
        self.pass_over(level)
        self._counts[level] = self._counts.get(level, 0) + 1
        return self._counts[level]

    def pass_over(self, level: int) -> None:
        """An unnumbered heading of `level`: what is below it starts anew all the same."""
        for deeper in [other for other in self._counts if other > level and other not in self._running]:
            del self._counts[deeper]


# ---- recognised -----------------------------------------------------------------------------------------------------

STOPS = frozenset("。！？；：")
"""What closes a heading's words."""

# Patterns stay text until they are needed; `re` keeps what it has compiled.
_NUMERAL = f"[{_DIGITS}零十百千]{{1,9}}"
_HEADING_NUMBER = rf"{_NUMERAL}、|（{_NUMERAL}）|[0-9]{{1,4}}\.(?![0-9])|（[0-9]{{1,4}}）"
_POINT_MARKS: tuple[tuple[str, Callable[[str], int | None], Mark], ...] = (
    (f"({_NUMERAL})是", number_of, Mark("", "一", "是")),
    (f"({_NUMERAL})要", number_of, Mark("", "一", "要")),
    (f"({'|'.join(_ORDER[:-1])})", lambda word: _ORDER.index(word) + 1, Mark("", "首先", "")),
    (f"第({_NUMERAL})，", number_of, Mark("第", "一", "，")),
    (f"（({_NUMERAL})）", number_of, Mark("（", "一", "）")),
    (r"([0-9]{1,4})\.(?![0-9])", int, Mark("", "1", ".")),
    (r"（([0-9]{1,4})）", int, Mark("（", "1", "）")),
    (f"([{_CIRCLED[:-1]}])", lambda word: _CIRCLED.index(word) + 1, Mark("", "①", "")),
    ("(——)", lambda _: 1, Mark("——", "", "")),
)
_MAY_OPEN = frozenset(f"{_DIGITS}零十百千0123456789首其再第（—{_CIRCLED}")  # for the many that open with none
_POINT_MARK = "|".join(pattern for pattern, _, _ in _POINT_MARKS)


def heading_number(line: str) -> str:
    """The number that a heading's line opens with: 一、（二）3. or （4）; nothing where it opens with none."""
    found = re.match(_HEADING_NUMBER, line)
    return found[0] if found else ""


def point_number(paragraph: str) -> str:
    """The mark of the point that a paragraph is; nothing where it is none, or several that run on in one paragraph."""
    if paragraph[:1] not in _MAY_OPEN:
        return ""
    found = re.match(_POINT_MARK, paragraph)
    following = _following(found[0]) if found else None
    return found[0] if found and following and paragraph.find(following, found.end()) < 0 else ""


@lru_cache
def _following(mark: str) -> str | None:
    """The mark of the next point after the one marked so; None where this is no number at all."""
    for pattern, read, made in _POINT_MARKS:
        found = re.fullmatch(pattern, mark)
        if found:
            number = read(found[1])
            return made.printed(number + 1) if number and number < made.limit else None
    return None
