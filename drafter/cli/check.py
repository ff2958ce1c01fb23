"""`drafter check PATH`: every problem of a plan and the text it makes, or of a document that somebody wrote."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import DOCUMENTS, Format, FormatOption, PlanPath, at_least, existing, print_problems, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from drafter.measuring import Measured
    from drafter.problems import Problem
    from drafter.structure import Length

HELP = (
    "PATH 是计划文件夹、事实文件，或者别人写的 .docx、.txt、.md。"
    "有错误时退出码为 1。--severity 只管显示，不影响退出码。"
)


class Lowest(StrEnum):
    """The lowest severity shown."""

    error = "error"
    warning = "warning"
    info = "info"


def run(
    path: PlanPath,
    format_: FormatOption = Format.text,
    severity: Annotated[
        Lowest, typer.Option("--severity", help="显示到哪一级为止", show_default="warning")
    ] = Lowest.warning,
    fix: Annotated[bool, typer.Option("--fix", help="改正有把握的标点、空格，并列出改了什么")] = False,
) -> None:
    existing(path)
    from drafter.problems import errors

    problems, measured = _of_a_document(path, fix=fix) if _is_document(path) else _of_a_plan(path, fix=fix)
    shown = at_least(severity.value, problems)
    print_problems(shown, format_, to_stdout=True)
    if format_ is Format.text:
        if not shown:
            typer.echo(f"没有错误；另有{len(problems)}处提醒没有显示" if problems else "没有发现问题")
        _print_lengths(measured)
    raise typer.Exit(1 if errors(problems) else 0)


def _is_document(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in DOCUMENTS


def _of_a_plan(path: Path, *, fix: bool) -> tuple[tuple[Problem, ...], tuple[Measured, ...]]:
    from drafter import pipeline

    if fix:
        _fix(path)
    return pipeline.checked(path)


def _of_a_document(path: Path, *, fix: bool) -> tuple[tuple[Problem, ...], tuple[Measured, ...]]:
    """What the proofreader says of somebody's document, or why it cannot be read."""
    from drafter import reading
    from drafter.problems import DraftError

    if fix:
        refuse("--fix 只改计划文件夹，不改别人的文档", "在 Word 里照着改；或者先用 drafter capture 把它变成计划文件夹")
    try:
        return reading.proofread(path), ()
    except DraftError as error:
        return error.problems, ()


def _fix(path: Path) -> None:
    """Mends what is certain and says so on stderr, change by change."""
    from drafter import pipeline, saving

    try:
        changes = pipeline.mend(path)
    except saving.OutputError as error:
        refuse(str(error))
    for place, old, new, code in changes:
        done = f"“{old}”改成“{new}”" if new else f"删去“{old}”"
        print(f"{place.file}:{place.line}:{place.column}: 已改 {code} {done}", file=sys.stderr)
    print(f"共改{len(changes)}处" if changes else "没有可以自动改的", file=sys.stderr)


def _print_lengths(measured: Iterable[Measured]) -> None:
    """The sections of which a length is asked, and the whole text, with the characters they have."""
    rows = [(f"{each.characters}字", _expected(each.length), each.name) for each in measured]
    if rows:
        typer.echo("各章字数（预计）：")
    for count, expected, name in rows:
        typer.echo(f"  {count:>6}  {expected}  {name}")


def _expected(length: Length | None) -> str:
    if length is None:
        return "（没有要求）"
    least, most = length.at_least, length.at_most
    if least is None:
        return f"（最多{most}字）"
    return f"（至少{least}字）" if most is None else f"（{least}～{most}字）"
