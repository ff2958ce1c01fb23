"""Renamed (改名): organs and terms under the names that they had before a reform. The list comes with the program.

Who writes of the past may use them: 原国土资源局, a sentence about a year before the reform, the name of a document, a
document of that time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.proof.finding import CHINESE, Finding, at, compiled, sentence_start
from drafter.proof.reading import RUNNING, Line, Reading

if TYPE_CHECKING:
    from drafter.proof.word_lists import Row

_ROLES = RUNNING | {"title", "signature", "salutation"}
_ORGANS = frozenset("部局厅委办会队室")
_OPENS = frozenset("院省市县区州盟旗镇乡国级由向经请报在是到按将让以会同从被为各")
_JOINS, _CLOSES = frozenset("和与及"), frozenset("局委办厅部院会署")
_GOES_ON = frozenset("法事理学案门员托派势面限署级")
_FORMER = r"(?:原(?![则因有料本])|时任|曾任|前身是?|改革前|合并前)[^，。；、（）]{0,12}$"
_REFORM = "更名|改名|改称|改为|组建|合并|整合|撤销|不再保留|不再单设|划入|划归|并入|前身|机构改革"
_DECREE = "令|公告|通告|第\\d+号|[〔\\[]"
_DATED = r"(?:19|20)\d\d(?!\d)"
_DIGITS = str.maketrans("〇○零OＯ一二三四五六七八九", "00000123456789")
_YEAR = r"(?<!\d)(?:19|20)\d\d(?=年|〕|\])"


def findings(reading: Reading, rows: tuple[Row, ...], own: tuple[Row, ...]) -> Iterator[Finding]:
    """Every name of the list that stands for what is today; the unit's `own` list goes before it."""
    mine = {row[0] for row in own}
    by_name = {row[0]: row for row in rows if row[0] in reading.text and row[0] not in mine}
    if not by_name:
        return
    written = _written(reading)
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True)))
    for match in re.finditer(names, reading.text):
        _, new, since = by_name[match[0]]
        line, start = reading.at(match.start())
        changed = int(found[0]) if (found := re.match(r"\d{4}", since)) else 0
        end = start + len(match[0])
        if (
            line.role in _ROLES
            and not (written and changed and written <= changed)
            and _is_a_name(line.text, start, end)
            and not _is_of_the_past(line, start, end, changed)
        ):
            yield at("P620", line, start, end, new=new, since=since or "机构改革")


def _written(reading: Reading) -> int:
    """The year that the document was written in, as near as it can be told; 0 where nothing tells."""
    dates = [int(year) for line in reading.of("date") for year in compiled(_DATED).findall(_in_digits(line.text))]
    numbers = [
        int(year) for line in reading.lines[:6] for year in re.findall(r"[〔\[（](20\d\d)[〕\]）]\d+号$", line.text)
    ]
    mentioned = [int(year) for year in re.findall(_YEAR, reading.text)]
    return max(dates or reading.years or numbers or mentioned or [0])


def _in_digits(text: str) -> str:
    return text.translate(_DIGITS)


def _is_a_name(text: str, start: int, end: int) -> bool:
    """An organ's name of its own: not 规划建设环保局, 消费扶贫办法, 农业部门."""
    if text[end - 1] not in _ORGANS:
        return True
    before = text[start - 1 : start]
    joined = before in _JOINS and text[start - 2 : start - 1] in _CLOSES
    opens = not before or before in _OPENS or joined or compiled(CHINESE).match(before) is None
    return opens and text[end : end + 1] not in _GOES_ON


def _is_of_the_past(line: Line, start: int, end: int, changed: int) -> bool:
    """What the sentence says of the time, in whatever way people do."""
    text = line.text
    first = sentence_start(text, start, "。！？")
    last = text.find("。", end)
    sentence = text[first : last if last >= 0 else len(text)]
    quoted = any(text.rfind(left, 0, start) > text.rfind(right, 0, start) for left, right in ("《》", "“”"))
    return (
        quoted
        or compiled(_FORMER).search(text, first, start) is not None
        or compiled(_DECREE).match(text, end) is not None
        or compiled(_REFORM).search(sentence) is not None
        or any(int(year) <= changed for year in compiled(_YEAR).findall(sentence))
    )
