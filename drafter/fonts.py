"""Fonts (字体) of this computer: which are installed, and what stands in for one that is not.

On Linux and macOS fontconfig is asked (`fc-list`, `fc-match`), on Windows the registry. Where neither answers, nothing
is known, and nothing is claimed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache

from drafter.layout import Font
from drafter.typefaces import same_font, stand_ins

__all__ = ["fallback", "installed", "is_installed", "listed", "registered", "replacements", "stand_in"]

Families = frozenset[str]
"""Names of font families, in lower case."""

_SECONDS = 60  # fontconfig reads every font file when it is first asked
_REGISTRY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


@cache
def installed() -> Families | None:
    """The families installed, under all their names, or None where nobody can tell."""
    if sys.platform == "win32":
        return registered(_registry_names())
    listing = _answer("fc-list", "--format", "%{family}\n")
    return None if listing is None else listed(listing)


def listed(listing: str) -> Families:
    """The families in what `fc-list` prints: one font a line, its family's names parted by commas."""
    names = (name.strip() for line in listing.splitlines() for name in line.split(","))
    return frozenset(name.casefold() for name in names if name)


def registered(names: Iterable[str]) -> Families:
    """The families in the registry's names of fonts, as in `宋体 & 新宋体 (TrueType)`."""
    bare = (re.sub(r"\s*\([^()]*\)\s*$", "", name) for name in names)
    return frozenset(part.strip().casefold() for name in bare for part in name.split(" & ") if part.strip())


def is_installed(name: str, families: Families) -> bool:
    """Whether the font is there under any of its names."""
    return any(each.casefold() in families for each in same_font(name))


def stand_in(font: Font, families: Families) -> str | None:
    """The best of what is installed instead of a missing font: its alternative first, then its own kind."""
    names = (*same_font(font.alternative), *stand_ins(font.name))
    return next((name for name in names if name.casefold() in families), None)


def replacements(fonts: Iterable[Font]) -> dict[str, str]:
    """Each missing font with what stands in for it; a font for which nothing does is left out."""
    families = installed()
    if families is None:
        return {}
    missing = {font.name: stand_in(font, families) for font in fonts if not is_installed(font.name, families)}
    return {name: other for name, other in missing.items() if other}


def fallback(name: str) -> str | None:
    """The family that fontconfig takes where nothing better is known, or None where it cannot be asked."""
    answer = _answer("fc-match", "--format", "%{family[0]}", f"{name}:lang=zh-cn")
    return answer or None


def _answer(program: str, *args: str) -> str | None:
    """What a program of fontconfig prints, or None where it is missing or fails."""
    path = shutil.which(program)
    if path is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603  fixed words, and a font's name as one of them; no shell
            [path, *args], capture_output=True, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def _registry_names() -> list[str]:
    """The names of the fonts that Windows has registered for everybody and for this user."""
    names: list[str] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(root, _REGISTRY) as key:
                    names.extend(winreg.EnumValue(key, index)[0] for index in range(winreg.QueryInfoKey(key)[1]))
            except OSError:  # a user without fonts of his own
                continue
    return names
