"""What commands share: problems and answers on the right stream, the plan's path, usage errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from drafter.problems import SEVERITIES, DraftError, Problem, Severity, did_you_mean

if TYPE_CHECKING:
    from drafter.document import Document
    from drafter.library import Library
    from drafter.structure import Structure


class Format(StrEnum):
    """How an answer is printed."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="text 给人看，json 给程序读", show_default="text")]
PlanPath = Annotated[Path, typer.Argument(metavar="PATH", help="计划文件夹或事实文件", show_default=False)]

DOCUMENTS = (".docx", ".txt", ".md", ".doc", ".wps", ".rtf")
"""Suffixes of documents that somebody wrote; the last three are read by way of LibreOffice."""
PLANS = (".yaml", ".yml")
"""Suffixes of facts files."""


def refuse(message: str, hint: str | None = None) -> NoReturn:
    """Ends the command: what was asked for on the command line cannot be done. Exit status 2."""
    print(f"错误：{message}", file=sys.stderr)
    if hint:
        print(f"  提示：{hint}", file=sys.stderr)
    raise typer.Exit(2)


def existing(path: Path) -> Path:
    """The path, which must be there."""
    if not path.exists():
        refuse(f"没有“{path}”这个文件或文件夹", _near(path))
    return path


def plan_at(path: Path, instead: str = "写计划文件夹，或者其中的 facts.yaml") -> Path:
    """The path of a plan, which must be there: a folder or a facts file; else the hint says what to type `instead`."""
    if existing(path).is_file() and path.suffix.lower() not in PLANS:
        refuse(f"“{path}”不是事实文件", instead)
    return path


def is_document(path: Path) -> bool:
    """Whether the path is a document that somebody wrote."""
    return path.is_file() and path.suffix.lower() in DOCUMENTS


def typed(path: Path) -> str:
    """The path as it must be typed in a terminal."""
    return f'"{path}"' if " " in str(path) else str(path)


def unused(folder: Path) -> None:
    """Ends the command unless the folder is absent or empty."""
    file = next((each for each in (folder, *folder.parents) if each.exists() and not each.is_dir()), None)
    if file:
        refuse(f"“{file}”是文件，请换一个文件夹名")
    if folder.suffix.lower() in DOCUMENTS and not folder.exists():
        refuse(f"“{folder}”是文件名，这里要写文件夹名", f"例如 {folder.with_suffix('')}")
    if folder.is_dir() and any(folder.iterdir()):
        refuse(f"“{folder}”里已经有文件，什么也没有写；请换一个新的或空的文件夹")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a new folder's files, all or none; ends the command where they cannot be written."""
    from drafter.catalogue import os_reason
    from drafter.saving import create

    try:
        create(folder, files)
    except OSError as error:
        refuse(f"“{folder}”写不进去：{os_reason(error)}")


def with_workbooks() -> None:
    """Ends the command unless the extra that reads and writes workbooks is installed."""
    from drafter.sheets import EXTRA, is_installed

    if not is_installed():
        refuse("还没有安装读写 Excel 工作簿的组件", f'运行 pip install "plan-drafter[{EXTRA}]"')


def _near(path: Path) -> str | None:
    folder = path.parent
    return did_you_mean(path.name, [each.name for each in folder.iterdir()]) if folder.is_dir() else None


def opened(id_: str, library: Library, format_: Format = Format.text) -> Structure:
    """The structure with that id, checked together with its wording; ends the command where there is none."""
    from drafter import pipeline

    try:
        return pipeline.open_structure(id_, library)[0]
    except KeyError:
        refuse(f"没有编号为“{id_}”的结构", did_you_mean(id_, library.structures()) or "drafter structures 列出所有结构")
    except DraftError as error:
        print_problems(error.problems, format_)
        raise typer.Exit(1) from error


def print_json(answer: object) -> None:
    """One JSON object and nothing else on stdout."""
    import json

    print(json.dumps(answer, ensure_ascii=False, indent=2))


def print_problems(problems: Iterable[Problem], format_: Format = Format.text, *, to_stdout: bool = False) -> None:
    """Problems as text, on stderr unless they are the command's answer; as JSON always on stdout."""
    if format_ is Format.json:
        print_json({"problems": [found.as_json() for found in problems]})
        return
    stream = sys.stdout if to_stdout else sys.stderr
    colour = stream.isatty() and "NO_COLOR" not in os.environ
    for found in problems:
        print(_coloured(found) if colour else found, file=stream)


def _coloured(found: Problem) -> str:
    colours: dict[Severity, str] = {
        "error": typer.colors.RED,
        "warning": typer.colors.YELLOW,
        "info": typer.colors.CYAN,
    }
    first, *rest = str(found).split("\n")
    return "\n".join([typer.style(first, fg=colours[found.severity]), *rest])


def at_least(severity: Severity, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of `severity` and graver."""
    shown = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [found for found in problems if found.severity in shown]


def tell_gaps(document: Document) -> None:
    """How many places of the draft are still open, on stderr."""
    from drafter.document import texts

    count = sum(
        run.text.count("【待补：") for text in texts(document) for run in text if run.origin and run.origin.path
    )
    if count:
        print(f"还有{count}处没有填，文中写成了【待补：……】", file=sys.stderr)
