"""Names (名称): one name for one organ or document, the right one under the document, nobody missing after a colon."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from drafter.proof.finding import Finding, at, compiled
from drafter.proof.reading import PROSE, RUNNING, Line, Reading

LABELS = (
    "(?:责任|牵头|配合|协办|协同|参与|参加|承办|主办|负责|落实)(?:单位|部门|科室|处室|股室|站所|中心|车间|班组|小组)"
)
_TIMES = "完成时限|完成时间|完成期限|责任人|负责人|责任领导|牵头领导|联系人|联系电话|分管领导"
_EMPTY = rf"((?:{LABELS}|{_TIMES}))[：:][ 　]*(?=[。；;，、）)]|$|(?:{LABELS}|{_TIMES})[：:])"
_FORMS = (
    "市场监督管理局 市场监管局 市监局",
    "应急管理局 应急局",
    "发展和改革局 发展改革局 发改局",
    "发展和改革委员会 发展和改革委 发展改革委 发改委",
    "人力资源和社会保障局 人力资源社会保障局 人社局",
    "住房和城乡建设局 住房城乡建设局 住建局",
    "卫生健康局 卫健局",
    "卫生健康委员会 卫生健康委 卫健委",
    "文化和旅游局 文化旅游局 文旅局",
    "自然资源和规划局 自然资源规划局 自规局",
    "教育体育局 教体局",
    "工业和信息化局 工业信息化局 工信局",
    "退役军人事务局 退役军人局",
    "交通运输局 交通局",
    "城市管理局 城管局",
    "综合行政执法局 综合执法局",
)
NO_MATTER = frozenset(
    "0123456789一二三四五六七八九十省市县区镇乡村州盟旗上下东西南北前后甲乙丙丁新老初高中小大正副内外男女"
)
"""Characters by which two names differ that are two things: numbers, levels, directions, ranks."""


def findings(reading: Reading) -> Iterator[Finding]:
    """Labels without a name, two forms of an organ's name, titles of documents that differ in one character."""
    yield from _empty(reading)
    yield from _forms(reading)
    yield from _documents(reading)
    yield from _signed(reading)
    yield from _selves(reading)


def _empty(reading: Reading) -> Iterator[Finding]:
    """责任单位： and nothing after it."""
    if "：" not in reading.text and ":" not in reading.text:
        return
    for match in compiled(_EMPTY, re.MULTILINE).finditer(reading.text):
        line, start = reading.at(match.start())
        if line.role in PROSE and not (start == 0 and _goes_on(reading, line)):
            yield at("P607", line, start, start + len(match[0]), label=match[1])


def _goes_on(reading: Reading, line: Line) -> bool:
    """The names may stand in the next lines."""
    if line.number + 1 >= len(reading.lines):
        return False
    following = reading.lines[line.number + 1]
    return following.role == "body" and re.match("[一二三四五六七八九十（(0-9]", following.text) is None


# ---- two forms ------------------------------------------------------------------------------------------------------


def _forms(reading: Reading) -> Iterator[Finding]:
    """The full and the short form of one organ's name, mixed; 以下简称 makes the short one right."""
    for row in _FORMS:
        forms = [form for form in row.split() if form in reading.text]
        if len(forms) > 1:
            yield from _mixed(reading, forms)


def _mixed(reading: Reading, forms: list[str]) -> Iterator[Finding]:
    """Those forms of one name that stand after another one in the text, of the same 市 or 县.

    The full name in the title, the signature or a salutation and the short form in the text is office practice.
    """
    pattern = "([省市县区州镇家]?)(" + "|".join(forms) + ")(?!员会)"
    usual: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for match in re.finditer(pattern, reading.text):
        level, form = match[1], match[2]
        line, start = reading.at(match.start(2))
        if line.role not in RUNNING:
            continue
        other = usual.setdefault(level, form)
        if form == other or (level, form) in told:
            continue
        told.add((level, form))
        if not re.search(rf"简称.?.?{form}", reading.text):
            yield at("P609", line, start, start + len(form), one=form, other=other, what="机构")


