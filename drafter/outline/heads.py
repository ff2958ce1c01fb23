"""Heads (标题句): whether the words behind a number are a heading, and where a run-in heading ends.

A heading names: it is short, gives no order, holds no figures to reach. GB/T 9704-2012 says nothing of that; it is how
offices write, counted on public documents: two in three second-level headings run on into their paragraph.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.outline.phrases import GENRE, begins_section, is_section, without_note
from drafter.outline.records import Record

__all__ = ["Head", "head_of"]

_LONGEST = 48
_LONGEST_CALL = 18  # 要在……上有新作为。
_LONGEST_ALONE_WITH_STOP = 34
_STOP = re.compile(r"[。！？]")
_COLON = re.compile(r"[^，。；、：]{2,16}：")
_GAP = re.compile(r"[^\s，。；：]{2,24}(\s+)(?=\S{2})")
_INNER_MARK = re.compile(r"（[一二三四五六七八九十]{1,3}）|(?<![\d.])1[.、](?!\d)|①|一是")
_NEXT_NUMBER = re.compile(r"\d{1,3}\s?[、.](?!\d)|[（(]\d{1,3}[)）]|[②③]|（[二三四五六七八九十]{1,3}）")
_ORDERS = re.compile(
    r"应当?(?!急|用|对|变|知|届|聘|邀|征|答|战)|必须|须(?!知)|不得|不能|予以|请(?!示)|由.{2,20}(?:负责|牵头|"
    r"承担|组织|落实|兼任)|其中|例如|劝其|(?<![重主首必需纲摘概紧提])要(?![求素点闻害领道塞件务义])"
)
_PERSONS = re.compile(r"(?:组长|成员|主任|联系人|电话|负责人|主持人|记录人|编号|地址)$")
_FIGURES = re.compile(
    r"(?:达到?|不少于|不低于|不超过|控制在|压缩[到至]|下降|增长|提高[到至]|降[到至]|同比|为)\s*\d|"
    r"\d[\d.]*\s*(?:个|座|项|万|亿|%|公里|千米|米|人|户|件|场|所|处|家|名|次|期|条|台|套|辆|亩|吨|元|天|篇|批|"
    r"份|位|册)|\d{4}年(?:\d{1,2}月)?底?前|\d{1,2}月底?前"
)
_BEGINS_SENTENCE = re.compile(
    r"为了|为使|为进一步|鉴于|由于|根据|按照|依据|因|自(?:\d|.{1,20}之日)|截至|截止|如|凡|受|针对.{0,20}[，]|"
    r"在.{1,30}[前下中后时]，|各(?:级|地|部门|单位|有关|乡镇|科室|处室)|你[省市县区局]|本(?:办法|方案|意见|"
    r"通知)|我[省市县区局校院]"
)


class Head(NamedTuple):
    """标题句: `names` if the words could be a heading's; `end` is where they end in the text; whether text `goes_on`.

    A note on who is responsible is no such text. `glued` where no stop parts the heading from its text; `closed` where
    the words end in a stop.
    """

    names: bool
    end: int
    goes_on: bool
    glued: bool = False
    closed: bool = False


def head_of(each: Record) -> Head:
    """What the words behind the record's mark look like."""
    told = each.told
    begin = each.mark.end
    rest = told[begin:]
    glued = begins_section(rest)
    if glued:
        return Head(names=True, end=begin + glued, goes_on=True, glued=True)
    end, after = _end(rest)
    words, tail = rest[:end].strip(), without_note(rest[after:].strip())
    runs_on = bool(_NEXT_NUMBER.match(tail)) and each.mark.kind != "一"
    closed = after > end or rest.rstrip()[-1:] == "；"
    is_outer = each.mark.kind in ("一", "（一）")
    return Head(
        not runs_on and _names(words, tail, rest[end:after], is_outer=is_outer),
        begin + len(rest[:end].rstrip()),
        bool(tail),
        closed=closed,
    )


def _end(rest: str) -> tuple[int, int]:
    """Where the first words end, and where what follows them begins."""
    stop = _STOP.search(rest)
    first, after = (stop.start(), stop.end()) if stop else (len(rest), len(rest))
    inner = _INNER_MARK.search(rest, 2, first)
    if inner and len(rest) - inner.end() > 8:
        return inner.start(), inner.start()
    colon = _COLON.match(rest)
    if colon and (colon.end() < len(rest.rstrip()) or is_section(rest)):
        return colon.end() - 1, colon.end()
    gap = _GAP.match(rest)
    if gap and _parts_text(rest, gap, first):
        return gap.start(1), gap.end()
    return first, after


def _parts_text(rest: str, gap: re.Match[str], first: int) -> bool:
    """Whether a blank parts a heading from its text, and not two halves of a heading."""
    behind = rest[gap.end() :]
    words = rest[: gap.start(1)]
    if is_section(words) or (GENRE.search(words) and len(behind) > 12):
        return True
    return len(behind) > 30 and first - gap.end() > 20 and "，" in behind[: first - gap.end()]


def _names(words: str, tail: str, stop: str, *, is_outer: bool) -> bool:
    if not 2 <= len(words) <= _LONGEST or "；" in words:
        return False
    if _ORDERS.search(words) and len(words) > 20:
        return False
    if re.match(r"(?:请|应|须|必须|不得)", words) or _BEGINS_SENTENCE.match(words):
        return False
    if words[0] == "要" and not (tail and len(words) <= _LONGEST_CALL):
        return False
    if _FIGURES.search(_without_brackets(words)):
        return False
    if "：" in stop and not tail:
        return len(words) <= 12
    if "：" in stop and len(tail) < 20:
        return is_section(words) or (is_outer and not _PERSONS.search(words))
    return bool(tail) or "。" not in stop or len(words) <= _LONGEST_ALONE_WITH_STOP


def _without_brackets(words: str) -> str:
    return re.sub(r"（[^（）]*）|“[^“”]*”", "", words)
