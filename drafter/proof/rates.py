"""Rates (比率): percentages against the numbers they are made of.

Office practice: whoever reads 48人，其中12人，占30% works it out. A hint of rounding is allowed for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.proof.figures import DIGITS, UNITS, figures, value_of
from drafter.proof.finding import Finding, at, compiled, sentence_start
from drafter.proof.reading import PROSE, Line, Reading

_GIVEN = r"(\d+(?:\.(\d+))?)"
_VALUE = rf"({DIGITS})([万亿]?)"
_UP = "增长|增幅|增加|提高|提升|上升|扩大"
_DOWN = "减少|下降|降幅|降低|压减|缩短|压缩"
_SHARE = (
    rf"(?<![\d.]){_VALUE}({UNITS})[^。；\d]{{0,16}}[，（]其中[^。；\d]{{0,16}}{_VALUE}({UNITS})"
    rf"[，（]?(?:约)?占(?:比|[^\d，。；]{{0,6}}的)?(?:为|达到?|约)?{_GIVEN}[%％]"
)
_GROWTH = (
    rf"[由从](?:20\d\d年[初底末]?的?)?(?:[^\d，。；]{{0,10}}){_VALUE}([%％]|[^\W\d_]{{0,4}}?)"
    rf"(?:{_UP}|{_DOWN}|降)[至到为][^\d，。；]{{0,3}}{_VALUE}([%％]|[^\W\d_]{{0,4}})"
    rf"，(?:同比|比上年|较上年)?(?:{_UP}|{_DOWN})(?:了|达到?|为)?{_GIVEN}(个百分点|[%％](?!个?百分点)|倍)"
)
_COMPARED = (
    rf"(?<![\d.]){_VALUE}({UNITS})，(?:同比|比|较)(?:20\d\d年|上年|去年|上一年)[^\d，。；]{{0,6}}{_VALUE}({UNITS})"
    rf"(?:{_UP}|{_DOWN})(?:了)?{_GIVEN}[%％](?!个?百分点)"
)
_ADDED = (
    rf"(?<![\d.]){_VALUE}({UNITS})，[比较](?:20\d\d年|上年|去年|上一年)(?:同期)?(增加|增长|减少|下降)了?{_VALUE}({UNITS})"
    rf"，(?:同比)?(?:增长|增幅|下降|降幅)(?:了|达到?|为)?{_GIVEN}[%％](?!个?百分点)"
)
_OUTCOME = (
    rf"(?<![\d.]){_VALUE}({UNITS})，([^\d，。；]{{2,12}}){_VALUE}({UNITS})，[^\d，。；]{{0,6}}?([^\d，。；]{{2}})率"
    rf"(?:达到|达|为)?{_GIVEN}[%％]"
)


def findings(reading: Reading) -> Iterator[Finding]:
    """Shares, growth and rates of success that do not come out."""
    for line in reading.lines:
        if line.role not in PROSE or not ("%" in line.text or "％" in line.text or "倍" in line.text):
            continue
        if "占" in line.text and "其中" in line.text:
            yield from _shares(line)
        if "由" in line.text or "从" in line.text:
            yield from _growth(line)
        if any(word in line.text for word in ("，比", "，较", "，同比")):
            yield from _compared(line)
        if "率" in line.text:
            yield from _outcomes(line)


def _shares(line: Line) -> Iterator[Finding]:
    """48人，其中12人，占30%: of the number before or, where several stand before, of any of them or of all."""
    for match in compiled(_SHARE).finditer(line.text):
        start = sentence_start(line.text, match.start(), "。；")
        before = [each.value for each in figures(line.text, start, match.end(3)) if each.unit == match[3]]
        part = value_of(match[4], match[5])
        wholes = [whole for whole in (*before[::-1], sum(before)) if whole]
        found = [list(_rate(line, match, part / whole * 100, match[7], match[8])) for whole in wholes]
        if match[3] == match[6] and found and all(found):
            yield from found[0]


def _growth(line: Line) -> Iterator[Finding]:
    """由40个增加到50个，增长20%; 由95%提高到98%，提高3% instead of 3个百分点."""
    for match in compiled(_GROWTH).finditer(line.text):
        before, after = value_of(match[1], match[2]), value_of(match[4], match[5])
        of_rates = match[3] in "%％" and match[3] and match[6] in "%％"
        difference = abs(after - before)
        if not before or (match[9] == "个百分点") != bool(of_rates):
            if of_rates and difference == Decimal(match[7]):
                yield at("P617", line, match.start(7), match.end(), given=f"{match[7]}%", points=f"{match[7]}个百分点")
        elif of_rates:
            yield from _rate(line, match, difference, match[7], match[8], "个百分点", Decimal(0))
        elif match[9] == "倍":
            yield from _rate(line, match, difference / before, match[7], match[8], "倍")
        else:
            yield from _rate(line, match, difference / before * 100, match[7], match[8])


def _compared(line: Line) -> Iterator[Finding]:
    """186万元，比上年的155万元增长25%; 24万吨，比上年增加1万吨，增长2.1%."""
    for match in compiled(_COMPARED).finditer(line.text):
        now, before = value_of(match[1], match[2]), value_of(match[4], match[5])
        if before and match[3] == match[6]:
            yield from _rate(line, match, abs(now - before) / before * 100, match[7], match[8])
    for match in compiled(_ADDED).finditer(line.text):
        now, difference = value_of(match[1], match[2]), value_of(match[5], match[6])
        before = now - difference if match[4] in ("增加", "增长") else now + difference
        if before > 0 and match[3] == match[7]:
            yield from _rate(line, match, difference / before * 100, match[8], match[9], leeway=Decimal(1))


def _outcomes(line: Line) -> Iterator[Finding]:
    """抽检1260批次，合格1248批次，合格率98.6%: where the part is named as the rate is."""
    for match in compiled(_OUTCOME).finditer(line.text):
        whole, part = value_of(match[1], match[2]), value_of(match[5], match[6])
        if match[3] == match[7] and match[8] in match[4] and 0 < part <= whole:
            yield from _rate(line, match, part / whole * 100, match[9], match[10])


def _rate(
    line: Line,
    match: re.Match[str],
    exact: Decimal,
    given: str,
    places: str | None,
    sign: str = "%",
    leeway: Decimal = Decimal("0.1"),
) -> Iterator[Finding]:
    step = Decimal(1).scaleb(-len(places or ""))
    if abs(exact - Decimal(given)) > step * Decimal("0.51") + leeway:
        found = exact.quantize(step)
        yield at("P604", line, match.start(), match.end(), given=given + sign, found=f"{found}{sign}")
