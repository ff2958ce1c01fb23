"""Order of numbers (序数): 一、（一）1.（1） in order and without gaps, 一是 before 二是, chapters and articles.

The order of the four levels is GB/T 9704-2012, 7.3.3; that numbers count without gaps nobody had to write down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from drafter.numbering import chinese, number_of
from drafter.proof.elements import listed_attachments
from drafter.proof.finding import Finding, at, compiled
from drafter.proof.reading import PROSE, Line, Reading

_NUMERAL = "[一二三四五六七八九十百]{1,5}"
_MARK = (
    rf"(?P<a>{_NUMERAL})[ 　]*(?:、|[，．.](?![0-9]))|[（(](?P<b>{_NUMERAL})[）)]"
    r"|(?P<c>[0-9]{1,3})(?:．|[.、](?![0-9])|[.、](?=(?:19|20)\d\d年|\d{1,2}月\d{1,2}日))|[（(](?P<d>[0-9]{1,3})[）)]"
    r"|(?P<e>[㈠-㈩])|(?P<f>[⒈-⒛])|(?P<g>[⑴-⒇])"
)
_LEVELS = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 2, "f": 3, "g": 4}
_ARABIC = 3
_SINGLE = {"e": ord("㈠"), "f": ord("⒈"), "g": ord("⑴")}
"""Numbers that are one character together with their marks, and the first of each kind."""
_MAY_OPEN = frozenset("一二三四五六七八九十百（(0123456789#*") | {
    chr(code) for first, last in ("㈠㈩", "⒈⒛", "⑴⒇") for code in range(ord(first), ord(last) + 1)
}
_CHAPTER = rf"第({_NUMERAL})([章节条编])(?=[ 　]|$)"
_PART = rf"第{_NUMERAL}(?:部分|篇|编|章)"
_POINT = rf"(?:^|(?<=[。；：，！;:,.)）①-⑳\s]))(?:({_NUMERAL})(是|要)|第({_NUMERAL})，)"
_OTHER_FIRST = "首先|一方面|第一"
_INLINE = r"(?:(?<=[。；：，])|(?<=^))(?:[（(]([0-9]{1,2})[）)]|([①-⑳]))"
_DECIMAL = r"^[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?[ 　]*(?=[^\W\d_])(?![万亿元个人项家米倍吨亩公平小])"
_PRINTED = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}


class Numbered(NamedTuple):
    """A line that opens with a number: its level 1 to 4 and where its words begin."""

    line: Line
    level: int
    number: int
    end: int

    @property
    def printed(self) -> str:
        """The number as it stands there."""
        return self.line.text[: self.end].strip(" 　")


def numbered(line: Line) -> Numbered | None:
    """The line with the number it opens with, also where the mark behind the number is the wrong one; else None."""
    if line.role not in PROSE or line.text[:1] not in _MAY_OPEN:
        return None
    opening = _opening(line.text)
    return Numbered(line, *opening) if opening else None


@lru_cache(4096)
def _opening(text: str) -> tuple[int, int, int] | None:
    """The level of the number that opens the text, its value and where it ends; many rules ask for it."""
    markup = compiled(r"#{1,6} *(?:\*\*)?|\*\*").match(text)  # left over, and told elsewhere
    match = compiled(_MARK).match(text, markup.end() if markup else 0)
    if not match or match.lastgroup is None:
        return None
    words = match[match.lastgroup]
    if match.lastgroup in _SINGLE:
        return _LEVELS[match.lastgroup], ord(words) - _SINGLE[match.lastgroup] + 1, match.end()
    number = int(words) if words.isascii() else number_of(words)
    return (_LEVELS[match.lastgroup], number, match.end()) if number else None


def findings(reading: Reading) -> Iterator[Finding]:
    """Numbers out of order: of headings and paragraphs, of points within paragraphs, of chapters and articles."""
    yield from _headings(reading)
    yield from _chapters(reading)
    yield from _points(reading)
    yield from _firsts(reading)
    yield from _inline(reading)
    yield from _decimals(reading)


# ---- headings -------------------------------------------------------------------------------------------------------


class _Counter:
    """The last number of every level, which levels may begin anew, and whether the last line had a mistaken mark."""

    def __init__(self) -> None:
        self.mistaken = False
        self.last: dict[int, Numbered] = {}
        self.fresh: set[int] = {1, 2, 3, 4}
        self.missed: dict[int, int] = {}
        self.perhaps: int | None = None

    def restart(self) -> None:
        """Another title or attachment: everything begins anew."""
        self.last.clear()
        self.missed.clear()
        self.fresh = {1, 2, 3, 4}

    def unnumbered(self, levels: set[int]) -> None:
        """A heading or a paragraph without a number, after which these levels may begin anew."""
        self.fresh |= levels

    def take(self, found: Numbered) -> int | None:
        """The number that ought to stand here; None where the one that does is in order."""
        before = self.last.get(found.level)
        wanted = before.number + 1 if before else 1
        fresh = found.level in self.fresh
        missed = self.missed.pop(found.level, None)
        self.last[found.level] = found
        self.fresh.discard(found.level)
        self.fresh |= {level for level in (1, 2, 3, 4) if level > found.level}
        perhaps, self.perhaps = self.perhaps, None
        if found.number == wanted or (found.number == 1 and fresh):
            return None
        if found.level == _ARABIC and perhaps is not None and found.number == perhaps + 1:
            return None  # the line before, 1.300亩……, was number 1
        if missed is not None and found.number in (missed, missed + 1) and before and found.number != before.number:
            return None  # the one before was out of order, and was found; this one goes on from where it ought to be
        wanted = 1 if fresh and before is None else wanted
        self.missed[found.level] = wanted
        return wanted


def _headings(reading: Reading) -> Iterator[Finding]:
    counter = _Counter()
    previous: Numbered | None = None
    opened = False
    listed = {entry.line.number for entry in listed_attachments(reading)}
    all_ = [found for line in reading.lines if line.number not in listed and (found := numbered(line))]
    position = -1
    for line in reading.lines:
        found = numbered(line) if line.number not in listed else None
        position += found is not None
        if found and (level := _meant(found, all_[position + 1 :], counter)):
            expected = _printed(level, found.number)
            before = counter.last[level].printed
            told = f"前面是“{before}”"
            yield at("P301", line, 0, found.end, mark=found.printed, told=told, expected=expected)
            found = found._replace(level=level)
        if line.role in ("title", "attachment") or _opens_a_part(line, found, opened=opened):
            counter.restart()
            previous = None
        opened = (opened or _is_bare(line.text)) and found is None
        if found is None and (digits := re.match(r"(\d{1,2})(?:[.、]\d|[)）,，。：: 　]*[^\W\d_])", line.text)):
            counter.perhaps = int(digits[1])
        if found is None and line.role in PROSE:
            yield from _without_mark(line, all_[position + 1 :], counter)
        if found:
            faults = list(_out_of_order(found, counter, previous))
            yield from () if line.numbered_here else faults
            previous = found
        elif _is_unnumbered_heading(line):
            counter.unnumbered({2, 3, 4})
        elif line.role == "body":
            counter.unnumbered({3, 4})


def _without_mark(line: Line, following: list[Numbered], counter: _Counter) -> Iterator[Finding]:
    """2强化资金保障 between 1. and 3., 三 保障措施 between 二、 and 四、."""
    match = re.match(r"(?:(\d{1,2})|([一二三四五六七八九十]{1,3}))[ 　]*(?=[^\W\d_])", line.text)
    number = (int(match[1]) if match[1] else number_of(match[2])) if match else None
    if match is None or number is None:
        return
    level, code = (_ARABIC, "P111") if match[1] else (1, "P110")
    before = counter.last.get(level)
    after = next((each for each in following if each.level <= level), None)
    goes_on = after is not None and (after.level, after.number) == (level, number + 1)
    is_last = after is None and level == 1 and line.role == "heading"
    if before and before.number == number - 1 and (goes_on or is_last):
        counter.last[level] = before._replace(number=number)
        yield at(code, line, *match.span(), instead=_PRINTED[level].format(match[1] or match[2]), more="")


def _meant(found: Numbered, following: list[Numbered], counter: _Counter) -> int | None:
    """The level of the numbers before and after, where this one alone between them has another level's mark."""
    own = counter.last.get(found.level)
    in_order = own is not None and own.number + 1 == found.number
    for level in (found.level + 1, found.level - 1):
        if in_order and level < found.level:
            continue
        before = counter.last.get(level)
        after = next((each for each in following if each.level in (level, found.level)), None)
        if (
            before
            and after
            and level not in counter.fresh
            and (after.level, before.number + 1, after.number) == (level, found.number, found.number + 1)
        ):
            return level
    return None


