"""Markdown: a .md that somebody else wrote as lines, read as what it prints.

CommonMark's headings, emphasis, lists, escapes, entities and links, and pipe tables. Every line of the file that is not
blank is a line here; what prints nothing, such as the rule under a heading, stands as it is written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from drafter.lines import SourceLine
from drafter.problems import DraftError, problem
from drafter.readers.lines_text import MOST_LINES, as_text, indent

__all__ = ["read"]

_ATX = re.compile(r"\s{0,3}(#{1,6})(?:[ \t]+|(?=[^#\s\w]|[\u4e00-\u9fff]))(.*?)(?:\s+#+)?\s*$")
_SETEXT = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_BULLET = re.compile(r"(\s*)[-*+]\s+(?=\S)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = re.compile("\ue000(\\d+)\ue001")
_CODE = re.compile(r"(`+)(.{1,500}?)(?<!`)\1(?!`)")
_PICTURE = re.compile(r"!\[([^\]]{0,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_LINK = re.compile(r"\[([^\]]{1,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<!\*)\*(?=[^\s*])(.{1,500}?)(?<=[^\s*])\*(?!\*)")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])(.{1,500}?)(?<=[^\s_])_(?!\w)")  # not inside a word, unlike the asterisk
_STRUCK = re.compile(r"~~(?=\S)(.{1,500}?)(?<=\S)~~")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->")
_CELLS = re.compile(r"(?<!\\)\|")


def read(data: bytes) -> tuple[SourceLine, ...]:
    """Every line that is not blank. DraftError, without a place, where the bytes are no text, or too much of it."""
    lines = as_text(data).splitlines()
    if len(lines) > MOST_LINES:
        raise DraftError([problem("R603", None, reason=f"里有超过{MOST_LINES}行")])
    return tuple(_lines(lines))


def _lines(lines: list[str]) -> Iterator[SourceLine]:
    table, in_table, fenced = 0, False, False
    for place, line in enumerate(lines):
        words = line.strip()
        below = lines[place + 1] if place + 1 < len(lines) else ""
        starts = not in_table and "|" in line and "|" in below and bool(_TABLE_RULE.fullmatch(below))
        table += starts
        in_table = (in_table or starts) and "|" in line
        if not words:
            continue
        if _FENCE.match(line) or fenced:
            fenced = fenced != bool(_FENCE.match(line))
            yield SourceLine(words, place + 1, indent(line))
        elif in_table:
            cells = _row(words)
            yield SourceLine(cells or words, place + 1, row=table if cells else 0)
        else:
            yield _plain(line, below, place + 1)


def _plain(line: str, below: str, number: int) -> SourceLine:
    """A heading, an item of a list or a line of text."""
    atx = _ATX.match(line)
    if atx:
        return SourceLine(_printed(atx[2]) or line.strip(), number, level=len(atx[1]))
    under = _SETEXT.fullmatch(below)
    level = 0 if under is None or _SETEXT.fullmatch(line) else 1 if under[1][0] == "=" else 2
    bare = _QUOTE.sub("", line)
    bold = re.fullmatch(r"\s*(\*\*|__)(?:(?!\1).)+\1[：:]?\s*", bare) is not None
    bullet = _BULLET.match(bare)
    words = _printed(bare[bullet.end() :]) if bullet else _printed(bare)
    text = f"- {words}" if bullet and words else words or line.strip()
    return SourceLine(text, number, indent(line), level=level, bold=bold)


def _row(line: str) -> str:
    if _TABLE_RULE.fullmatch(line):
        return ""
    return "\t".join(_printed(cell.replace("\\|", "|")) for cell in _CELLS.split(line.strip("|"))).strip()


def _printed(words: str) -> str:
    """What inline Markdown prints; escaped characters and code are kept from the other rules."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[found.re.groups])
        return f"\ue000{len(held) - 1}\ue001"

    told = words.translate({0xE000: None, 0xE001: None})
    told = _CODE.sub(hold, told) if "`" in told else told
    told = _ESCAPED.sub(hold, told) if "\\" in told else told
    if "<" in told:
        told = _COMMENT.sub("", _BREAK.sub(" ", told))
    for pattern, kept in (
        (_PICTURE, r"\1"),
        (_LINK, r"\1"),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\1"),
        (_UNDERLINED, r"\1"),
        (_STRUCK, r"\1"),
    ):
        told = pattern.sub(kept, told)
    told = html.unescape(told) if "&" in told else told
    return " ".join(_HELD.sub(lambda found: held[int(found[1])], told).split("\u00a0")).strip()
