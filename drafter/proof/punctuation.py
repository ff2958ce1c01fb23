"""Punctuation (标点): GB/T 15834-2011, as far as a pattern can be sure of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.proof.finding import CHINESE, CLOSING, Finding, Pattern, at, compiled, scan
from drafter.proof.reading import PROSE, RUNNING, Line, Reading, Role

_WIDE = str.maketrans(",:;?!()", "，：；？！（）")
_ALNUM = {ord(char): chr(ord(char) - 0xFEE0) for char in map(chr, range(0xFF10, 0xFF5B)) if char.isalnum()}
_EVERYWHERE: frozenset[Role] = RUNNING | {"title", "salutation", "listed", "attachment", "signature", "imprint"}
_NUMERAL = "[一二三四五六七八九十]"

_SIDE_BY_SIDE = tuple(one + other for one in "，、；。！？" for other in "，、；：。")
_BEFORE_CLOSING = tuple(mark + shut for mark in "，、；：" for shut in "”’）》】")
_POINTED = tuple(word + mark for word in "是要" for mark in "，、：")
_SPACED = tuple(number + mark for number in "一二三四五六七八九十" for mark in "，．. 　")


_SINGLE_MARKS = "".join(chr(code) for first, last in ("㈠㈩", "⒈⒛", "⑴⒇") for code in range(ord(first), ord(last) + 1))
"""Numbers that are one character together with their marks."""


def _spelt(mark: str) -> str:
    """（一） for ㈠, 1. for ⒈, （1） for ⑴."""
    return unicodedata.normalize("NFKC", mark).translate(_WIDE)


def _wide(match: re.Match[str]) -> str:
    return match[0].strip(" ").translate(_WIDE)


def _full_pair(match: re.Match[str]) -> str:
    return "（" + match[0][1:-1] + "）"


PATTERNS = (
    Pattern(
        "P101",
        ",:;?!",
        rf"(?<=(?:{CHINESE}|[{CLOSING}])),(?!\d{{3}}(?!\d)) *|(?<=\d),(?!\d) *(?=(?:{CHINESE}|[“（《]))"
        rf"|,(?=(?:{CHINESE}|[“（《【]))"
        rf"|(?<=(?:{CHINESE}|[{CLOSING}]))[;:?!](?!//) *",
        _wide,
        _EVERYWHERE,
        sure=True,
    ),
    Pattern(
        "P102",
        ".",
        rf"(?<!^{_NUMERAL})(?:(?<={CHINESE})|(?<=[”’）》】%％]))\.(?![0-9A-Za-z.])|(?<={CHINESE}\d)\.$",
        lambda _: "。",
        sure=True,
    ),
    Pattern(
        "P103",
        "()",
        rf"(?<![A-Za-z0-9])\([^()（）\n]*{CHINESE}[^()（）\n]*\)|(?<=(?:{CHINESE}|[》”]))\([^()（）\n]*\)"
        rf"|^\(\d{{1,2}}\)(?={CHINESE})|\([^()（）\n]*）|（[^()（）\n]*\)",
        _full_pair,
        _EVERYWHERE,
        sure=True,
    ),
    Pattern("P104", "\"'", rf"(?<=(?:{CHINESE}|[，。；：、]))[\"']|[\"'](?={CHINESE})", roles=_EVERYWHERE),
    Pattern(
        "P106",
        ("。。", "，，", "；；", "、、", "：："),
        r"([。，；、：])\1(?<!。。。)(?!\1)",
        lambda m: m[1],
        sure=True,
    ),
    Pattern(
        "P106",
        _SIDE_BY_SIDE,
        r"[，、；][，、；：。！？](?<!，，)(?<!、、)(?<!；；)|。[，、；：！？]|[！？][，、；：。]",
    ),
    Pattern(
        "P106",
        tuple(mark + shut for mark in "，、；：" for shut in "”’）》】"),
        r"(?<=[^\s：])[，、；：](?=[”’）》】])",
    ),
    Pattern("P107", ("...", "。。。", "…"), r"(?<=[^\s.])\.{3,}|。{3,}|(?<!…)…(?!…)|(?<!…)…{3}(?!…)", lambda _: "……"),
    Pattern("P108", "-－", rf"(?<=(?:{CHINESE}|[”]))(?:--+|－+)(?=(?:{CHINESE}|[“]))", lambda _: "——", roles=PROSE),
    Pattern(
        "P109",
        tuple(shut + mark for shut in "）)" for mark in "、，．.。：:"),
        rf"(?<=^[（(])({_NUMERAL}+|\d{{1,2}})[）)][、，．.。：:]",
        lambda m: m[1] + "）",
        roles=PROSE,
    ),
    Pattern(
        "P110",
        (*_SPACED, "、 ", "、　"),
        rf"^({_NUMERAL}{{1,3}})(?:[，．.](?!\d)|[ 　]+、[ 　]*|、[ 　]+|[ 　]+(?={CHINESE}{{2}}))",
        lambda m: m[1] + "、",
        roles=PROSE,
        sure=True,
    ),
    Pattern(
        "P111",
        tuple(f"{digit}{mark}" for digit in range(10) for mark in "、．)）,，。：:"),
        rf"^(\d{{1,2}})(?:[、．][ 　]*(?!\d)|[)）,，。：:](?={CHINESE}))",
        lambda m: m[1] + ".",
        roles=PROSE,
        sure=True,
    ),
    Pattern(
        "P112",
        ("第一、", "首先、", "其次、", "其一、", "第二、", "第三、", "最后、", "再次、", "其二、"),
        rf"(?:^|(?<=[。；：，]))(第{_NUMERAL}|首先|其次|再次|最后|其[一二三四])、(?!第|{_NUMERAL})",
        lambda m: m[1] + "，",
        roles=PROSE,
    ),
    Pattern(
        "P113",
        tuple(word + mark for word in "是要" for mark in "，、："),
        rf"(?:^|(?<=[。；：，]))({_NUMERAL}[是要])[，、：]",
        lambda m: m[1],
        roles=PROSE,
    ),
    Pattern("P114", ("、等", "…等", "等…"), r"、等(?![级次额差于待候同腰])|……等(?![级次额差])|等……", lambda _: "等"),
    Pattern("P115", ("》、《", "”、“"), r"(?<=》)、(?=《)|(?<=”)、(?=“)", lambda _: "", roles=PROSE),
    Pattern("P117", "•・‧∙", rf"(?<={CHINESE})[•・‧∙](?={CHINESE})", lambda _: "·", _EVERYWHERE, sure=True),
    Pattern(
        "P118", tuple(map(chr, _ALNUM)), r"[０-９Ａ-Ｚａ-ｚ]+", lambda m: m[0].translate(_ALNUM), _EVERYWHERE, sure=True
    ),
    Pattern("P121", _SINGLE_MARKS, rf"^[{_SINGLE_MARKS}]", lambda m: _spelt(m[0]), PROSE),
    Pattern("P119", "<>", r"《[^》\n<]*<[^<>\n]*>", lambda m: m[0].replace("<", "〈").replace(">", "〉"), _EVERYWHERE),
)


def findings(reading: Reading) -> Iterator[Finding]:
    """Marks of the wrong kind, in the wrong place, or without their partner."""
    yield from scan(reading, PATTERNS)
    yield from _pairs(reading)
    yield from _ends(reading)


# ---- pairs ----------------------------------------------------------------------------------------------------------

_OPENS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】", "〈": "〉", "‘": "’"}
_SHUTS = {shut: open_ for open_, shut in _OPENS.items()}
_PAIR_MARKS = "[" + "".join((*_OPENS, *_SHUTS)) + "]"
_HALF = str.maketrans("()", "（）")


def _pairs(reading: Reading) -> Iterator[Finding]:
    """Brackets and quotation marks that do not match within their paragraph; a title counts as one."""
    lines = [line for line in reading.lines if line.role != "title"]
    for number, line in enumerate(lines):
        if compiled(_PAIR_MARKS).search(line.text):
            yield from _pairs_in(line, lines[number + 1 : number + 2])
    for title in reading.titles:
        first = next(line for line in reading.of("title") if title.startswith(line.text))
        whole = first._replace(text=title)
        yield from (found._replace(line=whole) for found in _pairs_in(whole, []))


def _pairs_in(line: Line, following: list[Line]) -> Iterator[Finding]:
    text = line.text.translate(_HALF)
    open_: list[tuple[str, int]] = []
    for match in compiled(_PAIR_MARKS).finditer(text):
        mark = match[0]
        if mark in _OPENS:
            if open_ and open_[-1][0] == mark and mark in "《“":
                yield from _nested(line, mark, open_.pop()[1], match.start(), text)
            open_.append((mark, match.start()))
        elif open_ and open_[-1][0] == _SHUTS[mark]:
            open_.pop()
        elif mark != "’" and not (mark in "）)" and _is_ordinal(text, match.start())):
            yield at("P105", line, match.start(), match.end(), mark=mark, other=_SHUTS[mark])
            open_ = [each for each in open_ if each[0] != _SHUTS[mark]]
    for mark, start in open_:
        goes_on = mark == "“" and following and following[0].text.startswith("“")
        if not goes_on:
            yield at("P105", line, start, start + 1, mark=mark, other=_OPENS[mark])


def _nested(line: Line, mark: str, first: int, second: int, text: str) -> Iterator[Finding]:
    """The same opening mark twice: nested where both are closed, else the first has no partner."""
    shut = _OPENS[mark]
    end = text.find(shut, second)
    again = text.find(shut, end + 1) if end >= 0 else -1
    reopened = text.find(mark, second + 1)
    if again >= 0 and (reopened < 0 or again < reopened):
        inner = {"《": "〈〉", "“": "‘’"}[mark]
        yield at("P116", line, first, again + 1, inner=inner)
    else:
        yield at("P105", line, first, first + 1, mark=mark, other=shut)


def _is_ordinal(text: str, offset: int) -> bool:
    """`1）` at a line's start or after a stop is an ordinal, no lost bracket."""
    before = text[max(offset - 4, 0) : offset]
    return re.search(r"(?:^|[。；：，])[0-9a-zA-Z一二三四五六七八九十]{1,2}$", before) is not None


