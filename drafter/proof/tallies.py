"""Tallies (计数): 分别 with as many values as names, 每月1次 and 全年12次. Office practice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.numbering import number_of
from drafter.proof.figures import DIGITS, UNITS, value_of
from drafter.proof.finding import Finding, at, compiled
from drafter.proof.reading import PROSE, Line, Reading

_EACH = (
    r"(?:^|(?<=[，。；：]))([^，。；：\n]{3,60}?)分别(?:达到|达|为|是|增长|下降|提高|提升|降低|降至|提高到|控制在|完成|实现|占|保持在|稳定在)"
    r"([^，。；\n]{1,60})(?=[，。；]|$)(?!，[约近]?\d)"
)
_COUNT = r"(?<![\d.第百十])([1-9]|[二两三四五六七八九十])"
_TURNS = "次|场|期|批|轮|个阶段"
_AT_TIMES = (
    rf"{_COUNT}(?:{_TURNS})[^，。；：、\n\d]{{0,14}}，分别(?:安排|定|开展|举行|进行)?(?:在|于|为)"
    r"([^，。；（\n]{3,80}?)(?=[，。；（]|开展|举行|进行|组织|召开|$)"
)
_TIMES_OF = (
    rf"分别(?:在|于)([^，。；（\n]{{3,60}}?)(?:各?(?:开展|举行|举办|进行|组织|召开)了?){_COUNT}(?:{_TURNS})(?!以上)"
)
_PER_YEAR = {"周": 52, "月": 12, "季": 4, "季度": 4, "半年": 2}
_YEARLY = (
    rf"每(周|月|季度?|半年)[^，。；\d]{{0,14}}?(\d+|[一二两三四五六])({UNITS})(?!以上)[^，。；、\d]{{0,6}}"
    rf"[，、](?:全年|一年|年度)[^，。；\d]{{0,10}}?({DIGITS})\3(?!以上)"
)
_GROUPS = "班|村|乡镇|镇|社区|校|学校|科室|单位|部门|支部|年级|组|车间|企业|小区"
_BY_GROUP = (
    rf"[每各]个?({_GROUPS})[^，。；\d]{{0,8}}(\d+)({UNITS})(?!以上)[，、；][^。；\d]{{0,12}}(\d+)个\1[^，。；\d]{{0,4}}[，]?"
    rf"(?:共|合计|总共)[^，。；\d]{{0,6}}({DIGITS})\3"
)
_BY_TURN = (
    rf"(\d+)(期|场|次|批|轮|个班|个组)[，、（]每(?:期|场|次|批|轮|班|组)[^，。；\d]{{0,4}}(\d+)({UNITS})(?!以上)"
    rf"[，、][^，。；\d]{{0,4}}共[^，。；\d]{{0,4}}({DIGITS})\4"
)
_AT_LEAST = "不少于|不低于|至少|超过|左右|约"


def findings(reading: Reading) -> Iterator[Finding]:
    """Counts of names and values that differ; so many each against so many in all."""
    for line in reading.lines:
        if line.role not in PROSE:
            continue
        if "分别" in line.text:
            yield from _respective(line)
            yield from _turns(line)
        if "每" in line.text or "各" in line.text:
            yield from _multiplied(line)


def _respective(line: Line) -> Iterator[Finding]:
    """甲、乙分别达到95%: one value for two names."""
    for match in compiled(_EACH).finditer(line.text):
        names, joined = match[1].count("、") + 1, len(re.findall("和|与|及", match[1]))
        values = len(re.findall(r"\d[\d.,]*", re.sub("（[^）]*）", "", match[2])))
        if values and names + joined > 1 and not names <= values <= names + joined:
            told = str(names) if not joined or values < names else str(names + joined)
            yield at("P704", line, match.start(1), match.end(2), names=told, values=values)


def _turns(line: Line) -> Iterator[Finding]:
    """两次，分别在4月、10月和12月; 分别于3月、9月开展三次."""
    for pattern, count_first in ((_AT_TIMES, True), (_TIMES_OF, False)):
        for match in compiled(pattern).finditer(line.text):
            count, told = (match[1], match[2]) if count_first else (match[2], match[1])
            listed = len(re.split("、|和|及|与", told))
            if "至" not in told and "—" not in told and listed > 1 and listed != _number(count):
                yield at("P701", line, match.start(), match.end(), announced=_short(match[0]), count=listed)


def _short(words: str) -> str:
    return re.split("[，]", words)[0][:16]


def _number(words: str) -> int:
    return 2 if words == "两" else int(words) if words.isascii() else number_of(words) or 0


def _multiplied(line: Line) -> Iterator[Finding]:
    """每月1次，全年10次; 各班2名，24个班共46名."""
    for match in compiled(_YEARLY).finditer(line.text):
        yield from _product(line, match, _number(match[2]), _PER_YEAR[match[1]], match[4], match[3])
    for match in compiled(_BY_GROUP).finditer(line.text):
        yield from _product(line, match, int(match[2]), int(match[4]), match[5], match[3])
    for match in compiled(_BY_TURN).finditer(line.text):
        yield from _product(line, match, int(match[3]), int(match[1]), match[5], match[4])


def _product(line: Line, match: re.Match[str], each: int, times: int, told: str, unit: str) -> Iterator[Finding]:
    if each * times != value_of(told, "") and not re.search(_AT_LEAST, match[0]):
        words = {"each": f"{each}{unit}", "times": times, "found": f"{each * times}{unit}", "total": f"{told}{unit}"}
        yield at("P618", line, match.start(), match.end(), **words)
