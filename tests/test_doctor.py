"""`drafter doctor`: what this computer has, told as it is; what other systems would say, fed in as text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from drafter import doctor, fonts, office
from drafter.cli.doctor import report_lines
from drafter.doctor import Extra, Folder, FontState, Program, Report
from drafter.layout import GBT9704, Font

KEYS = {"drafter", "python", "system", "layout", "fonts", "libreoffice", "wps", "extras", "folders", "unusable_layout"}


def process(*args: str, cwd: Path | None = None, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in a process of its own, with `env` added to the environment."""
    command = [sys.executable, "-m", "drafter", "doctor", *args]
    root = str(Path(__file__).parent.parent)
    return subprocess.run(
        command, capture_output=True, check=False, cwd=cwd, env={**os.environ, "PYTHONPATH": root, **env}
    )


def as_json(env: Mapping[str, str] = {}) -> dict[str, Any]:
    """The report as scripts read it."""
    done = process("--format", "json", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    report = json.loads(done.stdout)
    assert set(report) == KEYS
    assert isinstance(report, dict)
    return report


# ---- this computer --------------------------------------------------------------------------------------------------


def test_for_people() -> None:
    """Exit 0, every heading, every font of the layout, and a word for each state."""
    done = process()
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    for heading in ("字体（版式 GB/T 9704-2012 用到的）", "导出 PDF", "选装的部分", "到哪些文件夹找结构"):
        assert heading in said
    rows = [line.split()[0] for line in said.splitlines() if line.startswith("  ") and len(line.split()) > 1]
    assert rows
    assert all(font.name in said for font in GBT9704.fonts)
    assert "\x1b" not in said


def test_for_scripts() -> None:
    """Fonts, program, folders, versions as one JSON object."""
    report = as_json()
    assert [font["name"] for font in report["fonts"]] == [font.name for font in GBT9704.fonts]
    found = office.libreoffice()
    assert report["libreoffice"]["path"] == (str(found) if found else None)
    assert report["python"] == ".".join(map(str, sys.version_info[:3]))
    assert [folder["structures"] >= 2 for folder in report["folders"] if folder["origin"] == "builtin"] == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks no program for its fonts")
def test_a_computer_without_fontconfig_and_libreoffice(tmp_path: Path) -> None:
    """What cannot be known is said to be unknown, what is missing to be missing; exit 0 all the same."""
    bare = {"PATH": str(tmp_path), office.PROGRAM: str(tmp_path / "none")}
    report = as_json(bare)
    assert {font["installed"] for font in report["fonts"]} == {None}
    assert report["libreoffice"] == {"name": "LibreOffice", "path": None, "version": None}
    said = process(env=bare).stdout.decode()
    assert "  不明  仿宋_GB2312" in said
    assert "  缺    LibreOffice" in said
    assert "看不出装了哪些字体" in said
    assert "装上 LibreOffice 就能直接导出 PDF" in said


def test_folders_that_hold_structures_are_told(tmp_path: Path) -> None:
    """The plan's own folder comes first, those above it only where they hold something."""
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "brief.yaml").write_text("title: 简报\n", "utf-8")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    report = json.loads(process("--format", "json", cwd=inside, env={"DRAFTER_HOME": str(tmp_path / "home")}).stdout)
    mine = {"path": str(tmp_path), "origin": "plan", "exists": True, "structures": 1}
    home = {"path": str(tmp_path / "home"), "origin": "user", "exists": False, "structures": 0}
    assert report["folders"][:2] == [mine, home]


def test_the_layout_nearby_says_which_fonts_count(tmp_path: Path) -> None:
    """A layout.yaml names other fonts; one with errors is said to have them, and the standard's fonts count."""
    layout = tmp_path / "layout.yaml"
    layout.write_text("name: 本单位\nbody: {font: 某某体}\n", "utf-8")
    report = json.loads(process("--format", "json", cwd=tmp_path).stdout)
    assert "某某体" in [font["name"] for font in report["fonts"]]
    assert report["layout"] == "本单位"
    layout.write_text("nonsense: 1\n", "utf-8")
    done = process(cwd=tmp_path)
    assert done.returncode == 0
    assert "layout.yaml 有错误，这里按 GB/T 9704-2012 看" in done.stdout.decode()


# ---- any computer ---------------------------------------------------------------------------------------------------


def report(**changes: Any) -> Report:
    """A report of a computer that has everything, but for the changes."""
    everything: dict[str, Any] = {
        "drafter": "1.0",
        "python": "3.11.2",
        "system": "Windows 10",
        "layout": "某版式",
        "fonts": (FontState("仿宋_GB2312", installed=True),),
        "libreoffice": Program("LibreOffice", r"C:\soffice.exe", "24.8"),
        "wps": Program("WPS", None),
        "extras": (Extra("letterhead", ()), Extra("xlsx", ())),
        "folders": (Folder("D:\\", "builtin", exists=True, structures=9),),
    }
    return Report(**everything | changes)


