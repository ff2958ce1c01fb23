"""Twice (两处): one thing that has two values in one document. Office practice.

Only figures that say the same in the same way are held against each other: what is new built and what is mended are two
things, 95% is not 95%以上, and what was reached in one year is not what another year shall bring.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from drafter.proof.figures import Figure, figures
from drafter.proof.finding import Finding, at, compiled, sentence_start
from drafter.proof.numbering_order import numbered
from drafter.proof.reading import PROSE, Line, Reading

_NEUTRAL = (
    r"20\d\d年|年[底内]|全年|全[市县区镇乡校局省街道]{1,2}|到|底前?|计划|力争|确保|预计|累计|共计|共|要|并|还|再|使|的|同时|[一二三四五六七八九]是|[一二三四五六七八九]要"
    r"|保证|保障|完成|实现|开展|组织|举办|投入|争取|落实|安排|推进|修订|制定"
)
_DEEDS = (
    "新建|建设|建成|新增|增设|创建|培育",
    "改造提升|提升改造|改造|改建|整治|治理|新改建|建设改造|改扩建|更新",
    "引进",
    "评出|评选|表彰",
    "培训",
    "发放",
    "走访|慰问",
)
"""Verbs that say what is done to a thing; those of a row may stand for each other."""
_LEADING = rf"^(?:{_NEUTRAL}|{'|'.join(_DEEDS)})"
_TRAILING = (
    r"(?:达到|达|为|是|完成|新增|新建|增加|建成|控制在|不低于|不少于"
    r"|不超过|不高于|超过|约|共|至少|稳定在|保持在|在|设|：)+$"
)
_GENERIC = (
    r"^(?:上级|中央|省级|市级|县级|区级|镇级|财政|专项|补助|配套|奖补|项目|工程|总|各类|各级|重点|活动|教育|学习|工作|宣传|集中|专题|业务|示范|主题|志愿|服务|困难|应急)*"
    r"(?:资金|经费|投资|投入|培训|活动|会议|检查|项目|工程|培训班|宣传|演练|补助|任务|措施|制度|群众|人员|干部|企业|学生|教师|单位|讲座|课程|党员|预案)?$"
)
_PERIOD = (
    r"(?:19|20)\d\d年|[上下]半年|第?[一二三四]季度|\d+月(?![\d底]|前)|目前|现有|去年|上年|今年|截至|已|同比"
    "|阶段|首批|第[一二三四五]批"
)
_CAUTIOUS = "原则|由|从|比|较|其中|增长|下降|提高|提升|分别|平均|每|不到|达不到|未达|各|另|其他|其余"
_AHEAD = r"打算|下一步|下步|明年|下年|下半年|思路|20\d\d年.{0,4}(?:计划|安排|目标|任务)"
"""Heads of chapters about what comes after the rest: their figures are other ones."""
_LEAST, _MOST = ("不低于", "不少于", "至少", "超过"), ("不超过", "不高于", "控制在")
_LONGEST_LIST = 300
_SHORTEST = 4
_BUILT = frozenset("座 公里 栋 条 口 套 处 所".split())
"""Units of what is built: 新建水厂2座 tells enough, short as it is."""


def findings(reading: Reading) -> Iterator[Finding]:
    """安全设施投入12.5万元 here, 安全设施投入13万元 there; a table's cell against the text.

    What has three values or more has one for each of several things: （分解任务15项） stands behind every heading.
    """
    found = list(_two_values(reading))
    often = Counter(each.words["label"] for each in found)
    yield from (each for each in found if often[each.words["label"]] == 1)


def _two_values(reading: Reading) -> Iterator[Finding]:
    seen = _Seen(reading.years)
    ahead = ""
    for line in reading.lines:
        if line.role not in PROSE:
            continue
        mark = numbered(line)
        if mark and mark.level == 1:
            ahead = "以后" if compiled(_AHEAD).search(line.text) else ""
        for figure in figures(line.text):
            yield from seen.told(line, figure, ahead)
    yield from _in_cells(reading, seen)


def _in_cells(reading: Reading, seen: _Seen) -> Iterator[Finding]:
    """What one cell alone of all tables says; rows of units may each have a share of the same thing.

    Not in a summary, where the text says what was reached and the table what was planned.
    """
    if re.search("总结|汇报|报告|半年|情况|进展", "".join(reading.titles)):
        return
    cells = [(line, figure) for line in reading.of("cell") for figure in figures(line.text)]
    often = Counter(_named(figure.label)[0] for _, figure in cells)
    for line, figure in cells:
        if often[_named(figure.label)[0]] == 1:
            yield from seen.told(line, figure, "")


class _Seen:
    """The figures so far, by what they are figures of."""

    def __init__(self, years: tuple[int, ...]) -> None:
        self.own = {f"{year}年" for year in years}
        self.first: dict[object, list[tuple[int | None, Figure, str]]] = {}
        self.values: dict[object, set[Decimal]] = {}

    def told(self, line: Line, figure: Figure, ahead: str) -> Iterator[Finding]:
        """The finding that another value was told before, if it was; the figure is remembered."""
        label, deed = _named(figure.label)
        bound = _bound(figure)
        shortest = 2 if deed is not None and figure.unit in _BUILT else _SHORTEST
        whose = line.text[: figure.start - len(figure.label)].endswith("）")  # 县（市）入园率: somebody's of several
        if len(label) < shortest or bound is None or whose or not _is_special(label):
            return
        thing = label, figure.unit, bound, ahead
        whole = _whole(line.text, figure.start)
        others = self.first.setdefault((*thing, self.when(line.text, figure.start)), [])
        known = self.values.setdefault(thing, set())
        alike = (
            each
            for done, each, of in others
            if (done == deed or (len(label) >= _SHORTEST and None in (done, deed)))
            and (of == whole or "" in (of, whole))
        )
        other = next(alike, None)
        if other and other.value != figure.value and figure.value not in known:
            words = {"label": label, "value": figure.text, "other": other.text}
            yield at("P602", line, figure.start - len(figure.label), figure.end, **words)
        if not other:
            others.append((deed, figure, whole))
        known.add(figure.value)

    def when(self, text: str, offset: int) -> frozenset[str]:
        """The periods that the sentence names before the figure; the plan's own year is understood."""
        start = sentence_start(text, offset)
        earlier = re.findall(r"(?:19|20)\d\d年", text[max(offset - _LONGEST_LIST, 0) : offset])[-1:]
        return frozenset((*compiled(_PERIOD).findall(text, start, offset), *earlier)) - self.own


