"""网页: a comparison as one HTML file: what changed in figures and sections, then both texts side by side.

Nothing is fetched and nothing runs; the file's own policy (Content-Security-Policy) forbids it. It prints on A4 turned
sideways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.comparing.changes import Comparison, Listed, Section
from drafter.comparing.sentences import comparable
from drafter.comparing.summary import CHANGES, MARKS, share
from drafter.differences import Entry, matched, stretches, tokens
from drafter.document import Document, Heading, Table, Title, paragraphs, plain
from drafter.writers.html_markup import attribute, classed, escaped

__all__ = ["page"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
*{box-sizing:border-box}
body{margin:2em auto;max-width:76em;padding:0 1em;color:#111;line-height:1.7;\
font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:1.4em;margin:0 0 .3em}
h2{font-size:1.1em;margin:1.6em 0 .5em}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #c8c8c8;padding:.3em .6em;vertical-align:top;text-align:left;overflow-wrap:anywhere}
th{background:#f2f2f2}
thead{display:table-header-group}
tr{break-inside:avoid}
h2,thead{break-after:avoid}
.figures{table-layout:fixed}
.figures th:first-child,.sections th:first-child{width:2.6em}
.sections th:last-child{width:40%}
.sides{table-layout:fixed}
.sides td{white-space:pre-wrap}
.same td{color:#777}
.strong td{font-weight:bold}
.none{background:#f7f7f7}
.mark{font-weight:bold}
del{background:#fbdcdc;color:#8f1d1d}
ins{background:#d5f0d5;color:#14591d;text-decoration:underline}
.carried{columns:2;column-gap:2em;font-size:.92em}
@page{size:A4 landscape;margin:14mm}
@media print{body{margin:0;max-width:none;padding:0;font-size:9.5pt}\
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


class _Line(NamedTuple):
    """A printed paragraph, and whether it is a heading."""

    text: str
    kind: str
    is_strong: bool


def page(comparison: Comparison, old: Document, new: Document) -> str:
    """The whole file."""
    titles = comparison.old_title or "旧稿", comparison.new_title or "新稿"
    body = (
        f"<h1>{escaped(titles[1])}</h1>\n<p>与“{escaped(titles[0])}”对照。{escaped(share(comparison))}。</p>\n",
        *_figures(comparison),
        *_sections(comparison.sections),
        *_sides(old, new, titles),
        *_carried(comparison),
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="generator" content="drafter">\n'
        f"<title>{attribute(f'对照：{titles[1]}')}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"{''.join(body)}</body>\n</html>\n"
    )


# ---- what changed ---------------------------------------------------------------------------------------------------


def _figures(comparison: Comparison) -> Iterator[str]:
    """Every item of a listed fact that is no section of its own, and the fields in which it changed."""
    rows = [row for section in comparison.sections for row in _listed(section)]
    if rows:
        head = _row("th", ("", "事实", *(map(escaped, ("旧", "新", "变化")))))
        yield f'<h2>目标等逐项对照</h2>\n<table class="figures">\n<thead>{head}</thead>\n{"".join(rows)}</table>\n'


def _listed(section: Section) -> Iterator[str]:
    inner = {item.heading for item in section.items if isinstance(item, Section)}
    for item in section.items:
        if isinstance(item, Listed) and item.name not in inner:
            yield from _item(item)


def _item(item: Listed) -> Iterator[str]:
    """A line for each field that changed; one for an item that did not, or that only one of the documents has."""
    mark = classed("mark", MARKS[item.change], "span")
    name = escaped(f"{item.list}：{item.name}")
    if item.change != "changed":
        told = escaped("；".join(f"{field.name} {field.new or field.old}" for field in item.fields))
        old = "" if item.change == "added" else f"<del>{told}</del>" if item.change == "dropped" else told
        new = "" if item.change == "dropped" else f"<ins>{told}</ins>" if item.change == "added" else told
        yield _row("td", (mark, name, old, new, CHANGES[item.change]), "same" if item.change == "same" else "")
        return
    for field in item.fields:
        if field.change != "same":
            told = field.difference or ("只换了年份" if field.only_year else "")
            sides = _both(field.old or "", field.new or "")
            yield _row("td", (mark, f"{name}　{escaped(field.name)}", *sides, escaped(told)))


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    rows = "".join(_section(section, 0) for section in sections)
    head = _row("th", ("", "章节", "变化"))
    yield f'<h2>章节</h2>\n<table class="sections">\n<thead>{head}</thead>\n{rows}</table>\n'


def _section(section: Section, depth: int) -> str:
    told = CHANGES[section.change]
    told += "，只换了年份" if section.only_year else ""
    told += f"，原为“{section.old_heading}”" if section.old_heading is not None else ""
    told += "，换了位置" if section.moved else ""
    name = escaped("　" * 2 * depth + section.heading)
    inner = "".join(_section(item, depth + 1) for item in section.items if isinstance(item, Section))
    return _row("td", (classed("mark", MARKS[section.change], "span"), name, escaped(told))) + inner


def _row(tag: str, cells: Sequence[str], kind: str = "") -> str:
    opened = f'<tr class="{kind}">' if kind else "<tr>"
    return f"{opened}{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>\n"


# ---- side by side ---------------------------------------------------------------------------------------------------


def _sides(old: Document, new: Document, titles: tuple[str, str]) -> Iterator[str]:
    before, after = list(_lines(old)), list(_lines(new))
    pairs = matched([Entry(line.text, line.kind) for line in before], [Entry(line.text, line.kind) for line in after])
    rows = [
        _side(None if index is None else before[index], None if new_index is None else after[new_index])
        for index, new_index in pairs
    ]
    head = _row("th", tuple(map(escaped, titles)))
    yield f'<h2>全文</h2>\n<table class="sides">\n<thead>{head}</thead>\n{"".join(rows)}</table>\n'


def _lines(document: Document) -> Iterator[_Line]:
    for block, text in paragraphs(document):
        words = plain(text).replace("\t", "　")
        is_strong = isinstance(block, Title) or (isinstance(block, Heading) and not block.body)
        yield _Line(words, "row" if isinstance(block, Table) else "", is_strong)


def _side(old: _Line | None, new: _Line | None) -> str:
    strong = "strong" if (new or old or _NOTHING).is_strong else ""
    if old is None or new is None:
        cells = (f"<del>{escaped(old.text)}</del>" if old else "", f"<ins>{escaped(new.text)}</ins>" if new else "")
        return _row("td", cells, strong).replace("<td></td>", '<td class="none"></td>')
    if old.text == new.text:
        return _row("td", (escaped(old.text), escaped(new.text)), f"same {strong}".strip())
    return _row("td", _both(old.text, new.text), strong)


_NOTHING = _Line("", "", False)


def _both(old: str, new: str) -> tuple[str, str]:
    """Both versions with what differs marked."""
    before, after = tokens(old), tokens(new)
    left, right = [], []
    for part in stretches(before, after, before):
        words = escaped("".join(before[part.start : part.end]))
        new_words = escaped("".join(after[part.new_start : part.new_end]))
        left.append(words if part.same or not words else f"<del>{words}</del>")
        right.append(new_words if part.same or not new_words else f"<ins>{new_words}</ins>")
    return "".join(left), "".join(right)


def _carried(comparison: Comparison) -> Iterator[str]:
    if comparison.carried:
        told = {comparable(words): words for words in comparison.carried}
        rows = "".join(f"<li>{escaped(words)}</li>\n" for words in told.values())
        yield f'<h2>沿用旧稿的句子</h2>\n<ol class="carried">\n{rows}</ol>\n'
