"""The office program (办公软件) of this computer that makes a PDF of a Word document: LibreOffice, without a window.

It also makes a .docx of an old .doc.

WPS has no such command line (what it offers programs is a service on the network, which drafter never uses), and Word
has none either: where only they are installed, the message says what to click instead.

The program runs in a folder and with a profile of its own, which are gone afterwards: macros are off, links to other
files or computers are not followed, and fonts that are missing are replaced by the ones that the caller names.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from xml.sax.saxutils import escape

__all__ = ["PROGRAM", "OfficeError", "docx", "libreoffice", "pdf", "places", "program", "version", "wps"]

PROGRAM = "DRAFTER_SOFFICE"
"""The environment variable that names LibreOffice's program where it is in no usual place, as on a memory stick."""

_SECONDS = 300  # for each of two conversions; a plan takes four in all, a table of 2,000 rows some forty
_SECONDS_TO_READ = 60  # an old document is not trusted to be worth more
_NAMES = {"libreoffice": ("soffice", "libreoffice"), "wps": ("wps",)}


class OfficeError(OSError):
    """This computer cannot convert a document; the message and the hint are for the user."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


# ---- finding --------------------------------------------------------------------------------------------------------


def libreoffice() -> Path | None:
    """LibreOffice's program, named by `$DRAFTER_SOFFICE`, on PATH or where its installer puts it, or None."""
    named = os.environ.get(PROGRAM)
    if named:
        return Path(named) if Path(named).is_file() else None
    return _found("libreoffice")


def wps() -> Path | None:
    """WPS's program, on PATH or where its installer puts it, or None."""
    return _found("wps")


def program() -> Path:
    """The program that makes a PDF; OfficeError where there is none."""
    path = libreoffice()
    if path is None:
        named = os.environ.get(PROGRAM)
        where = f"{PROGRAM} 写的“{named}”不是文件" if named else "这台电脑上没有找到"
        no_help = "；WPS 不能从命令行转换" if wps() else ""
        raise OfficeError(f"导出 PDF 要用 LibreOffice，{where}{no_help}", _WITHOUT)
    return path


_WITHOUT = "先导出 .docx，用 Word 或 WPS 打开，另存为（输出为）PDF；或者装上 LibreOffice 再试"


def _found(name: str) -> Path | None:
    on_path = next((found for found in map(shutil.which, _NAMES[name]) if found), None)
    if on_path:
        return Path(on_path)
    usual = (Path(place) for place in places(name, sys.platform, os.environ))
    return next((path for path in usual if path.is_file()), None)


def places(name: str, platform: str, environ: Mapping[str, str]) -> tuple[PurePath, ...]:
    """Where installers put `libreoffice` or `wps` on a platform (as sys.platform calls it), best first."""
    if platform == "win32":
        folders = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
        roots = dict.fromkeys(PureWindowsPath(environ[each]) for each in folders if environ.get(each))
        return tuple(root / each for root in roots for each in _ON_WINDOWS[name])
    home = PurePosixPath(environ.get("HOME", "/"))
    if platform == "darwin":
        return tuple(root / _ON_MAC[name] for root in (PurePosixPath("/Applications"), home / "Applications"))
    return tuple(PurePosixPath(each) for each in _ON_LINUX[name])


_ON_WINDOWS = {
    "libreoffice": (r"LibreOffice\program\soffice.exe", r"Programs\LibreOffice\program\soffice.exe"),
    "wps": (r"Kingsoft\WPS Office\ksolaunch.exe", r"WPS Office\ksolaunch.exe"),
}
_ON_MAC = {
    "libreoffice": "LibreOffice.app/Contents/MacOS/soffice",
    "wps": "wpsoffice.app/Contents/MacOS/wpsoffice",
}
_ON_LINUX = {
    "libreoffice": (
        "/usr/lib/libreoffice/program/soffice",
        "/opt/libreoffice/program/soffice",
        "/snap/bin/libreoffice",
    ),
    "wps": ("/opt/kingsoft/wps-office/office6/wps",),
}


def version(path: Path) -> str | None:
    """LibreOffice's version such as `7.4.7.2`, or None where it does not say.

    On Windows the program would open a window to say it; there a file beside it tells the first two numbers.
    """
    try:
        if sys.platform == "win32":
            said = path.with_name("bootstrap.ini").read_text("utf-8", "replace")
        else:
            said = _run([str(path), "--version"], seconds=30)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"LibreOffice\s+(\d+(?:\.\d+)+)", said)
    return found[1] if found else None


# ---- converting -----------------------------------------------------------------------------------------------------


