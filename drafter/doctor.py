"""What this computer has for the job (检查电脑): fonts, LibreOffice, optional parts, folders. Nothing is changed."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from drafter import fonts, layout_file, office
from drafter.layout import GBT9704, Font
from drafter.library import BUILTIN, Library, builtin_folder, library_for, user_folder

__all__ = ["Extra", "Folder", "FontState", "Program", "Report", "examine"]

_DISTRIBUTION = "plan-drafter"
_FOR_DEVELOPERS = ("dev",)


@dataclass(frozen=True, slots=True)
class FontState:
    """字体: whether it is installed (None where nobody can tell) and what stands in for it where it is not."""

    name: str
    installed: bool | None
    stand_in: str | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """办公软件: where it is, or None, and its version, if it says."""

    name: str
    path: str | None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """选装的部分: a name to install it by, and which of its packages are missing."""

    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder searched for structures, wording and examples; `structures` counts its own."""

    path: str
    origin: str
    exists: bool
    structures: int


@dataclass(frozen=True, slots=True)
class Report:
    """检查结果: everything at once, for people and scripts alike.

    `unusable_layout` is a layout file nearby that has errors, so that the standard's fonts are looked at instead.
    """

    drafter: str
    python: str
    system: str
    layout: str
    fonts: tuple[FontState, ...]
    libreoffice: Program
    wps: Program
    extras: tuple[Extra, ...]
    folders: tuple[Folder, ...]
    unusable_layout: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON."""
        return asdict(self)


def examine(version: str, folder: Path | None = None) -> Report:
    """This computer, as drafter of that version finds it for a plan in `folder` (default: the current one)."""
    library = library_for(folder)
    near = library.layout()
    own = layout_file.load(near)[0] if near else None
    layout = own or GBT9704
    return Report(
        drafter=version,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}".strip(),
        layout=layout.name,
        fonts=tuple(map(_font, dict.fromkeys(layout.fonts))),
        libreoffice=_libreoffice(),
        wps=Program("WPS", _shown(office.wps())),
        extras=extras(_requirements()),
        folders=tuple(_folders(library)),
        unusable_layout=_shown(None if own else near),
    )


def _font(font: Font) -> FontState:
    families = fonts.installed()
    if families is None:
        return FontState(font.name, None)
    if fonts.is_installed(font.name, families):
        return FontState(font.name, installed=True)
    return FontState(font.name, installed=False, stand_in=fonts.stand_in(font, families) or fonts.fallback(font.name))


def _libreoffice() -> Program:
    path = office.libreoffice()
    return Program("LibreOffice", _shown(path), office.version(path) if path else None)


def _shown(path: Path | None) -> str | None:
    return None if path is None else str(path)


# ---- extras ---------------------------------------------------------------------------------------------------------


def _requirements() -> list[str]:
    """What our own package says it needs, one requirement a line; nothing where it was not installed as a package."""
    try:
        return metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []


def extras(requirements: Iterable[str]) -> tuple[Extra, ...]:
    """The extras that users may want, from requirements such as `docxtpl>=0.16; extra == 'letterhead'`."""
    wanted: dict[str, list[str]] = {}
    for requirement in requirements:
        marked = re.search(r"extra\s*==\s*['\"]([^'\"]+)['\"]", requirement)
        package = re.match(r"[A-Za-z0-9._-]+", requirement)
        if marked and package and marked[1] not in _FOR_DEVELOPERS:
            wanted.setdefault(marked[1], []).append(package[0])
    return tuple(Extra(name, tuple(filter(_is_missing, packages))) for name, packages in sorted(wanted.items()))


def _is_missing(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return True
    return False


# ---- folders --------------------------------------------------------------------------------------------------------


def _folders(library: Library) -> Iterable[Folder]:
    """The folders searched, nearest first: of those above the current one only what holds something."""
    always = {builtin_folder(): BUILTIN, user_folder(): "user"}
    for path in library.folders:
        count = len(list((path / "structures").glob("*.yaml")))
        if count or path in always:
            yield Folder(str(path), always.get(path, "plan"), path.is_dir(), count)
