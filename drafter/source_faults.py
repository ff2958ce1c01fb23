"""What libyaml says of a file it cannot read, put in plain Chinese: what is wrong, where, and what to type instead.

libyaml tells where it gave up, which is seldom where somebody slipped. Each finder below looks for one slip around that
place; the first that finds any has the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from drafter.place import Place
from drafter.problems import Problem, problem

LOOSE_KEY = re.compile(
    r"^\s*(?:-\s+)?(?P<key>[^\s\d:：#'\"\[\]{}，。；、][^\s:：#'\"\[\]{}，。；、]{0,19})"
    r"(?P<colon>：|:(?=[^\s/]|[\u3000\xa0]))"
)
"""A line that looks like a key whose colon is full-width, or has no blank behind it."""
TIGHT_ITEM = re.compile(r"\s*-[^\s\-\d]")
"""A line that looks like a list's item whose dash has no blank behind it."""
_WIDE_INDENT = "[ \u3000\xa0]*[\u3000\xa0]"
_PAIR = r"\s*(?:- +)*(?P<key>[^\s:]+) *:(?: +(?P<value>.*\S))? *$"
_KEYLESS = r"\s*(?:- +)?(?P<key>[^\s；;=＝，。]{1,20})\s*[；;=＝\s]\s*(?P<value>\S.*?)\s*$"