def _opens_a_part(line: Line, found: Numbered | None, *, opened: bool) -> bool:
    """第一部分, or another 一、 somewhere under an unnumbered heading such as 2027年工作打算."""
    return bool(compiled(_PART).match(line.text)) or (found is not None and found.level == found.number == 1 and opened)


def _is_bare(text: str) -> bool:
    return 3 < len(text) <= 30 and not re.search("[。；，：、]", text)


def _is_unnumbered_heading(line: Line) -> bool:
    return line.role == "heading" or (line.role == "body" and (line.text.endswith("：") or len(line.text) < 25))


def _out_of_order(found: Numbered, counter: _Counter, previous: Numbered | None) -> Iterator[Finding]:
    before = counter.last.get(found.level)
    above = counter.last.get(previous.level) if previous else None
    wanted = counter.take(found)
    mistaken, counter.mistaken = counter.mistaken, False
    if wanted is not None and mistaken and previous and previous.number == wanted:
        return  # the one before it has the wrong mark, and was found
    if wanted is not None and previous and previous.number + 1 == found.number and above is previous and before is None:
        counter.mistaken = True
        told, expected = f"前面是“{previous.printed}”", _printed(previous.level, found.number)
        yield at("P301", found.line, 0, found.end, mark=found.printed, told=told, expected=expected)
    elif wanted is not None:
        told = f"前面是“{before.printed}”" if before and wanted > 1 else "前面没有同一级的序数"
        expected = _printed(found.level, wanted)
        yield at("P301", found.line, 0, found.end, mark=found.printed, told=told, expected=expected)
    elif previous and found.level - previous.level > (2 if previous.level == 1 else 1) and found.number == 1:
        expected = _printed(previous.level + 1, 1)
        yield at("P304", found.line, 0, found.end, above=previous.printed, mark=found.printed, expected=expected)


