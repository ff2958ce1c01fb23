"""`drafter check PATH`: every problem in facts, structure, wording and the resulting text."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from drafter.cli.output import DOCUMENTS, Format, FormatOption, PlanPath, at_least, existing, print_problems, refuse

HELP = "有错误时退出码为 1。--severity 只管显示，不影响退出码。"


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
) -> None:
    existing(path)
    if path.is_file() and path.suffix.lower() in DOCUMENTS:
        refuse(f"还不能检查 {path.suffix} 文件，目前只检查计划文件夹和事实文件")
    from drafter import pipeline
    from drafter.problems import errors

    problems = pipeline.check(path)
    shown = at_least(severity.value, problems)
    print_problems(shown, format_, to_stdout=True)
    if format_ is Format.text and not shown:
        typer.echo(f"没有错误；另有{len(problems)}处提醒没有显示" if problems else "没有发现问题")
    raise typer.Exit(1 if errors(problems) else 0)