def test_a_computer_with_everything() -> None:
    """Only good news, and nothing to do."""
    assert report_lines(report()) == [
        "drafter 1.0，Python 3.11.2，Windows 10",
        "",
        "字体（版式 某版式 用到的）",
        "  ok    仿宋_GB2312",
        "",
        "导出 PDF",
        "  ok    LibreOffice 24.8（C:\\soffice.exe）",
        "",
        "选装的部分",
        "  ok    letterhead（填底版里的标记）",
        "  ok    xlsx（读写 Excel 工作簿）",
        "",
        "到哪些文件夹找结构（前面的优先）",
        "  ok    D:\\（自带，9个结构）",
    ]


def test_a_computer_with_little() -> None:
    """Each thing missing, with what to do about it."""
    missing = (FontState("黑体", installed=False, stand_in="微软雅黑"), FontState("某体", installed=False))
    told = report_lines(
        report(
            fonts=missing,
            libreoffice=Program("LibreOffice", None),
            wps=Program("WPS", r"C:\wps.exe"),
            extras=(Extra("letterhead", ("docxtpl",)), Extra("xlsx", ("openpyxl",))),
        )
    )
    for line in (
        "  缺    黑体，用“微软雅黑”代替",
        "  缺    某体，由系统另选字体代替",
        "  缺    LibreOffice",
        "  ok    WPS（C:\\wps.exe）：能打开 .docx，但不能从命令行转换",
        '  缺    letterhead（填底版里的标记）：还缺 docxtpl，安装：pip install "plan-drafter[letterhead]"',
        '  缺    xlsx（读写 Excel 工作簿）：还缺 openpyxl，安装：pip install "plan-drafter[xlsx]"',
    ):
        assert line in told


def test_extras_are_read_from_the_package() -> None:
    """Extras for users with what each lacks; those for developers and what everybody gets are left out."""
    requirements = (
        "jinja2>=3.1.5",
        "pytest>=8; extra == 'dev'",
        "Jinja2>=3 ; python_version > '3' and extra == \"complete\"",
        "no-such-package-anywhere[x]>=1; extra == 'lacking'",
        "pyyaml; extra == 'lacking'",
    )
    assert doctor.extras(requirements) == (Extra("complete", ()), Extra("lacking", ("no-such-package-anywhere",)))


# ---- fonts ----------------------------------------------------------------------------------------------------------


def test_what_fontconfig_lists() -> None:
    """One font a line, all names of its family."""
    listing = "AR PL KaitiM GB,文鼎ＰＬ简中楷\nSimSun, 宋体\n\nDejaVu Sans\nDejaVu Sans\n"
    families = {"ar pl kaitim gb", "文鼎ｐｌ简中楷", "simsun", "宋体", "dejavu sans"}
    assert fonts.listed(listing) == families


def test_what_the_registry_of_windows_lists() -> None:
    """Kinds in brackets are left out, families that share a file are parted."""
    names = [
        "仿宋 (TrueType)",
        "宋体 & 新宋体 (TrueType)",
        "方正小标宋简体 (TrueType)",
        "Courier 10,12,15 (VGA res)",
        "",
    ]
    families = {"仿宋", "宋体", "新宋体", "方正小标宋简体", "courier 10,12,15"}
    assert fonts.registered(names) == families


def test_a_font_is_there_under_any_of_its_names() -> None:
    """An English Windows calls 黑体 SimHei."""
    families = fonts.registered(["SimHei (TrueType)"])
    assert fonts.is_installed("黑体", families)
    assert not fonts.is_installed("楷体", families)


@pytest.mark.parametrize(
    ("names", "stands_in"),
    [
        (["仿宋", "FangSong", "AR PL SungtiL GB"], "仿宋"),
        (["FangSong", "AR PL SungtiL GB"], "FangSong"),
        (["华文仿宋", "方正仿宋_GBK"], "方正仿宋_GBK"),
        (["AR PL SungtiL GB", "DejaVu Sans"], "AR PL SungtiL GB"),
        (["DejaVu Sans"], None),
    ],
)
def test_what_stands_in(names: list[str], stands_in: str | None) -> None:
    """The layout's own alternative first, then a font of the same kind, then one that comes near it."""
    families = frozenset(name.casefold() for name in names)
    assert fonts.stand_in(Font("仿宋_GB2312", "仿宋"), families) == stands_in


def test_only_missing_fonts_are_replaced() -> None:
    """No font that is installed is replaced by another one."""
    families = fonts.installed()
    pairs = fonts.replacements(GBT9704.fonts)
    for name, other in pairs.items():
        assert families is not None
        assert not fonts.is_installed(name, families)
        assert other.casefold() in families
