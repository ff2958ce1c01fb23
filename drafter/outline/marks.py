"""Marks (序数): what a line opens with that counts or lists, as offices type it, well or badly.

一、（一）1.（1） are GB/T 9704-2012, 7.3.3; all others (1、 一. 〔一〕 1） ① 1.1 第一部分 一是) are office practice.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from drafter.numbering import number_of

__all__ = ["NO_MARK", "OUTER", "Kind", "Mark", "before_point", "mark_of"]

Kind = Literal["", "part", "chapter", "article", "一", "（一）", "1", "1.1", "1.1.1", "（1）", "①", "A", "•", "是"]

OUTER: tuple[Kind, ...] = ("part", "chapter", "一", "（一）", "1", "1.1", "1.1.1", "（1）")
"""The marks that headings may have, outer ones first."""


class Mark(NamedTuple):
    """序数: `printed` as it stands in the line, from `start`; what follows it begins at `end`.

    `series` tells marks apart that count alike (一是, 一要). `doubtful` is `1.38座`, which may be a decimal.
    """

    kind: Kind = ""
    value: int = 0
    start: int = 0
    end: int = 0
    series: str = ""
    doubtful: bool = False


NO_MARK = Mark()

_HAN = "[〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,5}"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_OPEN, _CLOSE = "[（〔\\[【〈﹝［]", "[）〕\\]】〉﹞］]"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
_DARK = "❶❷❸❹❺❻❼❽❾❿"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_ENCLOSED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_ORDER = ("首先", "其次", "再次", "最后")
_UNIT = "[万亿千百%％倍元米吨个版℃度kKmMgG]|公[里顷斤]|平方|立方|千[米瓦克]|小时|分钟"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"第\s?({_HAN}|\d{{1,2}})\s?(?:部分|章|篇|编|板块|单元)(?![，,之的])[\s：、.]*", "part"),
        (rf"第\s?({_HAN}|\d{{1,2}})\s?节(?![，,之的课])[\s：、.]*", "chapter"),
        (rf"第\s?({_HAN}|\d{{1,3}})\s?条[\s：、.]+", "article"),
        (rf"({_HAN})\s?(是)(?!否)[，：]?", "是"),
        (rf"({_HAN})\s?(要)(?![素求点件务闻害领道塞旨员义])[，：]?", "是"),
        (rf"({_HAN})\s?(则|来)[，：]", "是"),
        (rf"({'|'.join(_ORDER)})[，：、]?(?<=[，：、])", "order"),
        (rf"({'|'.join(_ORDER)})(?=[是要])", "order"),
        (rf"第({_HAN})([，：、])", "是"),
        (rf"其({_HAN})([，：、])", "是"),
        (rf"({_HAN})\s*[、.。．]\s*", "一"),
        (rf"({_HAN})\s{{1,3}}(?=[\u4e00-\u9fff“《])", "一 "),
        (rf"{_OPEN}\s?({_HAN})\s?{_CLOSE}[、.：。]?\s*", "（一）"),
        (rf"({_HAN})[）]\s*", "（一）"),
        (r"(\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?:[.、](?!\d)\s*|\s+|(?=[\u4e00-\u9fff“《（]))", "1.1.1"),
        (rf"(\d{{1,2}}\.\d{{1,2}})(?:[.、](?!\d)\s*|\s+(?!{_UNIT}))", "1.1"),
        (rf"(\d{{1,2}}\.\d{{1,2}})(?=[\u4e00-\u9fff“《])(?!{_UNIT}|年|月|日)", "1.1?"),
        (r"(\d{1,3})\s?[、]\s*", "1"),
        (r"(\d{1,3})\s?\.\s*(?!\d)", "1"),
        (r"(\d{1,3})\s?\.\s*(?=\d{4}\s?年|\d{1,2}\s?月|\d{1,2}\s?日)", "1"),
        (rf"(\d{{1,3}})\.(?=\d+(?!\d|\.\d|{_UNIT})[\u4e00-\u9fff])", "1?"),
        (r"(\d{1,2})\s{1,3}(?=[\u4e00-\u9fff“《])", "1 "),
        (rf"{_OPEN}\s?(\d{{1,3}})\s?{_CLOSE}[、.：。]?\s*", "（1）"),
        (r"(\d{1,3})[）]\s*", "（1）"),
        (rf"([{_CIRCLED}])[、.]?\s*", "①"),
        (rf"([{_DARK}])[、.]?\s*", "❶"),
        (rf"([{_DOTTED}])\s*", "⒈"),
        (rf"([{_BRACKETED}])\s*", "⑴"),
        (rf"([{_ENCLOSED}])\s*", "㈠"),
        (rf"([{_ROMAN}]+)[、.]?\s*", "A"),
        (r"([A-Za-z])[.、）](?![A-Za-z])\s*", "A"),
        (r"([-*+])\s+", "•"),
        (r"([-–—]{1,2}|[•●○◆◇■□▪★☆▲△►▶➢➤※·✓✔\uf06c\uf0b7\uf0d8])\s*(?=\S)", "•"),
        (r"[）]\s*(?=[\u4e00-\u9fff“])", "lost"),
    )
)
_MAY_OPEN = frozenset(
    "〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾0123456789第首其再最（〔[【〈﹝［）-*+–—•●○◆◇■□▪★☆▲△►▶➢➤※·✓✔\uf06c\uf0b7\uf0d8"
    + _CIRCLED + _DARK + _DOTTED + _BRACKETED + _ENCLOSED + _ROMAN
    + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)  # fmt: skip
_LISTS = {"①": _CIRCLED, "❶": _DARK, "⒈": _DOTTED, "⑴": _BRACKETED, "㈠": _ENCLOSED}
_KINDS: dict[str, Kind] = {
    "❶": "①",
    "⒈": "1",
    "⑴": "（1）",
    "㈠": "（一）",
    "一 ": "一",
    "1 ": "1",
    "1?": "1",
    "1.1?": "1.1",
    "order": "是",
    "lost": "（一）",
}
_DOUBTFUL = ("一 ", "1 ", "1?", "1.1?", "lost")
_LONGEST_TITLE = 45


def mark_of(told: str) -> Mark:
    """The mark that a line in its one spelling opens with, after blanks; `NO_MARK` where it opens with none."""
    start = len(told) - len(told.lstrip())
    if start == len(told) or told[start] not in _MAY_OPEN:
        return NO_MARK
    for pattern, name in _RULES:
        found = pattern.match(told, start)
        if found:
            mark = _made(found, name, start)
            if mark is not None and not (name == "part" and len(told) - start > _LONGEST_TITLE):
                return _behind_bullet(told, mark) if mark.kind == "•" else mark
    return NO_MARK


def _behind_bullet(told: str, bullet: Mark) -> Mark:
    """The mark that counts behind one that only lists, as in ◆一是."""
    inner = mark_of(told[bullet.end :]) if bullet.end < len(told) else NO_MARK
    if inner.kind in ("是", "一", "（一）") and not inner.doubtful:
        return inner._replace(start=inner.start + bullet.end, end=inner.end + bullet.end)
    return bullet


def before_point(told: str, mark: Mark) -> Mark:
    """Of `1.38座`, which is no 1.38, the mark `1.`: what follows it may begin with a figure."""
    figures = told[mark.start : mark.end].partition(".")[0]
    return mark._replace(kind="1", value=int(figures), end=mark.start + len(figures) + 1)


def _made(found: re.Match[str], name: str, start: int) -> Mark | None:
    kind: Kind = _KINDS.get(name, name)  # type: ignore[arg-type]
    value = _value(found, name)
    if value is None:
        return None
    series = found[found.re.groups] if kind == "是" else ""
    if name == "order":
        series = "首先"
    return Mark(kind, value, start, found.end(), series, name in _DOUBTFUL)


def _value(found: re.Match[str], name: str) -> int | None:
    """What the mark counts; 0 for what does not count, None where it is no numeral."""
    if name in ("•", "A", "lost"):
        return 0
    word = found[1]
    if name == "order":
        return _ORDER.index(word) + 1
    if name in _LISTS:
        return _LISTS[name].index(word) + 1
    if word[0].isdigit():
        return int(word.rpartition(".")[2])
    return number_of(word.translate(_FORMAL))
