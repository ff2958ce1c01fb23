"""Shape (体例): headings that should be parallel, sentences that stand twice, paragraphs nobody reads to the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from drafter.proof.finding import Finding, at, compiled
from drafter.proof.numbering_order import Numbered, numbered
from drafter.proof.reading import PROSE, Line, Reading

_LONGEST_PARAGRAPH = 600
_LONGEST_SENTENCE = 180
_LEAST_REPEATED = 24
_LEAST_REPEATED_HERE = 10
_SENTENCE = r"[^。！？；\n]+[。！？；]"


def findings(reading: Reading) -> Iterator[Finding]:
    """Parallel headings, stops after headings, repeated sentences and headings, long paragraphs and sentences."""
    heads = list(_heads(reading))
    yield from _parallel(heads)
    yield from _stops(heads)
    yield from _same_heading(heads)
    yield from _repeated(reading)
    yield from _repeated_clauses(reading)
    yield from _long(reading)


class _Head:
    """A numbered heading: its words up to the first stop, and the stop."""

    def __init__(self, found: Numbered) -> None:
        self.found = found
        match = re.match("[^。：；]*", found.line.text[found.end :])
        self.words = match[0] if match else ""
        self.stop = found.line.text[found.end + len(self.words) :]

    @property
    def is_heading(self) -> bool:
        """A short phrase, not a sentence that happens to be numbered."""
        return 2 <= len(self.words) <= 40


def _heads(reading: Reading) -> Iterator[_Head]:
    for line in reading.lines:
        found = numbered(line)
        if found and found.level <= 2 and (head := _Head(found)).is_heading:
            yield head


def _siblings(heads: list[_Head]) -> Iterator[list[_Head]]:
    """Headings of one level under one heading."""
    for level in (1, 2):
        parts = groupby(
            (head for head in heads if head.found.level <= level), key=lambda head: head.found.level == level
        )
        yield from (list(group) for same, group in parts if same)


_FORMULAS = (
    "总体要求|指导思想|基本原则|目标|组织领导|组织保障|组织实施|保障措施|工作要求|有关要求|实施步骤|进度安排"
    "|其他|附则|基本情况|存在|下一步|总则"
)
"""Headings that every plan has: they are parallel to nothing."""
_RHETORICAL = "全力|聚焦|聚力|突出|围绕|着眼|紧扣|紧盯|立足|锚定|抓(?![好紧住])|在|以"
"""How headings begin that are meant to be parallel; 加强 and 完善 stand beside one another anywhere."""
_VERBS = (
    r"(?:大力|着力|全面|深入|切实|积极|扎实|持续|进一步|不断|全力|有序|稳步|认真|严格)?(?:"
    r"[加强健完深推抓提优落做建拓压聚突筑夯激打培构守坚统保扩增补促引构把搞树维防][^，。；]"
    r"|严[格把控]|创新|改[进善革造建扩]|新[建增]|治理|整治|修[订复]|清理|疏浚|排查|宣传|发[展挥]|开[展拓]"
    r"|营造|规范|组织|实[施行]|明确|注重|重视|关[注爱]|服务|丰富|培[育养训])"
)
_NOUN_AT_END = "建设 管理 工作 教育 活动 培训 监管 服务".split()


def _parallel(heads: list[_Head]) -> Iterator[Finding]:
    """Of four or more headings all but one have as many clauses, begin alike, or begin with a verb."""
    for group in _siblings(heads):
        own = [head for head in group if not compiled(_FORMULAS).search(head.words)]
        for odd in dict.fromkeys(_odd_ones(own)) if len(own) > 3 else ():
            start = odd.found.end
            other = next(head.words for head in own if head is not odd)
            yield at("P801", odd.found.line, start, start + len(odd.words), heading=odd.words, other=other)


def _odd_ones(group: list[_Head]) -> Iterator[_Head]:
    """The heading that is made otherwise than all others of its level, by each feature that tells only one apart."""
    for feature in (_clauses, _mark, _opening, _frame, _second, _closing, _with_verb):
        told = [feature(head.words.replace(",", "，")) for head in group]
        usual = max(set(told), key=told.count)
        odd = [head for head, each in zip(group, told, strict=True) if each != usual]
        if usual and len(odd) == 1 and (feature is not _with_verb or odd[0].words.endswith(tuple(_NOUN_AT_END))):
            yield odd[0]


def _clauses(words: str) -> int:
    """How many clauses, where there is more than one."""
    count = len(re.split("[，、]", words))
    return count if count > 1 else 0


def _mark(words: str) -> str:
    """The mark between two clauses."""
    marks = re.findall("[，、]", words)
    return marks[0] if len(marks) == 1 else ""


def _opening(words: str) -> str:
    """聚焦, 突出, 抓: the first word, where it is one of those."""
    match = compiled(_RHETORICAL).match(words)
    return match[0] if match else ""


def _frame(words: str) -> str:
    """实施……工程: how a heading of one clause begins and ends."""
    return words[:2] + words[-2:] if "，" not in words and words.endswith(("工程", "行动")) else ""


def _second(words: str) -> str:
    """How the second clause begins: 聚焦民生改善，全面提升保障力."""
    clauses = words.split("，")
    return clauses[1][:2] if len(clauses) > 1 else ""


def _closing(words: str) -> str:
    """抓 in 常规管理抓实, 教学研究抓活."""
    return words[-2:-1] if "，" not in words and words[-2:-1] in "抓促求" else ""


def _with_verb(words: str) -> bool:
    return compiled(_VERBS).match(words) is not None


def _stops(heads: list[_Head]) -> Iterator[Finding]:
    """Headings of one level that stand alone, some with a full stop and some without."""
    for level in (1, 2):
        alone = [head for head in heads if head.found.level == level and head.stop in ("", "。")]
        stopped = [head for head in alone if head.stop]
        if stopped and len(stopped) < len(alone):
            few = min(stopped, [head for head in alone if not head.stop], key=len)
            line = few[0].found.line
            yield at(
                "P802", line, len(line.text) - 1, len(line.text), some=len(stopped), others=len(alone) - len(stopped)
            )


def _same_heading(heads: list[_Head]) -> Iterator[Finding]:
    """The same words over two chapters of one level, one after the other or not."""
    for group in _siblings(heads):
        seen: dict[str, _Head] = {}
        for head in group:
            first = seen.setdefault(head.words, head)
            if first is not head:
                start = head.found.end
                yield at(
                    "P805",
                    head.found.line,
                    start,
                    start + len(head.words),
                    heading=head.words,
                    first=first.found.printed,
                )


def _repeated(reading: Reading) -> Iterator[Finding]:
    seen: dict[str, Line] = {}
    for line in reading.lines:
        if line.role in ("title", "attachment"):
            seen.clear()  # an attachment may say what the text has said
        if line.role not in PROSE:
            continue
        for match in compiled(_SENTENCE).finditer(line.text):
            sentence = match[0].strip(" 　")
            if len(sentence) < _LEAST_REPEATED_HERE or "：" in sentence:
                continue
            if sentence in seen and (seen[sentence] is line or len(sentence) >= _LEAST_REPEATED):
                yield at("P803", line, match.start(), match.end(), sentence=_short(sentence))
            seen.setdefault(sentence, line)


def _repeated_clauses(reading: Reading) -> Iterator[Finding]:
    """The same clause twice in a row, with a comma or a stop between."""
    for match in compiled(r"(?:^|(?<=[，。；：.、）]))([^，。；：、\n]{8,60})[，；]\1(?=[，。；]|$)").finditer(
        reading.text
    ):
        line, start = reading.at(match.start())
        if line.role in PROSE:
            yield at("P803", line, start, start + len(match[0]), sentence=_short(match[1]))


def _long(reading: Reading) -> Iterator[Finding]:
    for line in reading.lines:
        if line.role not in PROSE or len(line.text) <= _LONGEST_SENTENCE:
            continue
        if len(line.text) > _LONGEST_PARAGRAPH:
            yield at("P804", line, 0, 1, what="这一段", count=len(line.text), limit=_LONGEST_PARAGRAPH)
        for match in re.finditer(r"[^。！？；]+", line.text):
            if len(match[0]) > _LONGEST_SENTENCE:
                yield at(
                    "P804",
                    line,
                    match.start(),
                    match.start() + 1,
                    what="这一句",
                    count=len(match[0]),
                    limit=_LONGEST_SENTENCE,
                )


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:14] + "……" + words[-14:]
