"""`drafter collect DIR FILE…`: what the units filled in, back into the plan."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import PlanPath, existing, plan_at, print_problems, typed, with_workbooks

if TYPE_CHECKING:
    from drafter.collecting import Collected, Entry

HELP = "结构里有地方放的写进 facts.yaml，没有的写进旁边的 反馈.yaml。已经写着别的内容的不改，除非加 --force。"

_SHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv")


def run(
    path: PlanPath,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="交回的工作簿，或者放它们的文件夹", show_default=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="已经写着别的内容的，用交回的替换")] = False,
) -> None:
    plan_at(path)
    with_workbooks()
    found = list(dict.fromkeys(file for each in files for file in _workbooks(existing(each))))
    from drafter import departments
    from drafter.problems import DraftError, errors

    try:
        collected = departments.collect(path, found, force=force)
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    print_problems(collected.problems)
    _tell(collected)
    if collected.entries:
        typer.echo(f"下一步：drafter check {typed(path)}")
    if errors(collected.problems):
        raise typer.Exit(1)


def _workbooks(path: Path) -> Iterator[Path]:
    """The file, or a folder's workbooks at any depth, in order; what else lies there is told."""
    if not path.is_dir():
        yield path
        return
    for each in sorted(path.rglob("*")):
        if not each.is_file() or each.name.startswith((".", "~$")):
            continue
        if each.suffix.lower() in _SHEETS:
            yield each
        else:
            print(f"没有读“{each}”：不是工作簿", file=sys.stderr)


def _tell(collected: Collected) -> None:
    missing = collected.missing
    came = len(collected.units) - len(missing)
    typer.echo(f"{len(collected.units)}个单位，交回{came}个" + (f"，没有交回：{'、'.join(missing)}" if missing else ""))
    for unit, names in _by_unit(collected):
        typer.echo(f"没有填（{unit}）：{'、'.join(names)}")
    if collected.same:
        typer.echo(f"与已有的一样，没有改：{collected.same}处")
    counts = Counter(entry.file for entry in collected.entries)
    for file, count in counts.items():
        typer.echo(f"已写进 {file}（{count}处）：")
        for line in _lines(entry for entry in collected.entries if entry.file == file):
            typer.echo(f"  {line}")
    if not counts:
        typer.echo("没有写进什么")


def _by_unit(collected: Collected) -> Iterator[tuple[str, list[str]]]:
    for unit in collected.units:
        names = [task.names[-1] for task in collected.blank if task.unit == unit]
        if names:
            yield unit, names


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        before = f"{_line(entry.before)} → " if entry.before else ""
        head = f"{entry.task.names[-1]}（{entry.task.unit}）{entry.answer.head}"
        yield f"{head}：{before}{_line(entry.answer.text)}"


def _line(text: str) -> str:
    return " / ".join(line.strip() for line in text.split("\n") if line.strip())
