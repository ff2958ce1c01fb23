"""`drafter new ID DIR`: a plan folder to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import opened, plan_at, print_problems, refuse, typed, unused, with_workbooks, write_folder
from drafter.cli.settings import SetOption, assignments

if TYPE_CHECKING:
    from drafter.carrying import Carried
    from drafter.structure import Structure

HELP = "文件夹要么还没有，要么是空的；否则什么也不写。"


def run(
    id_: Annotated[str, typer.Argument(metavar="ID", help="结构的编号，见 drafter structures", show_default=False)],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新文件夹", show_default=False)],
    settings: SetOption = None,
    example: Annotated[bool, typer.Option("--example", help="复制这个结构的完整示例")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="事实在 Excel 工作簿里填，每个列表一个工作表")] = False,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="PLANDIR", help="带入另一份计划里用得着的事实，如总结用年初的计划", show_default=False
        ),
    ] = None,
) -> None:
    from drafter.library import library_for
    from drafter.pipeline import FACTS
    from drafter.scaffold import SCHEMA_FILE
    from drafter.schema import text

    unused(folder)
    given = assignments(settings)
    library = library_for(folder)
    structure = opened(id_, library)
    example_folder = library.example(id_) if example else None
    if example and example_folder is None:
        refuse(f"“{structure.title}”没有示例", "不加 --example，建一个空的来填")
    carried = _carried(plan, structure, example=example) if plan else None
    facts = _facts(structure, example_folder and example_folder / FACTS, given, carried)
    files = {FACTS: facts.encode(), SCHEMA_FILE: text(structure).encode()}
    if xlsx:
        files |= _in_a_workbook(facts, structure)
    write_folder(folder, files)
    typer.echo(f"已建好：{folder}")
    if carried:
        _tell(carried)
    step = "导出：drafter export" if example else f"填写 {[*files][-1] if xlsx else FACTS}，然后检查：drafter check"
    typer.echo(f"下一步：{step} {typed(folder)}")


def _carried(plan: Path, structure: Structure, *, example: bool) -> Carried:
    """What the other plan brings; ends the command where it has errors."""
    from drafter import years
    from drafter.problems import DraftError

    if example:
        refuse("--from 和 --example 只能写一个", "--from 带入自己的事实，--example 复制示例")
    try:
        return years.carried(plan_at(plan), structure)
    except DraftError as error:
        print_problems(error.problems)
        print(f"“{plan}”有错误，什么也没有写；先改好，用 drafter check 检查", file=sys.stderr)
        raise typer.Exit(1) from error


def _tell(carried: Carried) -> None:
    """What was brought, what must be looked at, and what was left behind, so that nothing goes missing unseen."""
    typer.echo(f"带入了{len(carried.written)}个事实")
    told = {
        "上年未完成，已带入，须确认": carried.unfinished,
        "已经完成，没有带入": carried.finished,
        "没有带入，用得着的请自己填": carried.left,
    }
    for words, paths in told.items():
        if paths:
            typer.echo(f"{words}：{'、'.join(paths)}")


def _facts(structure: Structure, example: Path | None, given: dict[str, str], carried: Carried | None) -> str:
    from drafter import scaffold

    try:
        if example:
            return scaffold.example_text(example, structure, given)
        if carried:
            return scaffold.facts_text(structure, given, carried.written, carried.lengths)
        return scaffold.facts_text(structure, given)
    except scaffold.PathError as error:
        refuse(f"--set 里的“{error.path}”找不到对应的事实", error.hint)


def _in_a_workbook(facts: str, structure: Structure) -> dict[str, bytes]:
    """The files of the plan whose facts stand in a workbook."""
    from drafter import workbook
    from drafter.pipeline import FACTS

    with_workbooks()
    filled = workbook.filled(facts, structure)
    return {FACTS: filled.text.encode(), workbook.FILE: filled.workbook}
