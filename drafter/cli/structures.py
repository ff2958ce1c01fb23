"""`drafter structures [ID]`: every structure found, or one of them checked and shown as a tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from drafter.cli.output import Format, FormatOption, opened, print_json, refuse
from drafter.library import BUILTIN, Library, library_for, origin

if TYPE_CHECKING:
    from drafter.structure import Field, Section, Structure

HELP = "近处（当前文件夹及其上各层、个人文件夹）的结构优先于自带的。"


def run(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="结构的编号", show_default=False)] = None,
    format_: FormatOption = Format.text,
    copy: Annotated[
        Path | None,
        typer.Option("--copy", metavar="DIR", help="把这个结构和它的措辞复制到 DIR，供修改", show_default=False),
    ] = None,
) -> None:
    library = library_for()
    if copy is not None:
        if id_ is None:
            refuse("--copy 要写明复制哪个结构", "如 drafter structures annual-work-plan --copy 我的结构")
        _copy(id_, library, copy)
    elif id_ is None:
        _list(library, format_)
    else:
        _show(id_, library, format_)


# ---- the list -------------------------------------------------------------------------------------------------------


def _list(library: Library, format_: Format) -> None:
    from drafter.structure_heads import heads

    rows = []
    for id_, path in library.structures().items():
        title, about = heads(path)
        rows.append({"id": id_, "title": title, "about": about, "origin": origin(path)})
    if format_ is Format.json:
        print_json({"structures": rows})
        return
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        where = "" if row["origin"] == BUILTIN else f"（{row['origin']}）"
        title = row["title"] or "（读不出来，用 drafter structures 加 ID 看原因）"
        typer.echo(f"{row['id']:<{width}}  {title}  {row['about']}{where}")


# ---- a copy to change -----------------------------------------------------------------------------------------------


def _copy(id_: str, library: Library, folder: Path) -> None:
    """The structure's file and its templates, into folders of the same names under `folder`; all of them or none."""
    from drafter.catalogue import os_reason
    from drafter.saving import create

    files = library.files(opened(id_, library).id)
    try:
        create(folder, {relative: path.read_bytes() for relative, path in files.items()})
    except FileExistsError as error:
        refuse(f"“{error.filename}”已经有了，什么也没有写", "换一个文件夹，或者先把它移走")
    except OSError as error:
        refuse(f"“{folder}”写不进去：{os_reason(error)}")
    for relative in files:
        typer.echo(f"已复制：{folder / relative}")
    typer.echo(f"在 {folder} 或它的下级文件夹里的计划，就用这里改过的结构；改完用 drafter structures {id_} 检查")


# ---- one ------------------------------------------------------------------------------------------------------------


def _show(id_: str, library: Library, format_: Format) -> None:
    structure = opened(id_, library, format_)
    if format_ is Format.json:
        print_json(_as_json(structure))
        return
    typer.echo(f"{structure.id}  {structure.title}\n{structure.about}\n\n章节")
    typer.echo(f"  标题：{structure.heading[0].source if structure.heading else '（没有标题）'}")
    for section in structure.sections:
        _print_section(section, "  ")
    for attachment in structure.attachments:
        typer.echo(f"  附件：{attachment.title.source}")
    typer.echo("\n事实（* 为必填）")
    for field in structure.facts:
        _print_field(field, "  ")


def _print_section(section: Section, indent: str) -> None:
    words = "".join(pattern.source for pattern in section.heading) or "（没有标题）"
    notes = [f"逐项：{section.each}" if section.each else "", f"填了“{section.when}”才有" if section.when else ""]
    told = "，".join(note for note in notes if note)
    typer.echo(f"{indent}{words}" + (f"（{told}）" if told else ""))
    for part in section.sections:
        _print_section(part, indent + "  ")


def _print_field(field: Field, indent: str) -> None:
    from drafter.kinds import KINDS

    star = "*" if field.required else " "
    told = f"：{field.help}" if field.help else ""
    typer.echo(f"{indent}{star} {field.label}（{KINDS[field.kind].label}）{told}")
    for inner in field.fields:
        _print_field(inner, indent + "  ")


def _as_json(structure: Structure) -> dict[str, Any]:
    return {
        "id": structure.id,
        "title": structure.title,
        "about": structure.about,
        "facts": [_field_json(field) for field in structure.facts],
        "sections": [_section_json(section) for section in structure.sections],
    }


def _field_json(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "required": field.required,
        "help": field.help,
        "example": field.example,
    }
    if field.item:
        described["item"] = _field_json(field.item)
    if field.fields:
        described["fields"] = [_field_json(inner) for inner in field.fields]
    return described


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "heading": "".join(pattern.source for pattern in section.heading) or None,
        "each": section.each,
        "when": section.when,
        "run_in": section.run_in,
        "help": section.help,
        "sections": [_section_json(part) for part in section.sections],
    }
