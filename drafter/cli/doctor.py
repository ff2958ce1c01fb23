"""`drafter doctor`: what this computer has for the job, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from drafter.cli.output import Format, FormatOption, print_json

if TYPE_CHECKING:
    from drafter.doctor import Extra, Folder, FontState, Program, Report

HELP = "只看不改。缺 xlsx 就读不了 Excel 工作簿，缺别的都不影响起草和导出 .docx。"

_OK, _MISSING, _UNKNOWN, _NONE = "ok", "缺", "不明", "无"
_PURPOSES = {"letterhead": "填底版里的标记", "xlsx": "读写 Excel 工作簿"}
_ORIGINS = {"plan": "计划", "user": "个人", "builtin": "自带"}


def run(format_: FormatOption = Format.text) -> None:
    from drafter import __version__
    from drafter.doctor import examine

    report = examine(__version__)
    if format_ is Format.json:
        print_json(report.as_json())
        return
    for line in report_lines(report):
        typer.echo(line)


def report_lines(report: Report) -> list[str]:
    """The report for people, line by line; every line of it begins with the word for its state."""
    return [
        f"drafter {report.drafter}，Python {report.python}，{report.system}",
        "",
        f"字体（版式 {report.layout} 用到的）",
        *_about_layout(report),
        *map(_font, report.fonts),
        *_about_fonts(report.fonts),
        "",
        "导出 PDF",
        _libreoffice(report.libreoffice),
        *_about_pdf(report),
        "",
        "选装的部分",
        *(map(_extra, report.extras) if report.extras else [_row(_NONE, "没有可以选装的部分")]),
        "",
        "到哪些文件夹找结构（前面的优先）",
        *map(_folder, report.folders),
    ]


def _row(state: str, words: str) -> str:
    """A line that begins with its state in a column of four half-width places."""
    pad = 4 - sum(1 if char.isascii() else 2 for char in state)
    return f"  {state}{' ' * pad}  {words}"


def _font(font: FontState) -> str:
    if font.installed is None:
        return _row(_UNKNOWN, font.name)
    if font.installed:
        return _row(_OK, font.name)
    return _row(_MISSING, f"{font.name}，" + (f"用“{font.stand_in}”代替" if font.stand_in else "由系统另选字体代替"))


def _about_layout(report: Report) -> list[str]:
    if report.unusable_layout is None:
        return []
    return [f"  {report.unusable_layout} 有错误，这里按 {report.layout} 看；drafter check 会指出错在哪里"]


def _about_fonts(fonts: tuple[FontState, ...]) -> list[str]:
    if any(font.installed is None for font in fonts):
        return ["  这台电脑没有 fontconfig（fc-list），看不出装了哪些字体"]
    if any(not font.installed for font in fonts):
        return ["  .docx 里写的仍是原来的字体，在装有它们的电脑上照样显示；这台电脑上看到的、转成的 PDF 里是代替的字体"]
    return []


def _libreoffice(program: Program) -> str:
    return _row(_OK if program.path else _MISSING, _named(program))


def _named(program: Program) -> str:
    name = f"{program.name} {program.version}" if program.version else program.name
    return f"{name}（{program.path}）" if program.path else name


def _about_pdf(report: Report) -> list[str]:
    lines = [_row(_OK, f"{_named(report.wps)}：能打开 .docx，但不能从命令行转换")] if report.wps.path else []
    if not report.libreoffice.path:
        lines.append("  装上 LibreOffice 就能直接导出 PDF；不装，就用 Word 或 WPS 打开 .docx 另存为（输出为）PDF")
    return lines


def _extra(extra: Extra) -> str:
    purpose = _PURPOSES.get(extra.name)
    name = f"{extra.name}（{purpose}）" if purpose else extra.name
    if not extra.missing:
        return _row(_OK, name)
    return _row(_MISSING, f'{name}：还缺 {"、".join(extra.missing)}，安装：pip install "plan-drafter[{extra.name}]"')


def _folder(folder: Folder) -> str:
    held = f"{folder.structures}个结构" if folder.exists else "还没有这个文件夹，需要时自己建"
    return _row(_OK if folder.exists else _NONE, f"{folder.path}（{_ORIGINS[folder.origin]}，{held}）")
