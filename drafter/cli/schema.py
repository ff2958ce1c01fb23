"""`drafter schema ID`: the facts file's JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.output import opened, refuse

HELP = "drafter new 已经把它放进计划文件夹，一般不用另外生成。"


def run(
    id_: Annotated[str, typer.Argument(metavar="ID", help="结构的编号", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="写到文件；不写就打印出来", show_default=False)
    ] = None,
) -> None:
    from drafter import saving
    from drafter.library import library_for
    from drafter.schema import text

    written = text(opened(id_, library_for()))
    if output is None:
        typer.echo(written, nl=False)
        return
    if output.is_dir():
        refuse(f"“{output}”是文件夹，请写明文件名")
    if not output.parent.is_dir():
        refuse(f"没有“{output.parent}”这个文件夹")
    if output.exists() and not _is_schema(output):
        refuse(f"“{output}”已经存在，而且不是 drafter 写的 JSON Schema；换一个文件名")
    try:
        saving.write_whole(written.encode(), output)
    except saving.OutputError as error:
        refuse(str(error))
    typer.echo(f"已写好：{output}")


def _is_schema(file: Path) -> bool:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("$comment") == "drafter"
