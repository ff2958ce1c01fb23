"""Years and dates (年度、日期): the plan's year against every year in the text, days that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.proof.finding import Finding, at, compiled, sentence_start
from drafter.proof.reading import PROSE, RUNNING, Line, Reading

_PLAN = "计划|要点|安排|打算|方案|思路|部署"
_SUMMARY = "总结|汇报|报告|述职|情况|经验|做法"
_SPARED = r"《[^》\n]*》|〔\d{4}〕|\d{4}年?(?:\d+月)?[—–\-～~至到]\d{4}年|“[^”\n]*”"
_YEAR = r"(?<!\d)(20\d\d)年"
_DEADLINE = r"年(?:度内|内|(?:第?[一二三四]季度|[上下]半年|\d{1,2}月(?:\d{1,2}日|[上中下]旬)?)?[底末初]?(?:之?前|以前))"
_LABELLED = r"(?:完成时限|完成时间|时限|截止时间)[：:][ 　]*$"
_INTENT = "将|(?<![纪主重需必])要(?![求素点件闻])|力争|确保|争取|计划|拟|全面完成|工作目标|全年"
_LOOKS_BACK = (
    "比|较|同期|基数|基础|以来|自|从|截至|截止|去年|上年|上一年|已|了|曾|获|评为|命名|印发|出台|发布|实际(?:完成|执行|支出|到位)|水平|统计|决算|考核结果"
    "|届|结转|续建|未完成|尚未|年报|年鉴|评估|评价|审计|清算|归档|情况|历年|连续|现有|版|修订|增加到|提高到|提升到|下降到|降低到|总结|回顾|数据|为基"
)
_OF_THAT_YEAR = "年度?[^，。；、]{0,14}(?:项目|工程|批次|指标|资金|预算)"
_LOOKS_FURTHER = "规划|远景|长期|跨|分.年|.年期|到20|至20|逐年|今后|下一步"
_SPAN = r"(?<!\d)(\d{1,2})月(\d{1,2})日?(?:至|到|[—～\-~])(?:(\d{1,2})月)?(\d{1,2})日"
_SUBJECT = "全[县市区镇乡校院局省系][^，。；]{0,4}|我[校局县市院区镇]|各单位|公司|学校"
_AS_PLANNED = (
    rf"年(?:\d{{1,2}}月)?(?:[底初末]|[上中下]旬)?，?(?:{_SUBJECT})?"
    "(?:将|要|拟|计划|重点|继续|大力|着力|开展|举办|组织|召开|启动|推进|加强|抓好|做好|争取|力争|确保)(?![了过的])"
    "|年[^，。；]{0,10}工作的?(?:总体|主要|指导)(?:要求|目标|思路|思想)"
)
_DUTY = r"(?:做好|抓好|确保|完成|推进|部署|实现|纳入|落实)(?:全[县市区])?$"
_OF_DUTY = "年度?[^，。；]{0,16}(?:工作|任务|目标|考核)(?!的?(?:情况|总结|回顾|通报))"
_PAST = "已|了|同比|比|较|取得|总结|回顾|以来|基础上|荣获|曾"
_DAY = r"(?<![\d.])(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?"


def findings(reading: Reading) -> Iterator[Finding]:
    """Years that are not the plan's, the date of signing against the plan's year, impossible dates."""
    if "月" in reading.text:
        yield from _impossible(reading)
    if reading.years:
        strange = list(_strange_years(reading, any(map(compiled(_PLAN).search, reading.titles))))
        title = _of_the_title(reading, strange)
        yield from title or (*strange, *_signed(reading))
        yield from _chapters(reading)
        yield from _school_year(reading)
        yield from _opening(reading)
    yield from _cited_later(reading)


def _strange_years(reading: Reading, planned: bool) -> Iterator[Finding]:
    """Years that are neither the title's nor, in a chapter about what comes next, that chapter's."""
    spared = [match.span() for match in compiled(_SPARED).finditer(reading.text)]
    ahead, behind = _ahead(reading), _behind(reading)
    for match in compiled(_YEAR).finditer(reading.text):
        year = int(match[1])
        line, start = reading.at(match.start())
        own = (ahead[line.number],) if line.number in ahead else reading.years if planned else ()
        if not own or year in own or any(begin <= match.start() < end for begin, end in spared):
            continue
        if line.number in behind and year < min(own):
            continue
        if line.number in ahead and not compiled(_DEADLINE).match(line.text, start + 4):
            continue
        if line.role in RUNNING and _is_strange(line, start, year, own):
            yield _finding(line, start, year, own)


_OFTEN = 3


def _of_the_title(reading: Reading, strange: list[Finding]) -> list[Finding]:
    """The year of a title that was left as it was, where the text says another one throughout."""
    others = {(found.line.number, found.words["year"]) for found in strange}
    found = {year for _, year in others}
    line = next((line for line in reversed(reading.of("title")) if re.search(_YEAR, line.text)), None)
    if line is None or len(reading.years) != 1 or len(found) != 1 or len(others) < _OFTEN:
        return []
    own, (other,) = reading.years[0], found
    agreeing = {each.number for each in reading.lines if each.role in RUNNING and f"{own}年" in each.text}
    if len(agreeing) >= len(others):
        return []
    start = line.text.find(f"{own}年")
    return [at("P621", line, start, start + 5, own=own, other=other, count=len(others))] if start >= 0 else []


_HEAD = r"(?:[一二三四五六七八九十]{1,2}、|第[一二三四五]部分[ 　]*)[^。\n]{0,8}?(20\d\d)年[^，。\n]{0,8}?"
_TO_COME = rf"{_HEAD}(?:计划|打算|安排|思路|目标|工作重点|重点工作|主要任务)"
_DONE = rf"{_HEAD}(?:总结|回顾|完成情况|主要做法|主要成效|工作情况)"


def _of_what_comes(line: Line) -> re.Match[str] | None:
    """二、2027年重点工作; 一、2026年重点工作完成情况 is about what was done."""
    match = compiled(_TO_COME).match(line.text)
    return match if match and not re.match("(?:任务)?(?:完成|推进|落实|进展|开展)", line.text[match.end() :]) else None


def _ahead(reading: Reading) -> dict[int, int]:
    """The lines of chapters such as 二、2027年工作打算 in a summary, each with that year, even if the head is wrong."""
    found: dict[int, int] = {}
    planned, done = _told(reading)
    year: int | None = None
    for line in reading.lines:
        if re.match("[一二三四五六七八九十]{1,2}、|第[一二三四五]部分", line.text) and line.role in PROSE:
            match = _of_what_comes(line)
            year = int(match[1]) if match and int(match[1]) >= max(reading.years) else None
            year = min(planned) if match and done and year not in planned else year
        elif line.role in ("title", "attachment", "signature"):
            year = None
        elif year is not None:
            found[line.number] = year
    return found


def _behind(reading: Reading) -> set[int]:
    """The lines of chapters about what was done and how things stand."""
    found: set[int] = set()
    within = False
    for line in reading.lines:
        if re.match("[一二三四五六七八九十]{1,2}、|第[一二三四五]部分", line.text):
            within = re.search("回顾|总结|现状|基本情况|形势|问题|概况|成效|完成情况", line.text[:30]) is not None
        if within:
            found.add(line.number)
    return found


def _told(reading: Reading) -> tuple[set[int], set[int]]:
    """The years that a summary's title plans for, or that come next, and those it looks back on; else none.

    A 政府工作报告 has the year in which it is given: it looks back on the one before.
    """
    title = "".join(reading.titles)
    if not compiled(_SUMMARY).search(title) or re.search("半年|季度|月|学期|学年|政府工作报告", title):
        return set(), set()
    planned = {int(year) for year in compiled(rf"(20\d\d)年[^年]{{0,10}}?(?:{_PLAN})").findall(title)}
    done = set(reading.years) - planned
    return planned or {year + 1 for year in done}, done


def _chapters(reading: Reading) -> Iterator[Finding]:
    """三、2026年工作计划 where the title says 2026年总结 and 2027年计划."""
    planned, done = _told(reading)
    for line in reading.of("heading", "body"):
        for match, own in ((_of_what_comes(line), planned), (compiled(_DONE).match(line.text), done)):
            if match and own and int(match[1]) not in own and "下半年" not in match[0]:
                yield _finding(line, match.start(1), int(match[1]), tuple(sorted(own)))


def _school_year(reading: Reading) -> Iterator[Finding]:
    """2027年1月： in a plan of the school year 2027—2028, whose January is in 2028."""
    match = re.search(r"(20\d\d)年?[—–\-－～~至](20\d\d)学?年", reading.titles[-1])
    if not match or "学年" not in reading.titles[-1] or int(match[2]) != int(match[1]) + 1:
        return
    first, last = int(match[1]), int(match[2])
    pattern = rf"^(?:{first}年[1-6]月|{last}年(?:9|1[0-2])月)(?:\d+日)?(?:[：:]|[底末]?前|$)"
    for line in reading.of("body", "heading", "cell"):
        if found := re.match(pattern, line.text):
            yield _finding(line, 0, int(found[0][:4]), (first, last))


def _is_strange(line: Line, start: int, year: int, years: tuple[int, ...]) -> bool:
    """True where a year that is not the plan's is a deadline, or stands in a sentence about what shall be done."""
    sentence = _sentence(line.text, start)
    deadline = compiled(_DEADLINE).match(line.text, start + 4)
    labelled = compiled(_LABELLED).search(line.text[max(start - 12, 0) : start]) is not None or (
        line.role == "cell" and bool(deadline)
    )
    if labelled and year < min(years):
        return True
    if year > max(years):
        opens = start == 0 or line.text[start - 1] in "。；"
        if opens and re.match("年，", line.text[start + 4 :]) and compiled(_AS_PLANNED).match(line.text, start + 4):
            return not _goes_over(line.text, years)
        next_spring = year == max(years) + 1 and re.match("年[123]月", line.text[start + 4 :])
        return (
            bool(deadline)
            and "月" in (deadline[0] if deadline else "")
            and not next_spring
            and not _goes_over(line.text, years)
            and not compiled(_LOOKS_FURTHER).search(sentence)
        )
    if _as_planned(line.text, start, sentence):
        return True
    if compiled(_LOOKS_BACK).search(sentence) or compiled(_OF_THAT_YEAR).match(line.text, start + 4):
        return False
    return bool(deadline) or (line.role in PROSE and bool(compiled(_INTENT).search(sentence)))


