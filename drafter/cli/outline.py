"""`drafter outline FILE`: the outline understood of a document that somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import Format, FormatOption, existing, print_json, print_problems, refuse

if TYPE_CHECKING:
    from drafter.outline import Line, Outline, Role

HELP = "每一行的角色，缩进表示层次；没有把握的行后面说明原因。文件可以是 .docx、.txt、.md；装了 LibreOffice 也读 .doc。"

NAMES: dict[Role, str] = {
    "title": "标题",
    "meta": "文头文尾",
    "salutation": "称谓",
    "heading1": "一级标题",
    "heading2": "二级标题",
    "heading3": "三级标题",
    "heading4": "四级标题",
    "point": "要点",
    "list_item": "列举项",
    "paragraph": "正文",
    "signature": "署名",
    "date": "日期",
    "attachment": "附件",
    "note": "责任说明",
    "noise": "杂质",
}
_LONGEST = 60
_COLUMN = 8  # half-width, as wide as the longest name


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="别人写的文档", show_default=False)],
    format_: FormatOption = Format.text,
) -> None:
    from drafter import reading
    from drafter.problems import DraftError

    if existing(file).is_dir():
        refuse(f"“{file}”是文件夹，请写明文件名")
    try:
        found = reading.outline(file)
    except ValueError:
        refuse(f"不会读“{file.name}”这种文件", "可以是 .docx、.doc、.txt、.md")
    except DraftError as error:
        print_problems(error.problems, format_)
        raise typer.Exit(1) from error
    if format_ is Format.json:
        print_json(found.as_json())
        return
    for line in report(found):
        typer.echo(line)


def report(found: Outline) -> Iterator[str]:
    """The outline for people, line by line."""
    from drafter.outline import LEVELS, SURE

    yield f"标题：{found.title or '（没有找到）'}"
    yield ""
    depth = 0
    for line in found.lines:
        if line.role in LEVELS:
            depth = LEVELS.index(line.role) + 1
        elif line.role not in ("paragraph", "point", "list_item", "note", "noise"):
            depth = 0
        inner = depth - 1 if line.role in LEVELS else depth
        yield _shown(line, inner, doubtful=line.confidence < SURE)
    doubtful = sum(1 for line in found.lines if line.confidence < SURE)
    yield ""
    yield f"共{len(found.lines)}行" + (f"，其中{doubtful}行没有把握，用 ? 标出" if doubtful else "")


def _shown(line: Line, depth: int, *, doubtful: bool) -> str:
    name = NAMES[line.role]
    pad = " " * (_COLUMN - 2 * len(name))
    words = " ".join(line.text.split())
    if line.head and len(line.head) < len(words):
        at = words.find(" ".join(line.head.split())) + len(" ".join(line.head.split()))
        words = f"{words[:at]} | {words[at:]}"
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    shown = f"{line.place:>4} {'?' if doubtful else ' '} {name}{pad} {'    ' * depth}{words}"
    return f"{shown}\n{' ' * 17}（把握{line.confidence:.0%}：{line.reason or '规则之间有出入'}）" if doubtful else shown
