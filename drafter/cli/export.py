"""`drafter export PATH`: the Word document, or another format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.fill import GapsOption
from drafter.cli.output import PlanPath, existing, plan_at, print_problems, refuse, tell_gaps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.document import Document
    from drafter.house_style import HouseStyle

HELP = "不写 -o，就在计划文件夹里写成“标题.docx”。导出以后被人改过的文件不会被覆盖，除非加 --force。"


class To(StrEnum):
    """Formats that can be written."""

    docx = "docx"
    pdf = "pdf"
    html = "html"
    markdown = "markdown"
    text = "text"


OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="写到哪个文件", show_default=False)
]
LayoutOption = Annotated[
    Path | None, typer.Option("--layout", metavar="FILE", help="版式文件，如 单位版式.yaml", show_default=False)
]
LetterheadOption = Annotated[
    Path | None,
    typer.Option("--letterhead", metavar="FILE", help="底版：单位自己的 .docx，正文放进去", show_default=False),
]
TraceOption = Annotated[bool, typer.Option("--trace", help="给每个数字、日期、名称加批注，说明出自哪里；只用于 Word")]
CommentsOption = Annotated[bool, typer.Option("--comments", help="把校对出的问题写成批注；只用于 Word")]


def run(
    path: PlanPath,
    output: OutputOption = None,
    to: Annotated[To | None, typer.Option("--to", help="格式；不写就看 -o 的后缀", show_default="docx")] = None,
    gaps: GapsOption = False,
    layout: LayoutOption = None,
    letterhead: LetterheadOption = None,
    trace: TraceOption = False,
    comments: CommentsOption = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
) -> None:
    plan_at(path)
    if output and output.is_dir():
        refuse(f"“{output}”是文件夹，请写明文件名")
    format_ = _format(output, to)
    _refuse_unusable(layout, letterhead, format_)
    _refuse_without_comments({"--trace": trace, "--comments": comments}, format_)
    from drafter import pipeline, saving
    from drafter.problems import DraftError

    if format_ == pipeline.PDF:
        _refuse_without_office()
    try:
        draft, style, problems = pipeline.prepare(path, gaps=gaps, layout=layout, letterhead=letterhead, proofread=True)
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    facts = pipeline.facts_file(path)
    target = output or facts.parent / saving.file_name(draft.document, pipeline.SUFFIXES[format_][0])
    if target.exists() and target.samefile(facts):
        refuse(f"“{target}”就是事实文件，不能拿文稿覆盖它")
    print_problems(problems)
    tell_gaps(draft.document)
    document = _traced(draft.document) if trace else draft.document
    document = pipeline.commented(path, document, problems) if comments else document
    try:
        saving.save(_rendered(document, format_, style), target, facts.parent, force=force)
    except saving.OutputError as error:
        refuse(str(error))
    _done(target, facts.parent, draft.document, format_)


def _done(target: Path, folder: Path, document: Document, format_: str) -> None:
    """Says so; what a Word document said is remembered, for the edited one that comes back."""
    from drafter import exported

    if format_ == "docx":
        exported.note(folder, document)
    typer.echo(f"已导出：{target}")


def _traced(document: Document) -> Document:
    from drafter import tracing

    return tracing.commented(document)


def _format(output: Path | None, to: To | None) -> str:
    if to or output is None:
        return to.value if to else "docx"
    from drafter.pipeline import SUFFIXES, format_for

    format_ = format_for(output.suffix)
    if format_ is None:
        known = "、".join(suffixes[0] for suffixes in SUFFIXES.values())
        refuse(f"不知道“{output.name}”要写成什么格式", f"后缀可以是 {known}，或者用 --to 指明格式")
    return format_


def _refuse_unusable(layout: Path | None, letterhead: Path | None, format_: str) -> None:
    """Files that are not there, and a Word file for what is no Word document."""
    for file in filter(None, (layout, letterhead)):
        if existing(file).is_dir():
            refuse(f"“{file}”是文件夹，请写明文件名")
    if letterhead and format_ not in ("docx", "pdf"):
        refuse("--letterhead 只能用于 Word 和 PDF")


def _refuse_without_comments(options: Mapping[str, bool], format_: str) -> None:
    """Comments are asked for in a format that has none."""
    for option, given in options.items():
        if given and format_ != "docx":
            refuse(f"{option} 只能用于 Word：批注写在 .docx 里", f"去掉 {option}，或者导出成 .docx")


def _rendered(document: Document, format_: str, style: HouseStyle | None) -> bytes:
    """The file's bytes; for a PDF, with a word about the fonts in it."""
    from drafter import pipeline

    if format_ != pipeline.PDF:
        return pipeline.render(document, format_, *(style or ()))
    from drafter import office
    from drafter.fonts import replacements
    from drafter.layout import GBT9704

    try:
        data = pipeline.render(document, format_, *(style or ()))
    except office.OfficeError as error:
        refuse(str(error), error.hint)
    fonts = (style.layout if style else GBT9704).fonts
    instead = "、".join(f"{missing}（{other}）" for missing, other in replacements(fonts).items())
    if instead:
        typer.echo(f"这台电脑缺少的字体，PDF 里用括号里的代替：{instead}", err=True)
    return data


def _refuse_without_office() -> None:
    """A PDF that cannot be made is refused before anything is drafted."""
    from drafter import office

    try:
        office.program()
    except office.OfficeError as error:
        refuse(str(error), error.hint)