# ---- ends -----------------------------------------------------------------------------------------------------------

_LETTER_AT_END = rf"(?:{CHINESE}|[0-9A-Za-z%％])$"
_NO_SENTENCE = r"[：:]|^附件|抄送|联系人|来源|供稿|作者|编辑|责编"


def _ends(reading: Reading) -> Iterator[Finding]:
    """A paragraph of several sentences whose last one has no stop, or one that ends in a comma."""
    for line in reading.lines:
        text = line.text.rstrip()
        if line.role not in PROSE or not text or (line.alone and "。" not in text):
            continue
        if text[-1] in "，、" and len(text) > 20:
            yield at("P120", line, len(text) - 1, len(text), fault=f"末尾是“{text[-1]}”")
        elif "。" in text[:-1] and _lacks_stop(text):
            yield at("P120", line, len(text) - 1, len(text), fault="末尾没有标点")
        elif len(text) > 15 and "，" in text and "。" not in text and compiled(_LETTER_AT_END).search(text):
            yield from _short_paragraph(line, text)


def _lacks_stop(text: str) -> bool:
    """True for a last sentence that breaks off; a source or an author after it is none."""
    return bool(compiled(_LETTER_AT_END).search(text)) and not compiled(_NO_SENTENCE).search(text.rpartition("。")[2])


def _short_paragraph(line: Line, text: str) -> Iterator[Finding]:
    """One sentence without a stop: sure only of a long one that is no heading and no item of a list."""
    if line.role == "body" and len(text) > 40:
        yield at("P120", line, len(text) - 1, len(text), fault="末尾没有标点")