def _as_planned(text: str, start: int, sentence: str) -> bool:
    """为做好2026年水务工作, 2026年11月开展验收: said of what is still to come."""
    if compiled(_PAST).search(sentence):
        return False
    duty = compiled(_DUTY).search(text[max(start - 8, 0) : start]) and compiled(_OF_DUTY).match(text, start + 4)
    return bool(duty) or compiled(_AS_PLANNED).match(text, start + 4) is not None


def _goes_over(text: str, years: tuple[int, ...]) -> bool:
    """True for work of several years: 2027年完成主体工程，2028年6月底前竣工."""
    return any(re.search(rf"{year}年(?:[^\W\d_]|\d+月[^\W\d_])", text) for year in years)


def _sentence(text: str, offset: int) -> str:
    ends = [end for stop in "。；！？" if (end := text.find(stop, offset, offset + 400)) >= 0]
    return text[sentence_start(text, offset) : min(ends, default=offset + 400)]


def _finding(line: Line, start: int, year: int, own: tuple[int, ...]) -> Finding:
    return at("P601", line, start, start + 5, year=year, own="、".join(map(str, own)))


def _opening(reading: Reading) -> Iterator[Finding]:
    """A first paragraph that opens with another year than the title's."""
    if any(map(compiled(_PLAN).search, reading.titles)):
        return  # `_strange_years` has seen it
    line = next((line for line in reading.lines if line.role == "body"), None)
    match = re.match(r"(20\d\d)年[，,]", line.text) if line else None
    if line and match and int(match[1]) not in reading.years:
        yield _finding(line, 0, int(match[1]), reading.years)


