"""Promises (承诺): what is announced against what follows; goals and tasks that bind nobody. Office practice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from drafter.numbering import number_of
from drafter.proof.finding import Finding, at, compiled
from drafter.proof.names import LABELS
from drafter.proof.numbering_order import Numbered, numbered
from drafter.proof.reading import PROSE, Line, Reading

_COUNT = r"(?<![\d.第百十])([1-9]|[二两三四五六七八九十])"
_THINGS = (
    r"(?:大|项|类|种|条|点|件|步)(?:重点|主要|具体|专项|关键)?(?:工作|任务|措施|举措|行动|工程|机制|制度|内容|要求|原则|事项|问题|方面|环节|意见|事|步骤|做法)?"
    r"|方面(?:的?(?:工作|任务|问题|内容|措施))?|个(?:方面|环节|步骤|阶段|重点|问题|要点|[^\W\d_]{0,4}组|专班)(?:的?(?:工作|任务|问题|内容|措施))?"
)
_LEADS_ON = (
    r"(?:以下|下列|如下|分为?|共(?:分为?|开展|设|有|安排)?|重点(?:抓好|做好|开展)?|抓好|做好|采取|强化|实施|开展)"
    r"[^，。；：“”\n]{0,6}$"
)
_LISTED = (
    rf"((?:[^，。；：、（）“”\n\d]{{1,14}}、){{2,9}}[^，。；：、（）\n\d]{{2,12}}?){_COUNT}"
    r"((?:大|项|类|种)(?!目)[^\W\d_]{2}|个(?:方面|环节|重点)|条(?:底线|主线|措施))"
)
_QUOTED = (
    r"“(?:[^”“\d、，]{0,8}(?=.[进减有定包帮送联共同创查改建清]”))?([二两三四五六七八九])个?([^”“\d、，]{1,8})”"
    r"(?:[^\W\d_]{0,4})[（(]([^（）()\n]{4,200})[）)]"
)
_NAMED = rf"(“[^”\n]{{2,40}}[、，][^”\n]{{2,60}}”|(?:“[^”、\n]{{2,20}}”、?){{2,9}})等?{_COUNT}(?:项|大|个|种)"
_COUNTED = tuple(f"”{more}{count}" for more in ("", "等") for count in "123456789二两三四五六七八九十")


def findings(reading: Reading) -> Iterator[Finding]:
    """Counts against lists; goals without a figure; tasks that lack what their neighbours have."""
    seen: set[tuple[int, int]] = set()
    for found in (*_announced(reading), *_enumerated(reading), *_among_headings(reading)):
        if (found.line.number, found.start) not in seen:
            seen.add((found.line.number, found.start))
            yield found
    if reading.titles and re.search("计划|要点|安排|打算", "".join(reading.titles)):
        yield from _tasks(reading)
    if reading.titles and re.search("计划|要点|安排|打算|方案", "".join(reading.titles)):
        yield from _goals(reading)


def _number(words: str) -> int:
    return 2 if words == "两" else int(words) if words.isdigit() else number_of(words) or 0


# ---- N announced, N listed ------------------------------------------------------------------------------------------


def _announced(reading: Reading) -> Iterator[Finding]:
    """四项工作： and then a list, in the same paragraph or in those that follow."""
    lines = [line for line in reading.lines if line.role in PROSE]
    for position, line in enumerate(lines):
        for match in compiled(rf"{_COUNT}(?:{_THINGS})[^，。；：\n]{{0,6}}(?:[：:]|(?<=.)。$)").finditer(line.text):
            if match[0][-1] == "。" and not _leads_on(lines, position, match):
                continue
            count = _points_in(line.text[match.end() :])
            if count is None:
                yield from _named_after(line, match)
            if count is None and match.end() == len(line.text):
                count = _items_after(lines, position)
            announced = _number(match[1])
            if count is not None and count != announced:
                words = match[0].rstrip("：:。")
                yield at("P701", line, match.start(), match.end(), announced=words, count=count)


def _leads_on(lines: list[Line], position: int, match: re.Match[str]) -> bool:
    """True where a sentence that ends in a stop announces what follows: 分三个阶段进行。 Chapters are none of that."""
    following = numbered(lines[position + 1]) if position + 1 < len(lines) else None
    leads = compiled(_LEADS_ON).search(match.string, 0, match.start())
    return leads is not None and (following is None or following.level > 1)


def _named_after(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """三个小组：甲组、乙组。 Names that stand side by side up to the stop."""
    words = re.match("[^。；，\n]*", line.text[match.end() :])
    if not words or re.search("[：“（(]|等|以及", words[0]) or "、" not in words[0]:
        return
    goes_on = line.text[match.end() + words.end() :][:1] == "，"
    if goes_on and len({name[-1:] for name in words[0].split("、")}) > 1:
        return  # not names of one kind, but a sentence
    names, joined = words[0].count("、") + 1, len(re.findall("和|与|及", words[0]))
    if not names <= _number(match[1]) <= names + joined:
        yield at("P701", line, match.start(), match.end(), announced=match[0].rstrip("：:"), count=names)


def _points_in(text: str) -> int | None:
    """How many points 一是, （1）, 1. or 第一 run on in the text; None where there are none."""
    for pattern in (
        r"(?:^|(?<=[。；：，]))[一二三四五六七八九十]是",
        r"(?:^|(?<=[。；：，]))[一二三四五六七八九十]要",
        r"(?:^|(?<=[。；：，]))[（(]\d[）)]",
        r"(?:^|(?<=[。；：，]))\d[.、．](?!\d)",
        r"[①-⑨]",
    ):
        found = compiled(pattern).findall(text)
        if len(found) > 1 and found[0].startswith(("一", "1", "（1", "(1", "①")):
            return len(found)
    return None


def _items_after(lines: list[Line], position: int) -> int | None:
    """How many items of one level follow; what is deeper belongs to them, what is higher or unlike ends the list."""
    first: Numbered | None = None
    count = points = 0
    for line in lines[position + 1 :]:
        item = numbered(line)
        if re.match("[一二三四五六七八九十]是", line.text) and first is None:
            points += 1
        elif item is None and (first is None or line.role == "heading"):
            break
        elif item is not None:
            first = first or item
            if item.level < first.level or (item.level == first.level and item.number <= count):
                break
            count += item.level == first.level
    if first is not None and first.number != 1:
        return None
    return count or points or None


def _enumerated(reading: Reading) -> Iterator[Finding]:
    """甲、乙、丙四项任务; “五减”（减甲、减乙……）; “甲、乙、丙”四项机制."""
    for line in reading.lines:
        if line.role not in PROSE or "、" not in line.text:
            continue
        for pattern, check in _checks(line.text):
            for match in compiled(pattern).finditer(line.text):
                yield from check(line, match)


Check = Callable[[Line, re.Match[str]], Iterator[Finding]]


def _checks(text: str) -> Iterator[tuple[str, Check]]:
    """The patterns that the text has the quotation marks for."""
    yield _LISTED, _listed
    if "”" in text:
        yield _QUOTED, _in_brackets
    if any(sign in text for sign in _COUNTED):
        yield _NAMED, _named


def _listed(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    words, announced = match[1], _number(match[2])
    if re.search("(?<![平同优高中初均相])等(?!级|次)", words.rpartition("、")[2]) or "等、" in words:
        return
    names = words.count("、") + 1
    joined = len(re.findall("和|与|以及|及", words))
    if not names <= announced <= names + joined and abs(announced - names) <= 2:
        yield at("P701", line, match.start(2), match.end(), announced=match[2] + match[3], count=names)


def _in_brackets(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    announced, words = _number(match[1]), match[3]
    if "等" in words or "以下" in words or re.search(r"\d", words) or "。" in words:
        return
    counts = {len(re.split(mark, words)) for mark in ("、", "[，；]", "[、，；]") if re.search(mark, words)}
    if counts and announced not in counts and min(abs(announced - count) for count in counts) <= 2 and len(counts) == 1:
        yield at(
            "P701",
            line,
            match.start(),
            match.end(),
            announced=f"“{match[1]}个{match[2]}”" if "个" in match[0][:4] else f"“{match[1]}{match[2]}”",
            count=counts.pop(),
        )


def _named(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    words = match[1]
    if "等" in match[0][len(words) : len(words) + 1] or "等" in words[-3:]:
        return
    names = len(re.findall("“", words)) if words.count("“") > 1 else len(re.split("[、，]", words))
    announced = _number(match[2])
    if names != announced and abs(names - announced) <= 2:
        yield at("P701", line, match.start(2), match.end(), announced=match[0][len(words) :], count=names)


def _among_headings(reading: Reading) -> Iterator[Finding]:
    """四大工程 in the title or the opening, and as many headings that each name a 工程."""
    heads = [found for line in reading.lines if (found := numbered(line)) and found.level == 1]
    if len(heads) < 3:
        return
    words = [re.split("[。：]", found.line.text[found.end :])[0] for found in heads]
    common = set.intersection(*({word[at_ : at_ + 2] for at_ in range(len(word) - 1)} for word in words))
    for line in reading.lines[: heads[0].line.number]:
        for match in compiled(r"(?<![\d第])([二两三四五六七八九])(?:大|项|个)([^\W\d_]{2})").finditer(line.text):
            if match[2] in common and _number(match[1]) != len(heads) and line.role in ("title", "body"):
                yield at("P701", line, match.start(), match.end(), announced=match[0], count=len(heads))
                return


# ---- goals and tasks ------------------------------------------------------------------------------------------------

_GOALS = "(?:工作|总体|主要|年度|发展)?目标(?:任务)?$|^目标"
_FIGURE = r"\d|[一二三四五六七八九十百]+(?:个|项|次|倍|成)|全覆盖|零|百分之"


def _goals(reading: Reading) -> Iterator[Finding]:
    """A chapter of goals without one figure or deadline."""
    within: Numbered | None = None
    text = ""
    for line in reading.lines:
        found = numbered(line)
        if found and (within is None or found.level <= within.level):
            yield from _without_figure(within, text)
            heading = re.split("[。：]", line.text[found.end :])[0]
            within = found if compiled(_GOALS).search(heading) else None
            text = line.text[found.end + len(heading) :]
        elif (within is not None and line.role in PROSE) or (within is not None and line.role == "cell"):
            text += line.text
    yield from _without_figure(within, text)


def _without_figure(within: Numbered | None, text: str) -> Iterator[Finding]:
    if (
        within
        and len(text) > 20
        and not compiled(_FIGURE).search(re.sub(r"20\d\d年(?!底|[^，。]{0,6}前)|“[^”]*”", "", text))
    ):
        yield at(
            "P702",
            within.line,
            within.end,
            len(within.line.text),
            heading=within.line.text[within.end : within.end + 12],
        )


def _tasks(reading: Reading) -> Iterator[Finding]:
    """Items of which nearly all say who is responsible, or until when, but not this one."""
    for label, what in (
        (rf"(?:{LABELS}|责任人)[：:]|(?:牵头|负责|落实)）", "责任单位"),
        (r"(?:完成时限|完成时间|完成期限|时限)[：:]", "完成时限"),
    ):
        for level in (3, 2):
            chapters = [items for items in _items(reading, level) if _usual(items, compiled(label))]
            yield from _lacking([item for items in chapters for item in items], compiled(label), what)
            if chapters:
                break  # the items above these have what these have


def _items(reading: Reading, level: int) -> Iterator[list[list[Line]]]:
    """The numbered items of one level, chapter by chapter, each with the lines that belong to it."""
    items: list[list[Line]] = []
    within = False
    for line in reading.lines:
        found = numbered(line)
        if found and found.level <= level:
            within = found.level == level
            if found.level == 1:
                yield items
                items = []
            elif within:
                items.append([line])
        elif within and line.role in PROSE:
            items[-1].append(line)
    yield items


def _usual(items: list[list[Line]], label: re.Pattern[str]) -> bool:
    told = sum(any(label.search(line.text) for line in item) for item in items)
    return told * 2 > len(items)


def _lacking(items: list[list[Line]], label: re.Pattern[str], what: str) -> Iterator[Finding]:
    items = [item for item in items if not compiled(r"^.{0,12}(?:目标|指标|要求)[。：]?").match(item[0].text)]
    lacking = [item for item in items if not any(label.search(line.text) for line in item)]
    rare = len(lacking) == 1 or len(lacking) * 6 <= len(items)
    if len(items) >= 3 and lacking and rare and len(lacking) * 4 <= len(items):
        for item in lacking:
            first = item[0]
            yield at("P703", first, 0, len(first.text), what=what, item=first.text[:16], most=len(items) - len(lacking))
