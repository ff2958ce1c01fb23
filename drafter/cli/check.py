"""`drafter check PATH`: every problem of a plan and the text it makes, or of a document that somebody wrote."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from drafter.cli.output import (
    Format,
    FormatOption,
    PlanPath,
    at_least,
    existing,
    is_document,
    plan_at,
    print_problems,
    refuse,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from drafter.measuring import Measured
    from drafter.problems import Problem
    from drafter.structure import Length

HELP = (
    "PATH 是计划文件夹、事实文件，或者别人写的 .docx、.txt、.md；装了 LibreOffice 也读 .doc。"
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
    comments: Annotated[
        Path | None,
        typer.Option("--comments", metavar="OUT.docx", help="另写一份 Word 文档，问题写成批注", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖 OUT.docx")] = False,
) -> None:
    if not is_document(existing(path)):
        plan_at(path, "写计划文件夹、其中的 facts.yaml，或者别人写的 .docx、.txt、.md")
    if comments:
        _refuse_unusable(comments, path)
    from drafter.problems import errors

    checked = _document(path, fix=fix) if is_document(path) else _plan(path, fix=fix)
    shown = at_least(severity.value, checked.problems)
    print_problems(shown, format_, to_stdout=True)
    if format_ is Format.text:
        if not shown:
            hidden = len(checked.problems)
            typer.echo(f"没有错误；另有{hidden}处提醒没有显示" if hidden else "没有发现问题")
        _print_lengths(checked.measured)
    if comments:
        _write(comments, checked.commented(shown), path, force=force)
    raise typer.Exit(1 if errors(checked.problems) else 0)


class _Checked(NamedTuple):
    """What there is to say, the lengths of sections, and how to make the Word file with the problems as comments."""

    problems: tuple[Problem, ...]
    measured: tuple[Measured, ...]
    commented: Callable[[Sequence[Problem]], bytes | None]


def _plan(path: Path, *, fix: bool) -> _Checked:
    from drafter import pipeline

    if fix:
        _fix(path)
    problems, draft, style = pipeline.checked(path)

    def commented(shown: Sequence[Problem]) -> bytes | None:
        if draft is None:
            return None
        return pipeline.render(pipeline.commented(path, draft.document, shown), "docx", *(style or ()))

    return _Checked(problems, draft.measured if draft else (), commented)


def _document(path: Path, *, fix: bool) -> _Checked:
    """What the proofreader says of somebody's document, or why it cannot be read."""
    from drafter import reading
    from drafter.problems import DraftError

    if fix:
        refuse("--fix 只改计划文件夹，不改别人的文档", "在 Word 里照着改；或者先用 drafter capture 把它变成计划文件夹")
    try:
        return _Checked(reading.proofread(path), (), lambda shown: reading.commented(path, shown))
    except DraftError as error:
        return _Checked(error.problems, (), lambda _: None)


def _refuse_unusable(comments: Path, path: Path) -> None:
    """A file for the comments that is no Word document, or the very one that is checked."""
    if comments.suffix.lower() != ".docx":
        refuse(f"“{comments}”不是 Word 文档", "批注写在 .docx 里，如 --comments 校对.docx")
    if comments.exists() and comments.samefile(path):
        refuse(f"“{comments}”就是要校对的文档，不能覆盖它", "换一个文件名")


def _write(target: Path, data: bytes | None, path: Path, *, force: bool) -> None:
    if data is None:
        print(f"没有写“{target}”：先改好上面的错误", file=sys.stderr)
        return
    from drafter import pipeline, saving

    try:
        saving.save(data, target, target.parent if is_document(path) else pipeline.facts_file(path).parent, force=force)
    except saving.OutputError as error:
        refuse(str(error))
    print(f"已写成：{target}", file=sys.stderr)


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
