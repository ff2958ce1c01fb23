"""`drafter new ID DIR`: a plan folder to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import opened, refuse, typed, unused, write_folder

if TYPE_CHECKING:
    from drafter.structure import Structure

HELP = "文件夹要么还没有，要么是空的；否则什么也不写。"


def run(
    id_: Annotated[str, typer.Argument(metavar="ID", help="结构的编号，见 drafter structures", show_default=False)],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新文件夹", show_default=False)],
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=VALUE",
            help="先填上一项，如 年度=2027、工作重点[1].任务=…；可以写多次",
            show_default=False,
        ),
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="复制这个结构的完整示例")] = False,
) -> None:
    from drafter.library import library_for
    from drafter.pipeline import FACTS
    from drafter.scaffold import SCHEMA_FILE
    from drafter.schema import text

    unused(folder)
    given = dict(map(_assignment, assignments or []))
    library = library_for(folder)
    structure = opened(id_, library)
    example_folder = library.example(id_) if example else None
    if example and example_folder is None:
        refuse(f"“{structure.title}”没有示例", "不加 --example，建一个空的来填")
    facts = _facts(structure, example_folder and example_folder / FACTS, given)
    write_folder(folder, {FACTS: facts.encode(), SCHEMA_FILE: text(structure).encode()})
    typer.echo(f"已建好：{folder}")
    step = "导出：drafter export" if example else "填写 facts.yaml，然后检查：drafter check"
    typer.echo(f"下一步：{step} {typed(folder)}")


def _facts(structure: Structure, example: Path | None, given: dict[str, str]) -> str:
    from drafter import scaffold

    try:
        return scaffold.example_text(example, structure, given) if example else scaffold.facts_text(structure, given)
    except scaffold.PathError as error:
        refuse(f"--set 里的“{error.path}”找不到对应的事实", error.hint)


def _assignment(text: str) -> tuple[str, str]:
    path, found, value = text.partition("=")
    from drafter.source import control_character

    if not found or not path.strip():
        refuse(f"--set 要写成 名称=值，这里是“{text}”", "例如 --set 年度=2027")
    if control_character(value) is not None:
        refuse(f"--set 给“{path.strip()}”的值里有看不见的控制字符", "删去这个字符重新输入")
    return path.strip(), value
