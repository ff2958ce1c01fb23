"""`drafter compare OLD NEW`: this year's document against last year's, section by section."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import PLANS, Format, existing, print_json, print_problems, refuse

if TYPE_CHECKING:
    from drafter.comparing import Comparison, Edition

HELP = (
    "OLD、NEW 各是计划文件夹、事实文件或 .docx，先写旧的，再写新的。"
    "--docx 把新的一份写成 Word 文件，与旧的不同之处都是修订，可以逐处接受或拒绝。"
)


class View(StrEnum):
    """How the answer is printed."""

    text = "text"
    json = "json"
    html = "html"


OldPath = Annotated[Path, typer.Argument(metavar="OLD", help="旧的一份", show_default=False)]
NewPath = Annotated[Path, typer.Argument(metavar="NEW", help="新的一份", show_default=False)]


def run(
    old: OldPath,
    new: NewPath,
    format_: Annotated[
        View, typer.Option("--format", help="text 给人看，json 给程序读，html 是两份并排的网页", show_default="text")
    ] = View.text,
    docx: Annotated[
        Path | None, typer.Option("--docx", metavar="OUT", help="写成带修订的 Word 文件", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的 OUT")] = False,
) -> None:
    for path in (old, new):
        _comparable(path)
    if docx:
        _usable(docx, old, new)
    from drafter import comparing, years
    from drafter.problems import DraftError

    try:
        before, after = years.editions(old, new)
    except DraftError as error:
        print_problems(error.problems, Format.json if format_ is View.json else Format.text)
        raise typer.Exit(1) from error
    if before.structure and after.structure and before.structure != after.structure:
        typer.echo(f"两份文稿的结构不同（{before.structure}、{after.structure}），只按文字对照", err=True)
    _show(comparing.compare(before, after), before, after, format_)
    if docx:
        _write(docx, before, after, _record(docx, new, old), force=force)


def _comparable(path: Path) -> None:
    """The path, which must be there and something that can be compared."""
    from drafter.readers import READERS
    from drafter.years import is_document

    if existing(path).is_dir() or is_document(path) or path.suffix.lower() in PLANS:
        return
    known = "、".join(form.suffixes[0] for form in READERS.values())
    refuse(f"“{path}”不能对照", f"写计划文件夹、事实文件（.yaml）或者文稿（{known}）")


def _usable(docx: Path, old: Path, new: Path) -> None:
    if docx.suffix.lower() != ".docx":
        refuse(f"--docx 后面的“{docx}”不是 .docx", "修订只能写在 Word 文件里，如：对照.docx")
    if docx.exists() and any(docx.samefile(path) for path in (old, new)):
        refuse(f"“{docx}”就是要对照的文稿，不能覆盖它", "换一个文件名")


def _show(comparison: Comparison, before: Edition, after: Edition, format_: View) -> None:
    if format_ is View.json:
        print_json(comparison.as_json())
    elif format_ is View.html:
        from drafter.comparing import page

        typer.echo(page.page(comparison, before.document, after.document), nl=False)
    else:
        from drafter.comparing import summary

        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        for line in summary.lines(comparison):
            typer.echo(_coloured(line) if colour else line)


def _coloured(line: str) -> str:
    colours = {"＋": typer.colors.GREEN, "－": typer.colors.RED, "～": typer.colors.YELLOW}
    colour = colours.get(line.lstrip()[:1])
    return typer.style(line, fg=colour) if colour else line


def _record(docx: Path, *paths: Path) -> Path:
    """The folder that remembers what was written: the plan's, or else the file's own."""
    from drafter.pipeline import facts_file
    from drafter.years import is_document

    plans = [facts_file(path).parent for path in paths if not is_document(path)]
    return plans[0] if plans else docx.parent


def _write(docx: Path, before: Edition, after: Edition, record: Path, *, force: bool) -> None:
    from drafter import saving
    from drafter.layout import GBT9704
    from drafter.writers import docx_tracked

    try:
        saving.save(docx_tracked.write(before.document, after.document, GBT9704), docx, record, force=force)
    except saving.OutputError as error:
        refuse(str(error))
    typer.echo(f"已写成：{docx}", err=True)
