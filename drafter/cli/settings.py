"""`--set PATH=VALUE`, for the commands that take it."""

from __future__ import annotations

from typing import Annotated

import typer

from drafter.cli.output import refuse

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="填上一项，如 年度=2027、工作重点[1].任务=…；可以写多次",
        show_default=False,
    ),
]


def assignments(given: list[str] | None) -> dict[str, str]:
    """The values by path; ends the command where one is not written as `名称=值`."""
    return dict(map(_assignment, given or []))


def _assignment(text: str) -> tuple[str, str]:
    path, found, value = text.partition("=")
    from drafter.source import control_character

    if not found or not path.strip():
        refuse(f"--set 要写成 名称=值，这里是“{text}”", "例如 --set 年度=2027")
    if control_character(value) is not None:
        refuse(f"--set 给“{path.strip()}”的值里有看不见的控制字符", "删去这个字符重新输入")
    return path.strip(), value