def pdf(docx: bytes, fonts: Mapping[str, str], *, seconds: float = _SECONDS) -> bytes:
    """The Word document as PDF. `fonts` says which font is to stand in for which missing one.

    OfficeError where there is no LibreOffice, or where it makes no PDF within `seconds`.
    """
    return _converting(program(), docx, "docx", ("fodt", "pdf"), _settings(fonts), seconds)


def docx(document: bytes, *, seconds: float = _SECONDS_TO_READ) -> bytes:
    """An old Word or WPS document (.doc, .wps, .rtf) as .docx.

    OfficeError where there is no LibreOffice, or where it makes no .docx within `seconds`.
    """
    soffice = libreoffice()
    if soffice is None:
        raise OfficeError("这台电脑上没有找到 LibreOffice", _WITHOUT)
    return _converting(soffice, document, "doc", ("docx",), _settings({}), seconds)


def _converting(
    soffice: Path, document: bytes, suffix: str, forms: tuple[str, ...], settings: str, seconds: float
) -> bytes:
    """The document of this suffix made into one form after the other, the last of which is wanted."""
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / f"document.{suffix}", folder / "profile"
        source.write_bytes(document)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(settings, "utf-8")
        own = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nolockcheck"]
        for form in forms:
            source = _made([str(soffice), *own], source, form, seconds)
            if form == "fodt":
                source.write_bytes(source.read_bytes().replace(*_HANGING))
        return source.read_bytes()


_OPENINGS = {"pdf": b"%PDF-", "fodt": b"<?xml", "docx": b"PK"}
_HANGING = (b'style:punctuation-wrap="hanging"', b'style:punctuation-wrap="simple"')
"""LibreOffice loses marks that hang over a justified line's end when characters are condensed, as 28 in a line are
(seen in 7.4: up to six commas of a document were not in its PDF); it takes no notice of Word's own setting against it.
"""


def _made(command: list[str], source: Path, form: str, seconds: float) -> Path:
    """The file of `form` that LibreOffice makes of `source`, beside it. OfficeError where it makes none."""
    made = source.with_suffix(f".{form}")
    said = _converted([*command, "--convert-to", form, "--outdir", str(source.parent), str(source)], seconds)
    if not made.is_file() or not made.read_bytes().startswith(_OPENINGS[form]):  # it ends with status 0 all the same
        told = said.strip().splitlines()
        what = ".docx" if form == "docx" else "PDF"
        raise OfficeError(f"LibreOffice 没有转成 {what}{f'：{told[-1]}' if told else ''}", _BY_HAND)
    return made


_BY_HAND = "导出 .docx，用 LibreOffice、Word 或 WPS 打开看看，从那里另存为 PDF"


def _converted(command: list[str], seconds: float) -> str:
    try:
        return _run(command, seconds)
    except subprocess.TimeoutExpired as error:
        raise OfficeError(f"LibreOffice 过了{seconds:g}秒还没有转完，已经停下", _BY_HAND) from error
    except OSError as error:
        raise OfficeError(f"LibreOffice 启动不了：{error.strerror}", _BY_HAND) from error


def _run(command: list[str], seconds: float) -> str:
    """What the program prints on both streams. It starts others: all of them end with it when time is up."""
    with subprocess.Popen(  # noqa: S603  the program found above and names of our own; no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except BaseException:
            _end(process)
            raise
    return said.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program with all that it started."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        subprocess.run([str(taskkill), "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _settings(fonts: Mapping[str, str]) -> str:
    """The profile's settings, in LibreOffice's own format (registrymodifications.xcu)."""
    common = "/org.openoffice.Office.Common"
    items = [
        _item(f"{common}/Security/Scripting", "MacroSecurityLevel", "3"),
        _item(f"{common}/Security/Scripting", "DisableMacrosExecution", "true"),
        _item(f"{common}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        _item("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
        _item(f"{common}/Font/Substitution", "Replacement", "true"),
        *(_font_pair(number, *pair) for number, pair in enumerate(fonts.items())),
    ]
    spaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {spaces}>{"".join(items)}</oor:items>\n'


def _item(path: str, name: str, value: str) -> str:
    return f'<item oor:path="{path}">{_property(name, value)}</item>'


def _property(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'


def _font_pair(number: int, missing: str, instead: str) -> str:
    pairs = (("ReplaceFont", missing), ("SubstituteFont", instead), ("Always", "true"), ("OnScreenOnly", "false"))
    properties = "".join(_property(name, value) for name, value in pairs)
    path = "/org.openoffice.Office.Common/Font/Substitution/FontPairs"
    return f'<item oor:path="{path}"><node oor:name="_{number}" oor:op="replace">{properties}</node></item>'
