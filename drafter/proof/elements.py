"""Elements (公文要素): attachments named alike in both places, dates, document numbers (GB/T 9704-2012, 7.2, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter.numbering import number_of
from drafter.proof.finding import CHINESE, Finding, Pattern, at, compiled, scan
from drafter.proof.reading import PROSE, RUNNING, Line, Reading, Role

_CITED: frozenset[Role] = RUNNING | {"letterhead", "title", "listed", "attachment"}
_NOT_LAST = "。，；：、！？,;"
_YEAR = r"(?:19|20)\d\d"


def _six_cornered(match: re.Match[str]) -> str:
    year, number = re.findall(r"\d+", match[0])
    return f"〔{year}〕{int(number)}号"


PATTERNS = (
    Pattern(
        "P405",
        "[［【]］】",
        rf"(?<={CHINESE})(?:[\[［【]{_YEAR}[\]］】〕）)]|〔{_YEAR}[\]］】）)]|[（(]{_YEAR}[〕\]］】]) *第? *\d+ *号",
        _six_cornered,
        _CITED,
        sure=True,
    ),
    Pattern(
        "P405",
        ("（19", "（20", "(19", "(20"),
        rf"(?<={CHINESE})[（(]{_YEAR}[）)]第?\d+号",
        _six_cornered,
        _CITED,
    ),
    Pattern(
        "P405",
        tuple(f"{sort}20" for sort in "发字函办"),
        rf"(?<=[政办委党局教财卫人农][发字函办]){_YEAR}年?第?\d+号",
        _six_cornered,
        _CITED,
    ),
    Pattern(
        "P405",
        "〔",
        rf"〔{_YEAR}〕(?:第\d+|0\d*)号|〔\d\d〕第?\d+号|〔{_YEAR}年〕第?\d+号|〔{_YEAR}〕\d+(?![\d号 、—～至-])",
        lambda m: None if re.match(r"〔\d\d〕", m[0]) else _six_cornered(m),
        _CITED,
    ),
)


class Listed(NamedTuple):
    """One attachment: as named in 附件说明 or on its own page; `number` None for the only one."""

    line: Line
    number: int | None
    name: str
    start: int
    label: Line


def findings(reading: Reading) -> Iterator[Finding]:
    """Attachments, the date of signing, the title's end, document numbers."""
    yield from scan(reading, PATTERNS)
    listed, pages = list(listed_attachments(reading)), list(_pages(reading))
    yield from _compared(reading, listed, pages)
    yield from _ended(listed)
    yield from _cited(reading, listed, pages)
    yield from _dates(reading)
    yield from _titles(reading)


# ---- attachments ----------------------------------------------------------------------------------------------------


def listed_attachments(reading: Reading) -> Iterator[Listed]:
    """The entries of 附件说明, from its block or from lines that read like one."""
    within = False
    for line in reading.lines:
        if _heads_a_list(reading, line):
            within = True
            continue
        if not line.text:
            continue
        if line.role not in ("listed", "body", "remark", "heading"):
            within = False
            continue
        opening = re.match(r"附[ 　]*件?[ 　]*(\d{1,2})?[：:][ 　]*(?=[\d《“]|[^\W\d_]|$)", line.text)
        if opening and opening.end() == len(line.text):
            within = opening[1] is None
            continue
        if not opening and not (within or line.role == "listed"):
            continue
        within = True
        start = opening.end() if opening else 0
        match = re.match(r"(\d{1,2})[.．、][ 　]*", line.text[start:])
        if not opening and not match:
            within = False
            continue
        start += match.end() if match else 0
        number = match[1] if match else opening[1] if opening else None
        yield Listed(line, int(number) if number else None, line.text[start:].strip(), start, line)


def _heads_a_list(reading: Reading, line: Line) -> bool:
    """附件： in a line of its own, and its entries in the lines that follow."""
    if line.role == "cell" or "附" not in line.text or not re.fullmatch(r"附[ 　]*件[：:]?", line.text.strip()):
        return False
    following = _following(reading, line)
    return following is not None and re.match(r"1[.．、]", following.text) is not None


def _following(reading: Reading, line: Line) -> Line | None:
    """The next line that is not empty."""
    return next((other for other in reading.lines[line.number + 1 : line.number + 4] if other.text), None)


def _pages(reading: Reading) -> Iterator[Listed]:
    """The attachments' own pages: 附件1 and the title under it."""
    lines = reading.lines
    for line in lines:
        label = re.fullmatch(r"附[ 　]*件(?:[ 　]*(\d{1,2}|[一二三四五六七八九十]{1,2})[：:]?)?", line.text.strip())
        if not label or line.role in ("cell", "title") or _heads_a_list(reading, line):
            continue
        following = _following(reading, line)
        named = following is not None and following.role in ("attachment", "title", "body", "heading", "caption")
        words = label[1] or ""
        number = int(words) if words.isdigit() else number_of(words)
        head = following if named and following else line
        yield Listed(head, number, head.text.strip() if head is following else "", 0, line)


