"""`drafter capture FILE DIR`: a plan folder that prints somebody else's document again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.output import existing, print_problems, refuse, typed, unused, write_folder

if TYPE_CHECKING:
    from drafter.capture import Capture
    from drafter.capturing.fit import Fit
    from drafter.outline import Line

HELP = (
    "DIR 里是结构、事实和候选；用 drafter export 导出，就是原来的文字。文件可以是 .docx、.txt、.md；装了 LibreOffice"
    "也读 .doc。DIR 要么还没有，要么是空的。"
)
_LONGEST = 40
_MOST = 20


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="别人写的文档", show_default=False)],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新文件夹", show_default=False)],
    as_id: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="ID", help="用这个结构，见 drafter structures；句子会照它的写法", show_default=False
        ),
    ] = None,
) -> None:
    from drafter.capture import capture
    from drafter.library import library_for
    from drafter.problems import DraftError, did_you_mean

    if existing(file).is_dir():
        refuse(f"“{file}”是文件夹，请写明文件名")
    unused(folder)
    try:
        made = capture(file, folder, as_id)
    except ValueError:
        refuse(f"不会读“{file.name}”这种文件", "可以是 .docx、.doc、.txt、.md")
    except KeyError:
        near = did_you_mean(as_id or "", library_for(folder).structures())
        refuse(f"没有编号为“{as_id}”的结构", near or "drafter structures 列出所有结构")
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    write_folder(folder, made.files)
    for line in report(made, folder):
        typer.echo(line)


def report(made: Capture, folder: Path) -> Iterator[str]:
    """What was captured, line by line."""
    shares = made.shares
    yield f"已建好：{folder}"
    yield from _chosen(made)
    yield f"章节{made.headings}个，事实{made.facts}项"
    yield (
        f"全文{shares.whole}字：成为单独事实的{shares.percent(shares.named)}，留作整段文字的{shares.percent(shares.plain)}，"
        f"结构里固定的字和编号{shares.percent(shares.structure)}"
    )
    kinds = Counter(each.kind for each in made.candidates)
    if kinds:
        counts = "、".join(f"{kind}{count}处" for kind, count in kinds.most_common())
        yield f"正文里到明年可能要改的（candidates.yaml）：{counts}"
    yield from _listed("收得更简单的，因为照它的编号、标点填不出同样的字", made.plainer, most=_MOST)
    yield from _listed("没有收进来的杂质", made.noise)
    yield from _listed("没有把握，请看一眼", made.doubtful, reasons=True)
    yield from _listed("这个结构没有地方放，写在 facts.yaml 末尾的注释里", made.lost)
    yield f"下一步：drafter {'check' if made.lost else 'export'} {typed(folder)}"


def _chosen(made: Capture) -> Iterator[str]:
    title, id_ = made.structure.title, made.structure.id
    if made.is_own:
        yield f"结构：照这份文档新写的“{id_}”，填出来的字与原文逐字相同"
        if made.fit:
            other = made.fit.structure
            yield (
                f"  自带和已有的结构里最接近的是 {other.id} {other.title}（{_alike(made.fit)}）；没有用它，"
                f"因为它有自己的句子，填出来的字不是原文。要用它，加 --as {other.id}"
            )
    elif made.fit and made.fit.structure.id == id_ and not made.lost:
        yield f"结构：{id_} {title}（{_alike(made.fit)}），填出来的字与原文逐字相同"
    else:
        yield f"结构：{id_} {title}（--as 指定），句子照它的写法，字与原文不一定相同"


def _alike(fit: Fit) -> str:
    parts = [f"章题相同的有{'、'.join(fit.headings)}"] if fit.headings else []
    parts += ["文种相同"] if fit.same_kind else []
    parts += ["编号相同"] if fit.same_numbers else []
    return "，".join(parts) or "章题、编号都不同"


def _listed(title: str, lines: Sequence[Line], *, reasons: bool = False, most: int | None = None) -> Iterator[str]:
    if lines:
        yield f"{title}（{len(lines)}行）："
    for line in lines[:most]:
        words = line.text if len(line.text) <= _LONGEST else line.text[: _LONGEST - 1] + "…"
        yield f"  第{line.place}行 {words}" + (f"（{line.reason}）" if reasons and line.reason else "")
    if most is not None and len(lines) > most:
        yield "  ……"