def _signed(reading: Reading) -> Iterator[Finding]:
    """A plan is signed in its own year or late in the year before, a summary up to spring of the next one."""
    first, last = min(reading.years), max(reading.years)
    looks_back = any(map(compiled(f"{_SUMMARY}|公报|年报|通报|回顾").search, reading.titles))
    for line in reading.of("date"):
        match = re.match(r"(20\d\d)年(\d{1,2})月", re.sub("[ 　]", "", line.text))
        if not match:
            continue
        year, month = int(match[1]), int(match[2])
        early = year == first - 1 and month >= 9
        late = year == last + 1 and looks_back
        if not (first <= year <= last or early or late):
            yield at("P606", line, 0, len(line.text), date=line.text.strip(), own="、".join(map(str, reading.years)))


def _cited_later(reading: Reading) -> Iterator[Finding]:
    """A document number of a year after the one in which this document was signed."""
    dates = [int(match[1]) for line in reading.of("date") if (match := re.match(r"(20\d\d)年", line.text))]
    if not dates:
        return
    for match in compiled(r"〔(20\d\d)〕\d+号").finditer(reading.text):
        line, start = reading.at(match.start())
        if int(match[1]) > max(dates) and line.role in RUNNING:
            yield at("P616", line, start, start + len(match[0]), year=match[1], signed=max(dates))


def _impossible(reading: Reading) -> Iterator[Finding]:
    yield from _backwards(reading)
    for match in compiled(_DAY).finditer(reading.text):
        month = int(match[2])
        day = int(match[3]) if match[3] else None
        if day is None and (not match[1] and month < 13):
            continue
        year = int(match[1] or (reading.years or (2024,))[-1])
        if not _exists(year, month, day):
            line, start = reading.at(match.start())
            yield at("P605", line, start, start + len(match[0]), date=match[0], fault=_why(year, month, day))


def _backwards(reading: Reading) -> Iterator[Finding]:
    """9月10日至9月5日: the end before the beginning."""
    for match in compiled(_SPAN).finditer(reading.text):
        if match[1] == (match[3] or match[1]) and int(match[4]) < int(match[2]):
            line, start = reading.at(match.start())
            fault = "结束的日期在开始的日期之前"
            yield at("P605", line, start, start + len(match[0]), date=match[0], fault=fault)


def _exists(year: int, month: int, day: int | None) -> bool:
    return 1 <= month <= 12 and (day is None or 1 <= day <= _days(year, month))


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _why(year: int, month: int, day: int | None) -> str:
    if not 1 <= month <= 12:
        return f"没有{month}月"
    return f"{year}年2月只有{_days(year, 2)}天" if month == 2 and day == 29 else f"{month}月只有{_days(year, month)}天"