def _documents(reading: Reading) -> Iterator[Finding]:
    """Two names of documents that differ in one character: one is mistyped. Sorted, such names are neighbours."""
    first: dict[str, int] = {}
    for match in compiled(r"《([^《》\n]{6,80})》").finditer(reading.text):
        first.setdefault(match[1], match.start(1))
    pairs = set(_without_years(reading, first))
    for order in (sorted(first), sorted(first, key=lambda name: name[::-1])):
        for one, other in pairwise(order):
            if almost_same(one, other):
                pairs.add((one, other) if first[one] > first[other] else (other, one))
    for later, earlier in sorted(pairs):
        line, start = reading.at(first[later])
        yield at("P609", line, start, start + len(later), one=f"《{later}》", other=f"《{earlier}》", what="文件")


def _without_years(reading: Reading, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """《……规划》 where elsewhere it is 《……规划（2026—2030年）》, unless it says that this is its short name."""
    for name in names:
        short = compiled(r"[（(]20\d\d[^（）()]{0,12}年?[）)]$").sub("", name)
        outside = f"《{short}》（20" in reading.text
        if (
            short != name
            and short in names
            and not outside
            and not re.search(f"简称.?《?{re.escape(short)}", reading.text)
        ):
            yield short, name


def almost_same(one: str, other: str) -> bool:
    """True for names that differ in one character which is no number, no rank and no direction."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at_ for at_, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail = 0
    while tail < min(len(one), len(other)) - start and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    rest = one[start : len(one) - tail], other[start : len(other) - tail]
    return max(map(len, rest)) <= 1 and not set("".join(rest)) & NO_MATTER


# ---- the document's own organ ---------------------------------------------------------------------------------------


def _signed(reading: Reading) -> Iterator[Finding]:
    """Who signs is named in the title but for one character."""
    for line in reading.of("signature"):
        name = re.sub("(?<=.{3})(?:人民政府|办事处)(?:办公室)?$", "", line.text.strip())
        for title in reading.titles:
            start = title[: len(name)]
            whose = re.split(r"20\d\d年|关于", title)[0]
            if len(name) < 5 or name[-2:] != whose[-2:] or name in whose or whose in name:
                whose = ""  # another kind of organ may sign, and so may the one above
            if whose or (
                len(name) >= 3
                and start != name
                and len(name) == len(start)
                and sum(a != b for a, b in zip(name, start, strict=True)) == 1
            ):
                start = whose or start
                yield at("P610", line, 0, len(line.text), name=name, title=start)
                return


_LEVELS = {"省": 1, "市": 2, "县": 3, "区": 3, "镇": 4, "乡": 4, "街道": 4, "村": 5}
_KINDS = {
    "校": "学校|小学|中学|学院|大学|幼儿园|职校|校",
    "院": "院",
    "局": "局|分局",
    "委": "委|委员会",
    "厅": "厅",
    "公司": "公司|集团",
}
_SELF = r"(?<![自敌])我(省|市|县|区|镇|乡|街道|村|校|院|局|委|厅|公司)(?!们)"


def _selves(reading: Reading) -> Iterator[Finding]:
    """我局 in a school's plan, 我县 in a city's: copied from somebody else's document."""
    if "我" not in reading.text or not reading.titles or "自治区" in reading.text:
        return
    whose = re.split(r"\d{4}年|关于|构建|打造|推进|推动|印发|[“《]", reading.titles[0])[0]
    if len(whose) < 3:
        return
    for match in compiled(_SELF).finditer(reading.text):
        line, start = reading.at(match.start())
        if line.role in RUNNING and _is_another(match[1], whose) and "“" not in line.text[max(start - 1, 0) : start]:
            yield at("P612", line, start, start + len(match[0]), found=match[0], whose=whose)


def _is_another(word: str, whose: str) -> bool:
    if word in _KINDS:
        known = [kind for kind, pattern in _KINDS.items() if re.search(rf"(?:{pattern})$", whose)]
        return bool(known) and word not in known
    levels = [level for name, level in _LEVELS.items() if name in whose]
    if not levels or word in whose:
        return False
    return _LEVELS[word] > max(levels) or (_LEVELS[word] == max(levels) and max(levels) > 2)
