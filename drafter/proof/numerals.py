"""Numerals (数字): GB/T 15835-2011 and GB/T 9704-2012, as far as a pattern can be sure of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from drafter.proof.finding import CHINESE, Finding, Pattern, at, compiled, scan
from drafter.proof.reading import PROSE, RUNNING, Reading, Role

_DATED: frozenset[Role] = RUNNING | {"title", "date", "imprint"}
_UNITS = "[%％‰年月日时个人家项万亿天周次名米元岁届号处场座台件户支期所倍亩吨]|公里|千米|小时|分钟"
_CONGRESS = tuple(form for digit in range(10) for form in (f"{digit}届", f"届{digit}"))
_RANGED = tuple(f"{digit}{mark}" for digit in range(10) for mark in "～~—–-－至")
_RANKED = tuple(f"{digit}{rank}" for digit in range(10) for rank in "十百千")
_PERIODS = tuple(f"5{mark}{word}" for mark in ("", "”") for word in ("规划", "期间", "时期"))
_MEASURES = "分克米瓦卡伏帕焦赫安字比兆吨年家强佳校所万里"


def _padless(match: re.Match[str]) -> str:
    return re.sub(r"(?<=[年月])0", "", match[0])


def _range(match: re.Match[str]) -> str:
    years = re.match(r"(?:19|20)\d\d年?[~\-－–](?:19|20)\d\d", match[0])
    return re.sub(r"[~\-－–]", "—" if years else "～", match[0])


PATTERNS = (
    Pattern(
        "P201",
        "年",
        r"(?<![\d〔第.])['’]?[0-3]\d年(?=\d{1,2}月|度|初|底|末|上半年|下半年|全年|第?[一二三四]季度)",
        roles=_DATED,
    ),
    Pattern("P202", ("年0", "月0"), r"年0\d月(?:\d{1,2}日)?|(?<=\d)月0\d日", _padless, _DATED, sure=True),
    Pattern(
        "P203",
        tuple(f"{digit}{mark}" for digit in range(10) for mark in "-./"),
        r"(?<![\d./A-Za-z-])(?<!时间[:：])(?<!日期[:：])(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\d./-])",
        lambda m: "{}年{}月{}日".format(*(str(int(part)) for part in re.split(r"[-./]", m[0]))),
        PROSE,
    ),
    Pattern(
        "P204",
        tuple(one + zero for one in "二一" for zero in "○OＯ0零"),
        r"[一二][○OＯ0零〇一二三四五六七八九]{3}(?=年)(?<![〇一二三四五六七八九]{4})",
        lambda m: re.sub("[○OＯ0零]", "〇", m[0]),
        _DATED | {"letterhead"},
        sure=True,
    ),
    Pattern(
        "P205", "年", r"(?<!\d)\d{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?", roles=_DATED
    ),
    Pattern(
        "P206",
        _RANGED,
        r"(?<![\d.])(\d+(?:\.\d+)?)([～~—–\-－至])\d+(?:\.\d+)?([%％‰])",
        lambda m: f"{m[1]}{m[3]}{m[0][len(m[1]) :]}",
    ),
    Pattern(
        "P207",
        _RANGED,
        r"(?<![\d.])(\d+(?:\.\d+)?)[～~—–\-－]\d+(?:\.\d+)?([万亿])",
        lambda m: f"{m[1]}{m[2]}",
    ),
    Pattern(
        "P208",
        "~-–－",
        rf"(?<![\dA-Za-z./\-—#＃])\d+(?:\.\d+)?(?:{_UNITS})?[~\-–－]\d+(?:\.\d+)?(?=[万亿]?(?:{_UNITS}|平方|立方|工作))",
        _range,
    ),
    Pattern("P209", ("百分之", "千分之", "百分点"), r"[百千]分之\d+(?:\.\d+)?|\d+(?:\.\d+)?[%％]个?百分点"),
    Pattern(
        "P210",
        _PERIODS,
        r"(?<!\d)[“\"]?1[0-9]5[”\"]?(?=规划|期间|时期)",
    ),
    Pattern("P210", tuple(f"{digit}五" for digit in range(1, 7)), r"(?<!\d)[“\"]?1[0-9]五[”\"]?(?=规划|期间|时期)"),
    Pattern("P210", ("党的1", "党的2"), r"党的\d{2}大(?![学型])"),
    Pattern(
        "P210",
        _CONGRESS,
        r"\d{1,2}届.{1,5}中全会|届\d.{0,4}中全会",
    ),
    Pattern("P210", tuple(f"星期{day}" for day in range(1, 8)), r"星期[1-7](?!\d)"),
    Pattern(
        "P211",
        ("约", "近", "超", "余", "多", "不少于", "不低于", "至少", "上左右", "下左右", "内左右"),
        r"(?:约|近)[十百千万]余|(?:约|大约|将近|超过|近)(?:[为有达])?\d[\d.,]*[万亿]?(?:多|余)"
        r"|(?:约|大约|将近)(?:[为有达])?\d[\d.,]*[万亿]?[^\d，。；、（）]{0,3}(?:左右|上下|以上)"
        r"|\d[万亿]?(?:多|余)[^\d，。；、（）]{0,3}(?:左右|上下)|\d[^\d，。；、（）]{0,4}(?:以[上下内])左右"
        r"|(?:超过|不少于|不低于|至少)\d[\d.,]*[万亿]?[^\d，。；、（）]{0,3}(?:以上|左右)",
    ),
    Pattern(
        "P212",
        "倍",
        r"(?:减少|降低|下降|缩短|缩小|压缩|节约)(?:了|到|至)?(?:约|近)?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十])(?:多|余)?倍",
    ),
    Pattern(
        "P213",
        tuple(f"{one}、{other}" for one, other in pairwise("一二三四五六七八九")),
        r"(?<![一二三四五六七八九十第、])(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九)"
        r"(?=个|天|人|年(?!级)|次|家|项|种|名|户|公里|万|千|百|十)(?!个?(?:季度|月份|等))",
        lambda m: m[0].replace("、", ""),
    ),
    Pattern(
        "P214",
        tuple(f"{digit}{rank}" for digit in range(10) for rank in "十百千"),
        rf"(?<![\d.])\d+(?:\.\d+)?[十百千](?![{_MEASURES}\d]|赫兹)|(?<![\d.])\d+[百千]万(?=元|人|吨|亩|株|字)",
    ),
    Pattern(
        "P215",
        ("1季度", "2季度", "3季度", "4季度"),
        r"(?<![\d.])[1-4](?=季度)",
        lambda m: "一二三四"[int(m[0]) - 1],
        PROSE,
    ),
    Pattern(
        "P217",
        "号",
        r"(?<=\d月)\d{1,2}号(?![楼院线文令机井台车库门])",
        lambda m: m[0].replace("号", "日"),
        PROSE,
    ),
    Pattern("P216", " ", rf"(?<=\d) +(?=(?:{CHINESE}|[%]))|(?<={CHINESE}) +(?=\d)", lambda _: "", PROSE),
)


def findings(reading: Reading) -> Iterator[Finding]:
    """Numerals, dates, ranges and rates that are written otherwise than the standards want."""
    yield from scan(reading, PATTERNS)
    yield from _short_years(reading)


def _short_years(reading: Reading) -> Iterator[Finding]:
    """回顾25年工作 in a summary of 2026: two digits that are a year near the title's own, and no span of years."""
    near = {f"{year % 100:02}" for own in reading.years for year in range(own - 2, own + 3)}
    for match in compiled(r"(?<![\d〔第.近过这来了的])(\d\d)年(?=的?(?:工作|总结|计划|目标|任务|预算))").finditer(
        reading.text
    ):
        line, start = reading.at(match.start())
        if match[1] in near and line.role in _DATED:
            yield at("P201", line, start, start + len(match[0]), more="")
