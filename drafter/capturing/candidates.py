"""Candidates (候选): what inside a paragraph may go stale by next year, each with its place.

Figures and dates are what `quantities` takes for them; documents stand in 《》, places and organs end as such names do.
Nothing is changed for them: they are there to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter import quantities
from drafter.capturing.sections import Fact, Yaml

__all__ = ["Candidate", "candidates", "texts_of"]

_DAY = re.compile(r"\d(?:年|月|日|季度|号$)|(?:上|下)半年|[上中下]旬|〔\d+〕")
_NUMBER = re.compile(r"〔\d{4}〕\d+号")
_DOCUMENT = re.compile(r"《[^《》]{2,60}》(?:（[^（）]{0,30}〔\d{4}〕\d+号）)?")
_ORGAN = re.compile(
    r"(?:(?<=[，。；：、（\s])|^)(?:由|经|请|报|会同|各)?((?:[\u4e00-\u9fff]{2,14}?)"
    r"(?:委员会|办公室|领导小组|指挥部|工作专班|局|科|处|中心|公司|集团|学校|医院|协会|街道|办事处))"
    r"(?=[，。；：、）]|牵头|负责|配合|会同|参与|承办|$)"
)
_PLACE = re.compile(
    r"(?:(?<=[，。；：、在到对于和与至\s（])|^)[\u4e00-\u9fff]{2,4}(?:省|市|县|区|镇|乡|村|社区|水库|河|湖|路)(?=[，。；：、）]|等|的|建|和|至|$)"
)
_PERSON = re.compile(r"(?:组\s*长|副组长|主\s*任|副主任|成\s*员|联系人|负责人|责任人)：([^，。；：]{2,30})")


class Candidate(NamedTuple):
    """候选: a fact's path, the paragraph in it and the character, both from 1, the text and its kind."""

    path: str
    paragraph: int
    character: int
    text: str
    kind: str


def candidates(facts: Sequence[Fact]) -> tuple[Candidate, ...]:
    """Every candidate in the facts, in order."""
    return tuple(found for fact in facts for path, text in texts_of(fact.name, fact.value) for found in _in(path, text))


def texts_of(path: str, value: Yaml) -> Iterator[tuple[str, str]]:
    """Every text in a value, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(f"{path}.{key}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from texts_of(f"{path}[{number}]", inner)
    else:
        yield path, value


def _in(path: str, text: str) -> Iterator[Candidate]:
    for number, line in enumerate(text.split("\n"), start=1):
        for start, end, kind in sorted(_spans(line)):
            if end - start < len(line):  # what is a fact by itself is no candidate
                yield Candidate(path, number, start + 1, line[start:end], kind)


def _spans(line: str) -> Iterator[tuple[int, int, str]]:
    """Where candidates are in a line; a document takes with it the figures that it has."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in (("文件", _DOCUMENT), ("人名", _PERSON), ("单位", _ORGAN), ("地名", _PLACE)):
        for found in pattern.finditer(line):
            start, end = found.span(found.re.groups)
            if not any(start < right and left < end for left, right in taken):
                taken.append((start, end))
                yield start, end, kind
    for start, end in quantities.figures(line):
        if not any(start < right and left < end for left, right in taken):
            words = line[start:end]
            kind = "文件" if _NUMBER.search(words) else "日期" if _DAY.search(words) else "数字"
            yield start, end, kind
