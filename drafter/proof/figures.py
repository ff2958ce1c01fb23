"""Figures (数据): the same thing with two values, totals against their parts, rates against their numbers.

Office practice: whoever reads a plan adds it up. Approximate figures (约, 余, 以上) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from drafter.proof.finding import Finding, at, compiled, sentence_start
from drafter.proof.reading import PROSE, Line, Reading

_UNITS = (
    "平方公里|平方米|立方米|公里|公顷|千瓦时|千瓦|万千瓦|小时|分钟|人次|场次|户次|批次|架次|台次|个百分点|工作日|元|个|家|人|名|户|项|次|场|期|米|亩|吨"
    "|辆|台|套|座|处|条|件|所|间|支|批|份|册|篇|节|口|村|镇|乡|盏|眼|株|头|只|艘|块|片|类|宗|起|例|张|幅|本|部|门|课时|天|%"
)
_NUMBER = rf"(?<![\d.—～~\-])(\d+(?:\.\d+)?)([万亿]?)([余多]?)({_UNITS})(及?以上|左右|以内|及?以下|的(?=[，。]))?"
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
    for match in compiled(_NUMBER).finditer(text, start, len(text) if end is None else end):
        before = text[max(match.start() - _LONGEST_LABEL, 0) : match.start()]
        label = re.split("[，。；：、（）,;]", before)[-1]
        exact = not match[3] and not match[5] and not label.endswith(_VAGUE)
        value = Decimal(match[1]) * _SCALE[match[2]]
        yield Figure(label, value, match[4], exact, match.start(), match.end(), match[0])


def findings(reading: Reading) -> Iterator[Finding]:
    """Sums that do not add up, rates that do not come out, one thing with two values."""
    lines = [line for line in reading.lines if line.role in PROSE and any(map(str.isdigit, line.text))]
    for line in lines:
        if "其中" in line.text or "包括" in line.text or "分别" in line.text:
            yield from _totals(line)
        if "计" in line.text:
            yield from _sums(line)
        if "占" in line.text and "其中" in line.text:
            yield from _shares(line)
        if any(word in line.text for word in _GROWN):
            yield from _growth(line)
    yield from _funds(lines)
    yield from _twice(lines, reading.years)


# ---- totals ---------------------------------------------------------------------------------------------------------

_OF_WHICH = r"[^。\n\d；，]{0,8}[；，（(,;][ ]*(其中|包括|分别为|分别是|分为)[：:，]?"


def _totals(line: Line) -> Iterator[Finding]:
    """A total and what it consists of: 8个，其中甲1个、乙6个."""
    for total in figures(line.text):
        of_which = compiled(_OF_WHICH).match(line.text, total.end)
        if not of_which or not total.exact or total.unit == "%":
            continue
        furthest = min(of_which.end() + _LONGEST_LIST, len(line.text))
        until = compiled(r"[。；）)\n]|，(?:其余|同时|并|另|到|新)").search(line.text, of_which.end(), furthest)
        parts = list(_parts(line.text, of_which.end(), until.start() if until else furthest, total.unit))
        if len(parts) > 1 and all(part.exact for part in parts) and _wrong(total, parts, of_which[1] != "其中"):
            yield _sum_finding(line, total, parts)


def _parts(text: str, start: int, end: int, unit: str) -> Iterator[Figure]:
    """The figures that stand side by side from `start` on, without what is in brackets."""
    open_ = 0
    for figure in figures(text, start, end):
        before = text[start : figure.start]
        open_ = before.count("（") - before.count("）")
        if open_ <= 0 and figure.unit == unit:
            yield figure


def _wrong(total: Figure, parts: list[Figure], complete: bool) -> bool:
    """More than the total, or so little less that the parts were meant to be all of it."""
    found = sum(part.value for part in parts)
    close = found >= total.value * Decimal("0.9") or total.value - found <= 1
    return found > total.value or (found < total.value and (complete or close))


def _sum_finding(line: Line, total: Figure, parts: list[Figure]) -> Finding:
    found = _shown(sum((part.value for part in parts), Decimal(0)), total.unit)
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
    """Parts and then their sum: 甲3个、乙4个，合计8个."""
    for match in compiled(r"(?:合计|共计|总计)[^\d，。；]{0,6}(?=\d)").finditer(line.text):
        total = next(figures(line.text, match.end()), None)
        start = sentence_start(line.text, match.start(), "。；：")
        if not total or total.start != match.end() or not total.exact:
            continue
        parts = list(_parts(line.text, start, match.start(), total.unit))
        if len(parts) > 1 and all(part.exact for part in parts) and sum(part.value for part in parts) != total.value:
            yield _sum_finding(line, total, parts)


def _funds(lines: list[Line]) -> Iterator[Finding]:
    """A sum of money and, in the sentence after it, where it comes from."""
    for line in lines:
        match = compiled(r"。(?:资金|经费)来源[为是：:]").search(line.text)
        if not match:
            continue
        before = [figure for figure in figures(line.text, 0, match.start()) if figure.unit == "元"]
        until = line.text.find("。", match.end())
        parts = list(_parts(line.text, match.end(), until if until > 0 else len(line.text), "元"))
        if before and len(parts) > 1 and before[-1].exact and sum(part.value for part in parts) != before[-1].value:
            yield _sum_finding(line, before[-1], parts)


# ---- rates ----------------------------------------------------------------------------------------------------------

_SHARE = (
    rf"(?<![\d.])(\d+(?:\.\d+)?)([万亿]?)({_UNITS})[^。；\d]{{0,16}}[，（]其中[^。；\d]{{0,16}}(\d+(?:\.\d+)?)([万亿]?)({_UNITS})"
    r"[，（]?(?:约)?占(?:比|[^\d，。；]{0,6}的)?(?:为|达到?|约)?(\d+(?:\.(\d+))?)[%％]"
)
_GROWN = tuple(f"，{word}" for word in "同比 增长 增幅 下降 降幅".split())
_GROWTH = (
    r"[由从](?:[^\d，。；]{0,10})(\d+(?:\.\d+)?)([万亿]?)([^\W\d_]{0,4})"
    r"(增加|提高|增长|上升|提升|扩大|减少|下降|降低|降|压减|缩短|压缩)[至到为][^\d，。；]{0,3}(\d+(?:\.\d+)?)([万亿]?)[^\W\d_]{0,4}"
    r"，(?:同比)?(?:增长|增幅|下降|降幅)(?:了|达到?|为)?(\d+(?:\.(\d+))?)[%％](?!个?百分点)"
)


def _shares(line: Line) -> Iterator[Finding]:
    """48人，其中12人，占30%: of the number before or, where several stand before, of any of them or of all."""
    for match in compiled(_SHARE).finditer(line.text):
        start = sentence_start(line.text, match.start(), "。；")
        before = [each.value for each in figures(line.text, start, match.end(3)) if each.unit == match[3]]
        part = Decimal(match[4]) * _SCALE[match[5]]
        wholes = [whole for whole in (*before[::-1], sum(before)) if whole]
        found = [list(_rate(line, match, part / whole * 100, match[7], match[8])) for whole in wholes]
        if match[3] == match[6] and found and all(found):
            yield from found[0]


def _growth(line: Line) -> Iterator[Finding]:
    """由40个增加到50个，增长20%."""
    for match in compiled(_GROWTH).finditer(line.text):
        before, after = Decimal(match[1]) * _SCALE[match[2]], Decimal(match[5]) * _SCALE[match[6]]
        if before:
            yield from _rate(line, match, abs(after - before) / before * 100, match[7], match[8])


def _rate(line: Line, match: re.Match[str], exact: Decimal, given: str, places: str | None) -> Iterator[Finding]:
    step = Decimal(1).scaleb(-len(places or ""))
    if abs(exact - Decimal(given)) > step * Decimal("0.51") + Decimal("0.1"):
        yield at("P604", line, match.start(), match.end(), given=f"{given}%", found=f"{exact.quantize(step)}%")


# ---- one thing with two values --------------------------------------------------------------------------------------

_LEADING = (
    r"^(?:20\d\d年|年[底内]|全年|全[市县区镇乡校局省街道]{1,2}|到|底前?|计划|力争|确保|预计|累计|共计|共|要|并|还|再|使|的|同时|[一二三四五六七八九]是|[一二三四五六七八九]要"
    r"|保证|保障|完成|实现|新增|新建|新改建|改建|改造|建设|建成|开展|组织|举办|投入|争取|落实|安排|培育|引进|创建|整治|治理|推进|修订|制定)+"
)
_TRAILING = (
    r"(?:达到|达|为|是|完成|新增|新建|增加|建成|控制在|不低于|不少于|不超过|超过|约|共|至少|稳定在|保持在|在|：)+$"
)
_GENERIC = (
    r"^(?:上级|中央|省级|市级|县级|区级|镇级|财政|专项|补助|配套|奖补|项目|工程|总|各类|各级|重点|活动|教育|学习|工作|宣传|集中|专题|业务)*"
    r"(?:资金|经费|投资|投入|培训|活动|会议|检查|项目|工程|培训班|宣传|演练|补助|任务|措施|制度)?$"
)
_PERIOD = (
    r"(?:19|20)\d\d年|[上下]半年|第?[一二三四]季度|\d+月|目前|现有|去年|上年|今年|截至|已|同比"
    "|阶段|首批|第[一二三四五]批"
)
_CAUTIOUS = "原则|不高于|不低于|不超过|由|从|比|较|其中|增长|下降|提高|提升|分别|平均|每"


def _twice(lines: list[Line], years: tuple[int, ...]) -> Iterator[Finding]:
    """安全设施投入12.5万元 here, 安全设施投入13万元 there."""
    first: dict[object, Figure] = {}
    values: dict[object, set[Decimal]] = {}
    for line in lines:
        for figure in figures(line.text):
            label = _label(figure.label)
            vague = not figure.exact or compiled(_CAUTIOUS).search(figure.label)
            if len(label) < 5 or vague or compiled(_GENERIC).match(label):
                continue
            other = first.setdefault((label, figure.unit, _when(line.text, figure.start, years)), figure)
            known = values.setdefault((label, figure.unit), set())
            if other.value != figure.value and figure.value not in known:
                words = {"label": label, "value": figure.text, "other": other.text}
                yield at("P602", line, figure.start - len(figure.label), figure.end, **words)
            known.add(figure.value)


def _label(words: str) -> str:
    words = compiled(_TRAILING).sub("", compiled(_LEADING).sub("", words.strip("“”《》（）() 　")))
    return words.strip("的")


def _when(text: str, offset: int, years: tuple[int, ...]) -> frozenset[str]:
    """The periods that the sentence names before the figure; the plan's own year is understood."""
    start = sentence_start(text, offset)
    own = {f"{year}年" for year in years}
    earlier = re.findall(r"(?:19|20)\d\d年", text[max(offset - _LONGEST_LIST, 0) : offset])[-1:]
    return frozenset((*compiled(_PERIOD).findall(text, start, offset), *earlier)) - own
