"""`drafter roll DIR NEWDIR --year N`: next year's plan folder from this year's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import plan_at, print_problems, refuse, typed, unused, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from drafter.place import Place
    from drafter.years import NextYear

HELP = "原来的文件夹不动。新文件夹里，check 会指出哪些还是上一年的。"


def run(
    path: Annotated[Path, typer.Argument(metavar="DIR", help="今年的计划文件夹", show_default=False)],
    folder: Annotated[Path, typer.Argument(metavar="NEWDIR", help="明年的计划文件夹，还没有或者是空的")],
    year: Annotated[int, typer.Option("--year", metavar="N", help="明年的年份，如 2028", show_default=False)],
) -> None:
    from drafter import years
    from drafter.plan_year import FIRST, LAST
    from drafter.problems import DraftError
    from drafter.rolling import NoWayError, YearError

    plan_at(path)
    unused(folder)
    if not FIRST <= year <= LAST:
        refuse(f"--year 要写四位数字的年份，这里是“{year}”", "例如 --year 2028")
    try:
        made = years.next_year(path, folder, year)
    except DraftError as error:
        print_problems(error.problems)
        typer.echo(f"“{path}”有错误，什么也没有写；先改好，用 drafter check 检查", err=True)
        raise typer.Exit(1) from error
    except YearError as error:
        refuse(f"--year {year} 不比原来的年度（{error.last}年）晚", f"例如 --year {error.last + 1}")
    except NoWayError:
        refuse(f"“{folder}”和“{path}”不在同一个盘，新的计划找不到上一年的；换到同一个盘")
    except KeyError as error:
        hint = f"把新文件夹放在原来的旁边；或者先用 drafter structures {error.args[0]} --copy 复制到新文件夹的上一级"
        refuse(f"从“{folder}”找不到结构“{error.args[0]}”", hint)
    write_folder(folder, made.files)
    _tell(folder, year, made)


def _tell(folder: Path, year: int, made: NextYear) -> None:
    from drafter.limits import short

    rolled = made.rolled
    typer.echo(f"已建好：{folder}（{_years(rolled.last, year)}）")
    typer.echo(f"已带过来（{rolled.carried}项事实、{len(made.files)}个文件）：{'、'.join(made.files)}")
    at = made.rolled.source.file
    _list("已改年份", [(_at(each.place, at), each.path, f"{each.before} → {each.after}") for each in rolled.moved])
    if rolled.kept:
        _list("年份照旧", [(_at(each.place, at), each.path, each.after) for each in rolled.kept])
    by_hand = [(_at(each.place, at), each.path, f"{each.before}，请自己改成{each.after}") for each in rolled.by_hand]
    rows = [(_at(each.place, at), each.path, short(each.after)) for each in rolled.to_renew]
    _list("要更新", [*by_hand, *rows])
    _list("没有带过来", [*_left(made)])
    print_problems(made.problems)
    if made.problems:
        typer.echo("新文件夹里还有上面这些错误，先改好")
    files = dict.fromkeys(Path(each.place.file).name for each in (*rolled.by_hand, *rolled.to_renew))
    typer.echo(
        f"下一步：逐项更新 {'、'.join(files) or 'facts.yaml'}；还有哪些没有更新，用 drafter check {typed(folder)} 看"
    )


def _years(last: int | None, year: int) -> str:
    gap = f"，隔了{year - last}年" if last and year - last > 1 else ""
    return f"由{last}年改为{year}年{gap}" if last else f"看不出原来是哪一年，年份一处也没有改；用于{year}年"


def _at(place: Place, facts: str) -> str:
    """A line of the facts file; in any other file its name too, and in a spreadsheet the cell."""
    if place.file == facts:
        return f"第{place.line}行"
    return Path(place.file).name + (place.point if place.sheet is not None else f"第{place.line}行")


def _left(made: NextYear) -> Iterator[tuple[str, ...]]:
    yield from ((f"第{line}行", name, reason) for name, line, reason in made.rolled.left)
    for name, line in made.company.out_of_reach:
        yield f"第{line}行", name, "在别的文件夹里，从新文件夹照这个路径找不到，请改路径"
    yield from ((name, "还在原来的文件夹里") for name in made.company.behind)


def _list(title: str, rows: Sequence[Iterable[str]]) -> None:
    typer.echo(f"{title}（{len(rows)}项）" + ("：" if rows else ""))
    for row in rows:
        typer.echo("  " + "  ".join(row))