def _is_special(label: str) -> bool:
    """False for names that many things share, and for figures that are compared or only a part."""
    return not compiled(_CAUTIOUS).search(label) and not compiled(_GENERIC).match(label)


def _whole(text: str, offset: int) -> str:
    """What a figure behind 其中 is a part of: 其中乡村人口 of those who live here is another than of the registered."""
    within = text.rfind("其中", max(offset - _LONGEST_LIST, 0), offset)
    if within < 0 or "。" in text[within:offset]:
        return ""
    stated = [figure.label for figure in figures(text, max(within - _LONGEST_LIST, 0), within)]
    labels = [label for each in stated if (label := _named(each)[0])]
    return labels[-1] if labels else ""


def _bound(figure: Figure) -> str | None:
    """以上 and 以下 are other figures than the exact one; None for 左右 and 余, which are held against nothing."""
    if figure.text.endswith("以上") or figure.label.endswith(_LEAST):
        return "least"
    if figure.text.endswith(("以内", "以下")) or figure.label.endswith(_MOST):
        return "most"
    return "" if figure.exact else None


@lru_cache(4096)
def _named(words: str) -> tuple[str, int | None]:
    """What a figure is a figure of, and the row of `_DEEDS` that says what is done to it."""
    words = words.strip("“”《》（）() 　")
    deed = None
    while match := compiled(_LEADING).match(words):
        deed = next((row for row, verbs in enumerate(_DEEDS) if match[0] in verbs.split("|")), deed)
        words = words[match.end() :]
    return compiled(_TRAILING).sub("", words).strip("的“”"), deed