def _printed(level: int, number: int) -> str:
    return _PRINTED[level].format(chinese(number) if level < 3 else number)


def _chapters(reading: Reading) -> Iterator[Finding]:
    """第一章, 第一条: articles run on through the chapters, sections begin anew in each."""
    last: dict[str, int] = {}
    for line in reading.lines:
        if line.role in ("title", "attachment"):
            last.clear()
        match = compiled(_CHAPTER).match(line.text) if line.role in PROSE and line.text[:1] == "第" else None
        number = number_of(match[1]) if match else None
        if not match or not number:
            continue
        kind = match[2]
        if kind == "章":
            last.pop("节", None)
        wanted = last.get(kind, 0) + 1
        last[kind] = number
        if number != wanted:
            told = f"前面是“第{chinese(wanted - 1)}{kind}”" if wanted > 1 else f"前面没有“{kind}”"
            yield at("P306", line, 0, match.end(), mark=match[0], told=told, expected=f"第{chinese(wanted)}{kind}")


# ---- points ---------------------------------------------------------------------------------------------------------


def _points(reading: Reading) -> Iterator[Finding]:
    """一是…二是…, 一要…二要…, 第一，…第二，…: in one paragraph or over several, up to the next heading."""
    last: dict[str, int] = {}
    for line in reading.lines:
        if line.role not in PROSE:
            continue
        if numbered(line) or line.role == "heading":
            last.clear()
        if "是" not in line.text and "要" not in line.text and "第" not in line.text:
            continue
        for match in compiled(_POINT).finditer(line.text):
            kind = match[2] or "第"
            number = number_of(match[1] or match[3])
            if number:
                yield from _point(line, match, kind, number, last)


def _point(line: Line, match: re.Match[str], kind: str, number: int, last: dict[str, int]) -> Iterator[Finding]:
    wanted = last.get(kind, 0) + 1
    other = {"是": "要", "要": "是"}.get(kind, "")
    if number > 1 and wanted == 1 and last.get(other) == number - 1:
        last[other] = number  # 一是, 二要: the word is wrong, the count is not
        told = f"前面是“{chinese(number - 1)}{other}”"
        yield at("P302", line, *match.span(), mark=match[0], told=told, expected=f"{chinese(number)}{other}")
        return
    last[kind] = number
    if number in (wanted, 1):
        return
    form = "第{}，" if kind == "第" else "{}" + kind
    if wanted == 1 and compiled(_OTHER_FIRST).search(line.text, 0, match.start()):
        return
    told = f"前面是“{form.format(chinese(wanted - 1))}”" if wanted > 1 else f"前面没有“{form.format('一')}”"
    yield at("P302", line, *match.span(), mark=match[0], told=told, expected=form.format(chinese(wanted)))


def _firsts(reading: Reading) -> Iterator[Finding]:
    """首先, and then 再次 without 其次, in one paragraph."""
    for line in reading.lines:
        if line.role in PROSE and "首先" in line.text and "再次" in line.text:
            told = list(compiled("(?:^|(?<=[。；：]))(首先|其次|再次)(?=，|[^\\W\\d_])").finditer(line.text))
            for before, match in pairwise(told):
                if before[1] == "首先" and match[1] == "再次":
                    start, end = match.span()
                    yield at("P302", line, start, end, mark="再次", told="前面是“首先”", expected="其次")


def _inline(reading: Reading) -> Iterator[Finding]:
    """（1）（2） and ①② within a paragraph, where the first one is there."""
    for line in reading.lines:
        if line.role not in PROSE or not ("（1）" in line.text or "(1)" in line.text or "①" in line.text):
            continue
        last: dict[bool, int] = {}
        for match in compiled(_INLINE).finditer(line.text):
            ringed = match[2] is not None
            number = ord(match[2]) - 0x245F if ringed else int(match[1])
            wanted = last.get(ringed, 0) + 1
            last[ringed] = number
            if number not in (wanted, 1) and wanted > 1:
                expected = chr(0x245F + wanted) if ringed else f"（{wanted}）"
                yield at("P303", line, *match.span(), mark=match[0], expected=expected)


def _decimals(reading: Reading) -> Iterator[Finding]:
    """1.1 in a heading: said once for a document."""
    for line in reading.lines:
        if (
            line.role in PROSE
            and line.text[:1].isdigit()
            and re.match(r"\d+\.\d", line.text)
            and (match := compiled(_DECIMAL).match(line.text))
        ):
            yield at("P305", line, *match.span(), mark=match[0].strip())
            return
