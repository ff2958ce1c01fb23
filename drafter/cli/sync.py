"""`drafter sync DIR EDITED.docx`: what somebody changed in the exported document, back into facts and wording."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.output import PlanPath, existing, plan_at, print_problems, refuse, typed

HELP = (
    "只看不写；看好了加 --apply 写进去，原来的留在 .drafter/before-sync 里。"
    "写回的改动逐处试过：照着再起草一遍，正好是改成的样子才算。写不回去的列出来，退出码仍是 0。"
)


def run(
    path: PlanPath,
    edited: Annotated[Path, typer.Argument(metavar="EDITED", help="改过的 .docx", show_default=False)],
    apply: Annotated[bool, typer.Option("--apply", help="写进事实和措辞")] = False,
) -> None:
    plan_at(path)
    _usable(edited)
    from drafter import saving, syncing
    from drafter.problems import DraftError
    from drafter.syncing import summary

    try:
        found = syncing.sync(path, edited)
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    except saving.OutputError as error:
        refuse(str(error))
    print_problems(found.problems)
    for line in summary.lines(found):
        typer.echo(line)
    if not found.files:
        return
    if not apply:
        typer.echo(f"什么也没有写。写进去：drafter sync {typed(path)} {typed(edited)} --apply", err=True)
        return
    try:
        syncing.apply(path, found)
    except saving.OutputError as error:
        refuse(str(error))
    names = "、".join(str(file) for file in found.files)
    typer.echo(f"已写好：{names}", err=True)


def _usable(edited: Path) -> None:
    """The document must be there and be one that a reader knows."""
    from drafter.readers import READERS, format_for_suffix

    if existing(edited).is_dir() or format_for_suffix(edited.suffix) is None:
        known = "、".join(form.suffixes[0] for form in READERS.values())
        refuse(f"“{edited}”不是导出的文档", f"写改过的 {known} 文件")
