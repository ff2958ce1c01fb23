"""Projects (项目): one name for one project, programme or plan. Office practice.

Only what is nearly certain is told: a character too many or too few in a long name, a character mistyped for one that
sounds or looks alike, 工程 in a quoted name that is a 行动 elsewhere. Names in one sentence, in one table or each in a
heading are several projects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import Literal, NamedTuple

from drafter.proof.finding import Finding, at, compiled, sentence_start
from drafter.proof.names import NO_MATTER
from drafter.proof.reading import RUNNING, Line, Reading

_KINDS = "行动计划|专项行动|工程|项目|行动|计划|平台|基地"
_NAME = rf"[^\W_a-zA-Z]{{3,24}}?(?:{_KINDS})(?![师部学类型量款组化院力局公管生书表])"
_QUOTED = r"“([^“”\n]{2,20})”(行动计划|专项行动|工程|行动|计划)?"
_VERBS = (
    "保障|完善|加大|提高|发挥|开发|运行|管好|用好|实施|推进|开展|完成|启动|加快|抓好|做好|组织|推动|加强|落实|继续|新建|续建|扩建|重建|改造|建成|建设|谋划|储备|争取|申报|确保|支持|参与|纳入"
    "|围绕|依托|通过|利用|结合|按照|根据|配合|统筹|强化|深化|优化|打造|创建|构建|建立|探索|制定|编制|印发|执行|抓实|抓紧|督促|指导|协调|负责"
    "|全面|深入|扎实|大力|积极|重点|持续|进一步|其中|包括|以及|或者|正在|已经|的|将|把|对|由|等"
)
_CUT = rf".*(?:{_VERBS}|(?:{_KINDS})[和与及]?)(?=.{{5}})"
_LEVELS = r".{0,4}?[省市县区镇乡](?=.{5})"
_LITTLE = frozenset("的和与及等之类性化了好各该本全个项批其再已将把为对在到等位所")
_ALIKE = (
    "青清情晴轻 坪屏平萍 州洲舟 岭领玲 源原园圆 辉晖挥 宏弘红洪鸿 明铭鸣 玉育裕 阳杨扬洋 林琳淋 "
    "河合和 湖胡 峰锋丰枫 桥乔侨 城成诚程 安岸 振镇震 新欣馨鑫 兴星 建健 汇惠会慧 智志致治制 "
    "联连 固故 保堡宝 露路 雨语宇 彩采 蓝兰岚 镜境景 型形 象像 分份 度渡 副幅 账帐 作做 "
    "定订 备倍 籍藉 融容溶 授受 候侯 廉连 凌陵 龙隆 石实 双霜 泉全 沙砂 堤提 坝霸 渠区 "
    "塘唐 井景 田甜 禾和 梁粱 槐怀 柏伯 松淞 竹筑 梅媒 莲连 荷何 "
)
"""Characters that are typed for one another, as names have them: they sound or look alike."""
_LEAST_BEFORE, _LEAST_AFTER, _LEAST_COMMON = 2, 4, 7
_LEAST_QUOTED = 8
"""Quotation marks and kind included."""
_MOST_ALIKE = 9


class _Use(NamedTuple):
    """Where a name stands."""

    line: Line
    start: int
    end: int


_Uses = dict[str, list[_Use]]
_Twins = tuple[str, str, list[_Use], list[_Use]]
"""Two names that are probably one, and where each stands."""


def findings(reading: Reading) -> Iterator[Finding]:
    """Each name that is nearly another one, at the place of the rarer of the two."""
    quoted = list(_quoted(reading))
    tables = {cell.number: number for number, grid in enumerate(reading.tables) for row in grid for cell in row}
    pairs = [*_nearly_same(_unquoted(reading)), *_mistyped(_by_name(quoted)), *_of_two_kinds(quoted)]
    told: set[tuple[int, int]] = set()
    for one, other, uses, usual in pairs:
        wrong, right = (one, other) if _rarer(uses, usual) else (other, one)
        place = (uses if wrong == one else usual)[0]
        if not _apart(uses, usual, tables) or (place.line.number, place.end) in told:
            continue
        told.add((place.line.number, place.end))
        yield at("P609", place.line, place.start, place.end, one=wrong, other=right, what="项目")


def _rarer(uses: list[_Use], usual: list[_Use]) -> bool:
    """Whether the first stands less often, or as often and later."""
    first, second = uses[0], usual[0]
    return (len(uses), -first.line.number, -first.start) < (len(usual), -second.line.number, -second.start)


def _apart(uses: list[_Use], others: list[_Use], tables: dict[int, int]) -> bool:
    """False where both stand in one sentence, in one table, or each in a heading: who does so means two things."""
    return not any(_beside(one, other, tables) for one in uses for other in others)


def _beside(one: _Use, other: _Use, tables: dict[int, int]) -> bool:
    if one.line.number == other.line.number:
        text = one.line.text
        return sentence_start(text, one.start, "。！？") == sentence_start(text, other.start, "。！？")
    table = tables.get(one.line.number)
    return (table is not None and table == tables.get(other.line.number)) or (_in_heading(one) and _in_heading(other))


def _in_heading(use: _Use) -> bool:
    """In the words of a heading, not in the paragraph that it runs into."""
    return use.line.role == "heading" and "。" not in use.line.text[: use.start]


# ---- names without quotation marks ----------------------------------------------------------------------------------


def _unquoted(reading: Reading) -> _Uses:
    """The long names, without the verbs and places before them."""
    found: defaultdict[str, list[_Use]] = defaultdict(list)
    if not compiled(_KINDS).search(reading.text):
        return found
    for match in compiled(_NAME).finditer(reading.text):
        line, start = reading.at(match.start())
        if line.role in RUNNING:
            for begin in _beginnings(match[0]):
                found[match[0][begin:]].append(_Use(line, start + begin, start + len(match[0])))
    return found


def _beginnings(words: str) -> Iterator[int]:
    """Where a name may begin: behind the last verb, and behind the place that it may be told with."""
    cut = compiled(_CUT).match(words)
    begin = cut.end() if cut else 0
    yield begin
    place = compiled(_LEVELS).match(words, begin)
    if place:
        yield place.end()


def _nearly_same(names: _Uses) -> Iterator[_Twins]:
    """青山湖水库除险加固工程, 青山水库除险加固工程: a character more, two that changed places, or one mistyped."""
    for pair in _pairs(names, _LEAST_BEFORE, _LEAST_AFTER):
        right = _sound_alike(*pair.chars) if pair.how == "other" else all(map(_matters, pair.chars))
        if right and len(pair.one) >= _LEAST_COMMON:
            yield pair.one, pair.other, names[pair.one], names[pair.other]


class _Pair(NamedTuple):
    """Two names with one slip between them, the shorter first: which characters differ, and how."""

    one: str
    other: str
    chars: str
    how: Literal["more", "swapped", "other"]


def _pairs(names: Iterable[str], before: int, behind: int) -> Iterator[_Pair]:
    """Every two names with one slip between them, `before` characters from the start or more and `behind` from the end.

    A character that is another one may also be the first. The work grows with the names' length, not with their square.
    """
    known = dict.fromkeys(names)
    holes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in known:
        for place in range(len(name) - behind):
            start, char, end = name[:place], name[place], name[place + 1 :]
            holes[start, end].append(name)
            if place >= before and start + end in known:
                yield _Pair(start + end, name, char, "more")
            swapped = start + end[:1] + char + end[1:]
            if place >= before and name < swapped and swapped in known:
                yield _Pair(name, swapped, char + end[:1], "swapped")
    for (start, _), alike in holes.items():
        for one, other in combinations(alike[:_MOST_ALIKE], 2):
            yield _Pair(one, other, one[len(start)] + other[len(start)], "other")


def _matters(char: str) -> bool:
    return char not in NO_MATTER and char not in _LITTLE


def _sound_alike(one: str, other: str) -> bool:
    return one != other and other in _taken_for().get(one, ())


@cache
def _taken_for() -> dict[str, set[str]]:
    """For each character, those that it may be mistyped as."""
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for group in _ALIKE.split():
        for char in group:
            taken[char].update(group)
    return dict(taken)


# ---- names in quotation marks ---------------------------------------------------------------------------------------


class _Named(NamedTuple):
    """A name in quotation marks: its stem, and its kind where it has one, in them (雨露计划) or behind (清源”行动)."""

    stem: str
    kind: str
    whole: str
    use: _Use


def _quoted(reading: Reading) -> Iterator[_Named]:
    if "“" not in reading.text:
        return
    for match in compiled(_QUOTED).finditer(reading.text):
        line, start = reading.at(match.start())
        if line.role in RUNNING:
            inside = compiled(rf"(.+?)({_KINDS})").fullmatch(match[1])
            stem, kind = (inside[1], inside[2]) if inside and not match[2] else (match[1], match[2] or "")
            yield _Named(stem, kind, match[0], _Use(line, start, start + len(match[0])))


def _by_name(named: Iterable[_Named]) -> _Uses:
    found: defaultdict[str, list[_Use]] = defaultdict(list)
    for each in named:
        if each.kind:
            found[each.whole].append(each.use)
    return found


def _mistyped(names: _Uses) -> Iterator[_Twins]:
    """Two quoted names that differ in one character, which is no number, no rank and no direction."""
    for pair in _pairs(names, 1, 1):
        long = len(pair.one) >= _LEAST_QUOTED and all(map(_matters, pair.chars))
        if long or (pair.how == "other" and _sound_alike(*pair.chars)):
            yield pair.one, pair.other, names[pair.one], names[pair.other]


def _of_two_kinds(named: Iterable[_Named]) -> Iterator[_Twins]:
    """“雨露计划” and “雨露行动”; “清源”行动 and “清源”工程."""
    stems: defaultdict[str, _Uses] = defaultdict(dict)
    for each in named:
        if each.kind in ("工程", "行动", "计划") and len(each.stem) > 1 and "+" not in each.stem:
            stems[each.stem].setdefault(each.whole, []).append(each.use)
    for names in stems.values():
        for one, other in combinations(names, 2):
            if one[-3:].strip("”") != other[-3:].strip("”"):
                yield one, other, names[one], names[other]