def _compared(reading: Reading, listed: list[Listed], pages: list[Listed]) -> Iterator[Finding]:
    if not pages:
        return
    if not listed:
        yield at("P407", pages[0].line, 0, len(pages[0].line.text), name=pages[0].name, fault="正文后没有附件说明")
        return
    for number, (entry, page) in enumerate(zip(listed, pages, strict=False), start=1):
        if page.name and not _named_so(page, entry.name, reading):
            yield at("P401", page.line, 0, len(page.line.text), listed=entry.name, page=page.name)
        elif len(listed) > 1 and page.number != number:
            line = page.label if page.label.place_at(0) else page.line  # 附件2 may be printed by its number alone
            yield at("P408", line, 0, len(line.text), expected=f"附件{number}", name=page.name)
    for page in pages[len(listed) :]:
        yield at("P407", page.line, 0, len(page.line.text), name=page.name, fault="附件说明里没有它")
    for entry in listed[len(pages) :]:
        yield at("P407", entry.line, entry.start, len(entry.line.text), name=entry.name, fault="后面没有这个附件")
    yield from _counted(listed)


def _counted(listed: list[Listed]) -> Iterator[Finding]:
    for number, entry in enumerate(listed, start=1):
        if len(listed) > 1 and entry.number != number:
            yield at("P408", entry.line, 0, max(entry.start, 1), expected=f"{number}.", name=entry.name)


def _named_so(page: Listed, name: str, reading: Reading) -> bool:
    """True where the page's title, in one line or broken over up to three, is that name."""
    first = page.line.number
    lines = [line.text.strip() for line in reading.lines[first : first + 3]]
    return any(_bare("".join(lines[:count])) == _bare(name) for count in (1, 2, 3))


def _bare(name: str) -> str:
    return re.sub(r"[ 　]", "", name).strip("《》").rstrip(_NOT_LAST)


def _ended(listed: list[Listed]) -> Iterator[Finding]:
    for entry in listed:
        text = entry.line.text.rstrip()
        within = compiled(r"[；;，,。、](?=[ 　]*\d{1,2}[.．、])").search(text, entry.start)
        if within or text[-1] in _NOT_LAST:
            end = within.end() if within else len(text)
            yield at("P406", entry.line, end - 1, end, name=entry.name[: end - 1 - entry.start], mark=text[end - 1])


def _cited(reading: Reading, listed: list[Listed], pages: list[Listed]) -> Iterator[Finding]:
    """附件2 in the text of a document that has no such attachment; a quoted one is another document's."""
    if "附件" not in reading.text:
        return
    own = {entry.number or position for each in (listed, pages) for position, entry in enumerate(each, start=1)}
    own_lines = {entry.line.number for entry in listed}
    for line in reading.lines:
        if line.role not in PROSE or line.number in own_lines or "附件" not in line.text:
            continue
        for match in compiled(r"附件(\d{1,2}|[一二三四五六七八九十])?").finditer(line.text):
            if not _is_cited(line.text, *match.span()):
                continue
            yield from _citation(line, match, own, has_any=bool(own))


_CITING = tuple("见 详见 参见 按 照 依据 填写 填报 报送 见本方案 见本通知 见本计划 见本意见".split())


def _is_cited(text: str, start: int, end: int) -> bool:
    """True for 见附件2 and 见附件, not for 附件材料."""
    following = text[end : end + 1]
    if text[start - 1 : start] in ("（", "(") and following in ("）", ")"):
        return text[end - 1] != "件"
    return text.endswith(_CITING, 0, start) and not ("\u4e00" <= following <= "\u9fff" and text[end - 1] == "件")


def _citation(line: Line, match: re.Match[str], own: set[int], *, has_any: bool) -> Iterator[Finding]:
    words = match[1] or ""
    number = None if not words else int(words) if words.isdigit() else number_of(words)
    mark = f"附件{words}"
    start = match.end() - len(mark)
    if not has_any:
        yield at("P403", line, start, match.end(), mark=mark)
    elif number is not None and number not in own:
        yield at("P402", line, start, match.end(), mark=mark, count=len(own))


# ---- dates and titles -----------------------------------------------------------------------------------------------

_ARABIC = rf"{_YEAR}年(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12]\d|3[01]|[ 　]+)日"
_CHINESE_DATE = r"[一二][〇○零OoＯ一二三四五六七八九0]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}日"


def _dates(reading: Reading) -> Iterator[Finding]:
    for line in reading.of("date"):
        text = line.text.strip().strip("（）")
        if re.fullmatch(_CHINESE_DATE, text):
            if re.match("二[〇○零OoＯ0](?:一[三四五六七八九]|[二三四五])", text):
                yield at("P409", line, 0, len(line.text), found=text)
        elif not re.fullmatch(_ARABIC, re.sub(r"(?<=[年月]) +(?=\d)", "", text)) and not re.fullmatch(
            r"\d{4}年\d+月\d+日", text
        ):
            yield at("P404", line, 0, len(line.text), found=text)


def _titles(reading: Reading) -> Iterator[Finding]:
    for line in reading.of("title"):
        if (
            line.text
            and line.text[-1] in "。，；：、"
            and (line.number + 1 == len(reading.lines) or reading.lines[line.number + 1].role != "title")
        ):
            yield at("P410", line, len(line.text) - 1, len(line.text), mark=line.text[-1])
