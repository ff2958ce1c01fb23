"""`drafter split DIR OUT`: a workbook for every unit that leads a task."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.output import PlanPath, plan_at, print_problems, typed, unused, with_workbooks, write_folder

HELP = "灰色的是计划里的任务，黄色表头的由各单位填。填好交回的，用 drafter collect 收进来。"


def run(
    path: PlanPath,
    folder: Annotated[
        Path, typer.Argument(metavar="OUT", help="放填报表的文件夹，还没有或者是空的", show_default=False)
    ],
) -> None:
    plan_at(path)
    unused(folder)
    with_workbooks()
    from drafter import departments, pipeline, questionnaire, splitting
    from drafter.problems import DraftError

    try:
        split = departments.split(pipeline.open_plan(path))
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    print_problems(split.problems)
    names = splitting.file_names(split.units)
    write_folder(folder, {names[unit]: questionnaire.written(split.questionnaire(unit)) for unit in split.units})
    typer.echo(f"已写好{len(names)}个单位的填报表：{folder}")
    for unit, name in names.items():
        count = sum(task.unit == unit for task in split.tasks)
        typer.echo(f"  {unit}（{count}项）：{name}")
    typer.echo(f"下一步：发给各单位填；交回以后收进来：drafter collect {typed(path)} 交回的文件")