class Fault(NamedTuple):
    """What libyaml said (`words`), where it gave up and, if it told, where it had begun; lines and columns from 0."""

    file: str
    lines: list[str]
    words: str
    line: int
    column: int
    context: tuple[int, int] | None

    @property
    def first(self) -> int:
        """The first line in which the slip may be."""
        return max(min(self.context[0] if self.context else self.line, self.line - 1), 0)

    @property
    def around(self) -> Iterator[tuple[int, str]]:
        """The lines in which the slip may be, with their numbers."""
        return iter(list(enumerate(self.lines))[self.first : self.line + 1])

    @property
    def row(self) -> str:
        """The line where libyaml gave up."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def place(self, line: int, column: int) -> Place:
        """A place of this file; line and column from 0."""
        return Place(self.file, line + 1, column + 1)


def explained(fault: Fault) -> list[Problem]:
    """The problems behind a fault."""
    for finder in _FINDERS:
        found = list(finder(fault))
        if found:
            return found
    return [_plain(fault)]


def loose_keys(file: str, lines: Iterable[str], line: int, column: int = 1) -> Iterator[Problem]:
    """Those of `lines`, of which the first begins at `line` and `column`, that look like a key whose colon is wrong."""
    for number, words in enumerate(lines, start=line):
        match = LOOSE_KEY.match(words)
        if match:
            yield loose_colon(match, Place(file, number, column + match.start("colon")))


def loose_colon(match: re.Match[str], place: Place) -> Problem:
    """The problem of a wrong colon at `place`."""
    key = match["key"]
    if match["colon"] == "：":
        return problem("Y105", place, key=key)
    wide = match.string[match.end() : match.end() + 1] in ("\u3000", "\xa0")
    return problem("Y111", place, key=key, hint=f"冒号后面是全角空格，改成半角的：“{key}: ”" if wide else None)


# ---- finders --------------------------------------------------------------------------------------------------------


def _loose(fault: Fault) -> Iterator[Problem]:
    yield from loose_keys(fault.file, fault.lines[fault.first : fault.line + 1], fault.first + 1)


def _tab(fault: Fault) -> Iterator[Problem]:
    if "\t" in fault.row[: fault.column + 1]:
        yield problem("Y106", fault.place(fault.line, fault.row.index("\t")))


def _wide_indent(fault: Fault) -> Iterator[Problem]:
    for number, row in fault.around:
        if re.match(_WIDE_INDENT, row):
            yield problem("Y114", fault.place(number, 0), key=row.strip(), where="前面")


def _tight(fault: Fault) -> Iterator[Problem]:
    for number, row in fault.around:
        if TIGHT_ITEM.match(row):
            yield problem("Y119", fault.place(number, row.index("-")), line=row.strip()[:20])


def _wide_comma(fault: Fault) -> Iterator[Problem]:
    """Between the items of [ ] or { }, which YAML then reads as one."""
    if "did not find expected ','" not in fault.words or fault.context is None or fault.context[0] != fault.line:
        return
    for match in re.finditer("，", fault.row[: fault.column]):
        if match.start() > fault.context[1]:
            yield problem("Y120", fault.place(fault.line, match.start()))


def _no_colon(fault: Fault) -> Iterator[Problem]:
    """A line that is neither `名称: 值` nor the rest of the value above."""
    if "could not find expected ':'" not in fault.words or fault.context is None:
        return
    line, column = fault.context
    row = fault.lines[line]
    above = next((each.rstrip() for each in reversed(fault.lines[:line]) if each.strip()), "")
    if above.endswith(("|", ">")):
        reason, hint = f"“{above[-1]}”下面的各行都要缩进", "每一行前面加两个空格，比它的名称多缩进一级"
    else:
        reason, hint = "这一行没有半角冒号“: ”", "写成“名称: 值”；是接着上一行写的，就比上一行多缩进两格"
        pair = re.match(_KEYLESS, row)
        hint = f"是否想写“{pair['key']}: {pair['value']}”？{hint}" if pair else hint
    yield problem("Y104", fault.place(line, column), hint=hint, reason=reason)


def _deeper(fault: Fault) -> Iterator[Problem]:
    """A key that stands further in than the one above, which has its value already."""
    if "mapping values are not allowed" not in fault.words or re.search(r":\s", fault.row[: fault.column]):
        return
    above = next((each for each in reversed(fault.lines[: fault.line]) if each.strip()), "")
    indent = len(fault.row) - len(fault.row.lstrip(" "))
    over = len(above) - len(above.lstrip(" -"))
    if indent > over and re.match(_PAIR, above):
        reason = f"这一行多缩进了{indent - over}格"
        yield problem("Y104", fault.place(fault.line, indent), hint="与上面同一级的名称对齐", reason=reason)


def _shallower(fault: Fault) -> Iterator[Problem]:
    """A key that stands further out than the one above, and in line with nothing."""
    above = next((each for each in reversed(fault.lines[: fault.line]) if each.strip()), "")
    over = len(above) - len(above.lstrip(" -"))
    ours = "did not find expected key" in fault.words and not fault.row[: fault.column].strip()
    if ours and 0 < fault.column < over and re.match(_PAIR, fault.row) and re.match(_PAIR, above):
        reason = "这一行的缩进与上面各行对不上"
        hint = f"前面补{over - fault.column}个空格，与上面同一级的名称对齐"
        yield problem("Y104", fault.place(fault.line, fault.column), hint=hint, reason=reason)


def _dash(fault: Fault) -> Iterator[Problem]:
    if fault.row[fault.column : fault.column + 2] == "- " and "expected" in fault.words:
        reason = "“- ”没有与上面各项的“- ”对齐"
        yield problem("Y104", fault.place(fault.line, fault.column), hint="同一个列表的“- ”上下对齐", reason=reason)


def _half_quoted(fault: Fault) -> Iterator[Problem]:
    """A value that opens with " and shuts with ”, or goes on behind its quotation marks or brackets."""
    opened = fault.context[0] if fault.context and "unexpected end of stream" in fault.words else fault.line
    row = fault.lines[opened] if opened < len(fault.lines) else ""
    pair = re.match(_PAIR, row)
    value = pair["value"] or "" if pair else ""
    if value[:1] == '"' and value[-1:] in "“”" and "unexpected end of stream" in fault.words:
        hint = f'写成 {value[:-1]}"'
        reason = "开头是半角引号，末尾是全角引号，两头要一样"
        yield problem("Y104", fault.place(opened, row.index(value)), hint=hint, reason=reason)
        return
    before = fault.row[: fault.column].rstrip(" ")[-1:]
    rest = fault.row[fault.column :].strip()
    if rest and before and before in "\"']}" and value and "expected" in fault.words and rest[0] not in "-,]}:":
        name = "括号" if before in "]}" else "引号"
        reason = f"{name}后面还有字；值以{name}开头时，要把整个值放进引号里"
        yield problem("Y104", fault.place(fault.line, fault.column), hint=_to_type(fault.row), reason=reason)


