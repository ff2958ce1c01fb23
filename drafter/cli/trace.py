"""`drafter trace PATH`: every figure, date and name of the draft, and who said it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from drafter.cli.output import Format, FormatOption, PlanPath, plan_at, print_json, print_problems

if TYPE_CHECKING:
    from drafter.place import Place
    from drafter.tracing import Figure

HELP = "措辞里写死的数字不是事实，单列在前面，请逐个核对。写进 Word 的批注里：drafter export PATH --trace。"
_WIDEST = 24  # characters of a column: beyond, a row is shifted instead
_SENTENCE = 40


def run(path: PlanPath, format_: FormatOption = Format.text) -> None:
    plan_at(path)
    from drafter import pipeline, tracing
    from drafter.problems import DraftError

    try:
        draft, problems = pipeline.make(path)
    except DraftError as error:
        print_problems(error.problems, format_)
        raise typer.Exit(1) from error
    print_problems(problems)
    figures = tracing.figures(draft.document)
    if format_ is Format.json:
        print_json({"figures": [figure.as_json() for figure in figures]})
    else:
        typer.echo("\n\n".join(_parts(figures)))


def _parts(figures: Sequence[Figure]) -> Iterator[str]:
    """The answer for people: what wording brings, what facts say, what the program counted."""
    worded = [figure for figure in figures if figure.origin.path is None and not figure.is_numbering]
    stated = [figure for figure in figures if figure.origin.path is not None]
    numbering = [figure.text for figure in figures if figure.is_numbering]
    if worded:
        rows = [(figure.text, _at(figure.place), _around(figure)) for figure in worded]
        yield "措辞带来的数字，不是事实：\n" + _table(rows)
    if stated:
        yield "事实里的数字、日期、名称：\n" + _table(_by_fact(stated))
    if numbering:
        marks = "、".join(dict.fromkeys(mark.removesuffix("、") for mark in numbering))
        yield f"编号：{len(numbering)}处，由程序按结构编排（{_cut(marks)}）"
    if not figures:
        yield "文稿里没有数字、日期和名称"


def _by_fact(figures: Iterable[Figure]) -> list[tuple[str, ...]]:
    """A row for each text of a fact, in the order of the draft; what it says several times is told once."""
    told = Counter((figure.text, figure.origin.path or "", figure.place, figure.origin.source) for figure in figures)
    return [
        (text, path, _at(place), f"来源：{source}" if source else "", f"印了{count}处" if count > 1 else "")
        for (text, path, place, source), count in told.items()
    ]


def _at(place: Place | None) -> str:
    return f"{place.file}{place.point}" if place else ""


def _around(figure: Figure) -> str:
    """The sentence as far as it helps to find the figure, on one line."""
    words = figure.sentence.replace("\t", "　")
    index = max(words.find(figure.text) - _SENTENCE // 2, 0)
    return ("…" if index else "") + _cut(words[index:])


def _cut(words: str) -> str:
    return words if len(words) <= _SENTENCE else words[: _SENTENCE - 1] + "…"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows under one another, with columns as wide as their texts; a Chinese character takes two places."""
    from drafter.layout import width

    sizes = [min(max(map(width, column)), _WIDEST) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [text + " " * round(2 * (size - width(text))) for text, size in zip(row, sizes, strict=True)]
        lines.append(f"  {'  '.join(cells).rstrip()}")
    return "\n".join(lines)
