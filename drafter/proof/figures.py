"""Figures (数据): totals against their parts.

Office practice: whoever reads a plan adds it up. Approximate figures (约, 余, 以上) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from drafter.proof.finding import Finding, at, compiled, sentence_start
from drafter.proof.reading import PROSE, Line, Reading

UNITS = (
    "平方公里|平方米|立方米|公里|公顷|千瓦时|千瓦|万千瓦|小时|分钟|人次|场次|户次|批次|架次|台次|个百分点|工作日|元|个|家|人|名|户|项|次|场|期|米|亩|吨"
    "|辆|台|套|座|处|条|件|所|间|支|批|份|册|篇|节|口|村|镇|乡|盏|眼|株|头|只|艘|块|片|类|宗|起|例|张|幅|本|部|门|课时|天|%"
)
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?<![\d.—～~\-])(?<!\d,)({DIGITS})([万亿]?)([余多]?)({UNITS})(及?以上|左右|以内|及?以下|的(?=[，。]))?"
_LONGEST_LABEL = 40
_LONGEST_LIST = 300
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_VAGUE = ("约", "近", "超", "超过", "逾", "不少于", "不低于", "至少", "大约", "将近")


class Figure(NamedTuple):
    """数值 in a line: what stands before it in its clause, its value in the unit, and whether it is exact."""

    label: str
    value: Decimal
    unit: str
    exact: bool
    start: int
    end: int
    text: str


def figures(text: str, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """The figures with a unit in `text`."""
    return iter(_all(text)) if start == 0 and end is None else _between(text, start, len(text) if end is None else end)


@lru_cache(4096)
def _all(text: str) -> tuple[Figure, ...]:
    """Several rules ask for the figures of the same line."""
    return tuple(_between(text, 0, len(text))) if compiled(r"\d").search(text) else ()


def _between(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in compiled(_NUMBER).finditer(text, start, end):
        before = text[max(match.start() - _LONGEST_LABEL, 0) : match.start()]
        label = re.split("[，。；：、（）,;]", before)[-1]
        exact = not match[3] and not match[5] and not label.endswith(_VAGUE)
        value = value_of(match[1], match[2])
        yield Figure(label, value, match[4], exact, match.start(), match.end(), match[0])


def value_of(digits: str, scale: str) -> Decimal:
    """12,345 and 1.2万 as numbers."""
    return Decimal(digits.replace(",", "")) * _SCALE[scale]


def findings(reading: Reading) -> Iterator[Finding]:
    """Sums that do not add up."""
    lines = [line for line in reading.lines if line.role in PROSE and any(map(str.isdigit, line.text))]
    for line in lines:
        if "其中" in line.text or "包括" in line.text or "分别" in line.text:
            yield from _totals(line)
        if "计" in line.text or "，共" in line.text:
            yield from _sums(line)
    yield from _funds(lines)


# ---- totals ---------------------------------------------------------------------------------------------------------

_GROWN = r"(?:，(?:同比|比上年|较上年)[^，。；\n]{2,14})?"
_BESIDE = r"(?:、\d[\d.,]*[万亿]?[^\W\d_]{1,3}(?=，))?"
_OF_WHICH = _BESIDE + r"[^。\n\d；，]{0,20}" + _GROWN + r"[。；，（(,;][ ]*(其中|包括|分别为|分别是|分为)[：:，]?"


_CHANGE = "^(?:同比|比|较)"
"""比上年增加0.1万人 is by how much the figure before it has grown: no total."""


def _totals(line: Line) -> Iterator[Finding]:
    """A total and what it consists of: 8个，其中甲1个、乙6个."""
    for total in figures(line.text):
        of_which = compiled(_OF_WHICH).match(line.text, total.end)
        if not of_which or not total.exact or total.unit == "%" or compiled(_CHANGE).search(total.label):
            continue
        text = _without_brackets(line.text, of_which.end())
        furthest = min(of_which.end() + _LONGEST_LIST, len(text))
        until = compiled(r"[。；）)\n]|，(?:其余|同时|并|另|到|新|比|较|同比|占|达|由|从|要)").search(
            text, of_which.end(), furthest
        )
        parts = list(_parts(text, of_which.end(), until.start() if until else furthest, total.unit))
        if len(parts) > 1 and all(part.exact for part in parts) and _wrong(total, parts, of_which[1] != "其中"):
            yield _sum_finding(line, total, parts)


def _without_brackets(text: str, start: int) -> str:
    """The text with blanks for what stands in round brackets behind `start`."""
    inside = compiled(r"（[^（）\n]*）")
    return text[:start] + str(inside.sub(lambda match: " " * len(match[0]), text[start:]))


def _parts(text: str, start: int, end: int, unit: str) -> Iterator[Figure]:
    """The figures that stand side by side from `start` on, without what is in brackets."""
    open_ = 0
    for figure in figures(text, start, end):
        before = text[start : figure.start]
        open_ = before.count("（") - before.count("）")
        if open_ <= 0 and figure.unit == unit:
            yield figure


_ACROSS = r"学历|职称|岁以|^(?:、)?(?:具?有|曾)|证书"
"""Parts that one and the same may belong to: of 30 people, 25 have a degree and 18 experience."""


def _wrong(total: Figure, parts: list[Figure], complete: bool) -> bool:
    """More than the total, or so little less that the parts were meant to be all of it; and no sum on the way is it."""
    if any(compiled(_ACROSS).search(part.label) for part in parts):
        return False
    if total.value in accumulate(part.value for part in parts):
        return False
    found = _added(parts)
    if len(parts) > 2 and abs(found - total.value) <= _last_place(total):
        return False
    close = found >= total.value * Decimal("0.9") or total.value - found <= 1
    return found > total.value or (found < total.value and (complete or close))


def _last_place(figure: Figure) -> Decimal:
    """One in the last decimal place, by which rounded parts may miss their total; nothing for whole numbers."""
    decimals = re.match(r"[\d,]+\.(\d+)([万亿]?)", figure.text)
    return _SCALE[decimals[2]].scaleb(-len(decimals[1])) if decimals else Decimal(0)


def _sum_finding(line: Line, total: Figure, parts: list[Figure]) -> Finding:
    found = _shown(_added(parts), total.unit)
    parts_ = "＋".join(part.text for part in parts)
    start, end = min(total.start, parts[0].start), max(total.end, parts[-1].end)
    return at("P603", line, start, end, total=total.text, parts=parts_, found=found)


def _shown(value: Decimal, unit: str) -> str:
    """A value as a clerk writes it: in 亿 or 万 where it was divisible without a remainder worth a line of digits."""
    for name, scale in (("亿", _SCALE["亿"]), ("万", _SCALE["万"])):
        if value >= scale and (value / scale * 10000) % 1 == 0:
            return f"{(value / scale).normalize():f}{name}{unit}"
    return f"{value.normalize():f}{unit}"


def _sums(line: Line) -> Iterator[Finding]:
    """Parts and then their sum: 甲3个、乙4个，合计8个; 甲3名、乙4名，共8名."""
    for match in compiled(r"(?:合计|共计|总计)[^\d，。；]{0,6}(?=\d)|(?<=，)共[^\d，。；]{0,8}(?=\d)").finditer(
        line.text
    ):
        total = next(figures(line.text, match.end()), None)
        start = sentence_start(line.text, match.start(), "。；：")
        if not total or total.start != match.end() or not total.exact:
            continue
        parts = list(_parts(line.text, start, match.start(), total.unit))
        thing = total.label[-2:]  # 共6座 is the sum of what stands before it, 共改造泵站6座 that of 泵站
        if not total.label.endswith(("共", "计")) and not any(thing in part.label for part in parts):
            continue
        ranged = compiled(r"\d[～~—–\-]\d").search(line.text, start, match.start())
        whole = ranged or "其中" in line.text[start : match.start()]  # the first of them is no part but a sum itself
        if not whole and len(parts) > 1 and all(part.exact for part in parts) and _added(parts) != total.value:
            yield _sum_finding(line, total, parts)


def _added(parts: list[Figure]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _funds(lines: list[Line]) -> Iterator[Finding]:
    """A sum of money and, in the sentence after it, where it comes from."""
    for line in lines:
        match = compiled(r"。(?:资金|经费)来源[为是：:]").search(line.text)
        if not match:
            continue
        before = [figure for figure in figures(line.text, 0, match.start()) if figure.unit == "元"]
        until = line.text.find("。", match.end())
        parts = list(_parts(line.text, match.end(), until if until > 0 else len(line.text), "元"))
        if before and len(parts) > 1 and before[-1].exact and _added(parts) != before[-1].value:
            yield _sum_finding(line, before[-1], parts)