def _wide_bracket(fault: Fault) -> Iterator[Problem]:
    pair = re.match(r"\s*(?:- +)?[^\s:]+: +([［｛])", fault.row)
    if pair:
        reason = f"“{pair[1]}”是全角的"
        hint = "方括号、花括号和逗号、冒号都要用半角的：[甲, 乙]、{名称: 甲}"
        yield problem("Y104", fault.place(fault.line, pair.start(1)), hint=hint, reason=reason)


_FINDERS: tuple[Callable[[Fault], Iterator[Problem]], ...] = (
    *(
        _wide_bracket,
        _wide_comma,
        _loose,
        _tab,
        _wide_indent,
        _tight,
        _no_colon,
        _deeper,
        _shallower,
        _dash,
        _half_quoted,
    ),
)


# ---- the rest: what libyaml says ------------------------------------------------------------------------------------

_QUOTE = "把整个值放进引号里"
_REASONS = (
    ("mapping values are not allowed", f"这一行里有两个“: ”；值里有冒号时，要{_QUOTE}"),
    ("did not find expected key", "缩进没有对齐，或者引号、括号没有配对"),
    ("did not find expected '-' indicator", "列表的各项没有对齐"),
    ("block sequence entries are not allowed", "“- ”要另起一行，并且比上一级多缩进两格"),
    ("did not find expected ',' or ']'", "方括号“[ ]”没有配对，或者项与项之间少了半角逗号"),
    ("did not find expected ',' or '}'", "花括号“{ }”没有配对，或者项与项之间少了半角逗号"),
    ("could not find expected ':'", "这一行像是少了冒号“: ”，或者多了一行"),
    ("unexpected end of stream", "引号没有配对"),
    ("that cannot start any token", f"值以 % @ ` 这样的符号开头时，要{_QUOTE}"),
    ("did not find expected alphabetic", f"值以 * 或 & 开头时，要{_QUOTE}"),
    ("undefined alias", f"值以 * 开头时，要{_QUOTE}"),
    ("did not find expected whitespace", f"引号、感叹号或标记后面要有空格；值以它们开头时，{_QUOTE}"),
    ("did not find URI", f"值以 ! 开头时，要{_QUOTE}"),
    ("found undefined tag handle", f"值以 ! 开头时，要{_QUOTE}"),
    ("wrongly indented line", "这一行的缩进比前面少"),
    ("did not find expected comment or line break", f"“|”和“>”后面要换行；它们是文字时，{_QUOTE}"),
    ("did not find expected node content", "逗号或括号之间缺少内容"),
    ("did not find expected <document start>", "这里的内容与前面接不上，检查缩进"),
    ("unknown escape character", "双引号里的 \\ 有特别的意思，改用单引号"),
    ("escape", "双引号里的 \\ 有特别的意思，改用单引号"),
)


def _plain(fault: Fault) -> Problem:
    reasons = (chinese for english, chinese in _REASONS if english in fault.words)
    reason = next(reasons, "检查这一行及上一行的缩进、引号和括号")
    line, column = fault.line, fault.column
    open_ended = "unexpected end of stream" in fault.words
    if fault.context and (open_ended or (_QUOTE in reason and fault.context[0] == line)):
        line, column = fault.context  # where the quotation mark, or the sign that was meant as text, stands
    hint = _to_type(fault.row) if _QUOTE in reason else None
    if open_ended:
        hint = "在值的末尾补上同样的引号，或者把开头的引号改成“”"
    return problem("Y104", fault.place(line, column), hint=hint, reason=reason)


def _to_type(row: str) -> str | None:
    """The line's value in quotation marks, ready to be typed."""
    pair = re.match(r"\s*(?:- +)*(?:(?P<key>[^\s:'\"\[{]+) *: +)?(?P<value>\S.*?)\s*$", row)
    if not pair or "'" in pair["value"]:
        return None
    quote = "'" if '"' in pair["value"] or "\\" in pair["value"] else '"'
    key = f"{pair['key']}: " if pair["key"] else "- "
    return f"写成 {key}{quote}{pair['value']}{quote}"
