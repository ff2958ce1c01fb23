"""`drafter new ID DIR`: a plan folder to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import folder_for_a_plan, opened, refuse, typed, write_folder
from drafter.cli.settings import SetOption, assignments

if TYPE_CHECKING:
    from drafter.structure import Structure

HELP = "文件夹要么还没有，要么是空的；否则什么也不写。"


def run(
    id_: Annotated[str, typer.Argument(metavar="ID", help="结构的编号，见 drafter structures", show_default=False)],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新文件夹", show_default=False)],
    settings: SetOption = None,
    example: Annotated[bool, typer.Option("--example", help="复制这个结构的完整示例")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="事实在 Excel 工作簿里填，每个列表一个工作表")] = False,
) -> None:
    from drafter.library import library_for
    from drafter.pipeline import FACTS
    from drafter.scaffold import SCHEMA_FILE
    from drafter.schema import text

    folder_for_a_plan(folder)
    given = assignments(settings)
    library = library_for(folder)
    structure = opened(id_, library)
    example_folder = library.example(id_) if example else None
    if example and example_folder is None:
        refuse(f"“{structure.title}”没有示例", "不加 --example，建一个空的来填")
    facts = _facts(structure, example_folder and example_folder / FACTS, given)
    files = {FACTS: facts.encode(), SCHEMA_FILE: text(structure).encode()}
    if xlsx:
        files |= _in_a_workbook(facts, structure)
    write_folder(folder, files)
    typer.echo(f"已建好：{folder}")
    step = "导出：drafter export" if example else f"填写 {[*files][-1] if xlsx else FACTS}，然后检查：drafter check"
    typer.echo(f"下一步：{step} {typed(folder)}")


def _facts(structure: Structure, example: Path | None, given: dict[str, str]) -> str:
    from drafter import scaffold

    try:
        return scaffold.example_text(example, structure, given) if example else scaffold.facts_text(structure, given)
    except scaffold.PathError as error:
        refuse(f"--set 里的“{error.path}”找不到对应的事实", error.hint)


def _in_a_workbook(facts: str, structure: Structure) -> dict[str, bytes]:
    """The files of the plan whose facts stand in a workbook."""
    from drafter import workbook
    from drafter.pipeline import FACTS

    if not workbook.is_installed():
        refuse("还没有安装写 Excel 工作簿的组件", f'运行 pip install "plan-drafter[{workbook.EXTRA}]"')
    filled = workbook.filled(facts, structure)
    return {FACTS: filled.text.encode(), workbook.FILE: filled.workbook}
