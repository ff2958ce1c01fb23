"""`drafter export PATH`: the Word document, or another format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.fill import GapsOption
from drafter.cli.output import PlanPath, plan_at, print_problems, refuse

HELP = "不写 -o，就在计划文件夹里写成“标题.docx”。导出以后被人改过的文件不会被覆盖，除非加 --force。"


class To(StrEnum):
    """Formats that can be written."""

    docx = "docx"
    markdown = "markdown"
    text = "text"


def run(
    path: PlanPath,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="写到哪个文件", show_default=False)
    ] = None,
    to: Annotated[To | None, typer.Option("--to", help="格式；不写就看 -o 的后缀", show_default="docx")] = None,
    gaps: GapsOption = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
) -> None:
    plan_at(path)
    if output and output.is_dir():
        refuse(f"“{output}”是文件夹，请写明文件名")
    format_ = _format(output, to)
    from drafter import pipeline, saving
    from drafter.problems import DraftError
    from drafter.writers import WRITERS

    try:
        draft, problems = pipeline.make(path, gaps=gaps)
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    facts = pipeline.facts_file(path)
    target = output or facts.parent / saving.file_name(draft.document, WRITERS[format_].suffixes[0])
    if target.exists() and target.samefile(facts):
        refuse(f"“{target}”就是事实文件，不能拿文稿覆盖它")
    print_problems(problems)
    try:
        saving.save(pipeline.render(draft.document, format_), target, facts.parent, force=force)
    except saving.OutputError as error:
        refuse(str(error))
    typer.echo(f"已导出：{target}")


def _format(output: Path | None, to: To | None) -> str:
    if to or output is None:
        return to.value if to else "docx"
    from drafter.writers import WRITERS, format_for_suffix

    form = format_for_suffix(output.suffix)
    if form is None:
        known = "、".join(suffix for each in WRITERS.values() for suffix in each.suffixes)
        refuse(f"不知道“{output.name}”要写成什么格式", f"后缀可以是 {known}，或者用 --to 指明格式")
    return form.name
