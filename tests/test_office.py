"""PDF through LibreOffice: found where it is, run apart from everything else, and never believed without a PDF."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import drafter
from drafter import fonts, office
from drafter.document import Document, Paragraph, Picture, Properties, Run, plain, texts
from drafter.layout import GBT9704
from drafter.office import OfficeError, places
from drafter.writers import docx
from tests.libreoffice import with_libreoffice
from tests.program import status
from tests.random_documents import png

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "annual-work-plan"
posix = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins for LibreOffice are shell scripts")

WORD = docx.write(Document((Paragraph((Run("青岚县水务局"),)),), Properties("题目")), GBT9704)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in LibreOffice's place."""

    def write(script: str) -> Path:
        file = tmp_path / "soffice"
        file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv(office.PROGRAM, str(file))
        return file

    return write


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without LibreOffice."""
    monkeypatch.setenv(office.PROGRAM, str(tmp_path / "none"))


# ---- finding --------------------------------------------------------------------------------------------------------


def test_where_windows_has_it() -> None:
    """Both folders for programs, and the user's own."""
    environ = {
        "ProgramFiles": r"C:\Program Files",
        "ProgramFiles(x86)": r"C:\Program Files (x86)",
        "LOCALAPPDATA": r"C:\Data\Local",
    }
    found = [str(path) for path in places("libreoffice", "win32", environ)]
    assert found[0] == r"C:\Program Files\LibreOffice\program\soffice.exe"
    assert r"C:\Program Files (x86)\LibreOffice\program\soffice.exe" in found
    wps = [str(path) for path in places("wps", "win32", environ)]
    assert r"C:\Data\Local\Kingsoft\WPS Office\ksolaunch.exe" in wps
    assert places("libreoffice", "win32", {}) == ()


def test_where_others_have_it() -> None:
    """The applications of everybody and of the user; the usual folders."""
    found = [str(path) for path in places("libreoffice", "darwin", {"HOME": "/h"})]
    inside = "LibreOffice.app/Contents/MacOS/soffice"
    assert found == [f"/Applications/{inside}", f"/h/Applications/{inside}"]
    assert "/usr/lib/libreoffice/program/soffice" in [str(path) for path in places("libreoffice", "linux", {})]


@posix
def test_a_program_elsewhere_can_be_named(program: Callable[[str], Path]) -> None:
    """As on a memory stick: what the variable names comes first, and it says its version."""
    file = program("echo LibreOffice 24.8.1.2 87fa9aec1a63e70835390b81c40bb8993f1d4ff6")
    assert office.libreoffice() == office.program() == file
    assert office.version(file) == "24.8.1.2"


@posix
@pytest.mark.parametrize("script", ["echo something else", "exit 1"])
def test_a_program_that_does_not_say_its_version(program: Callable[[str], Path], script: str) -> None:
    """Its version is unknown, and that is all."""
    assert office.version(program(script)) is None


def test_no_program_no_version(tmp_path: Path) -> None:
    """What cannot be run says nothing."""
    assert office.version(tmp_path / "none") is None


# ---- a computer without ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("args", [["--to", "pdf"], ["-o", "plan.pdf"]])
def test_without_libreoffice_the_command_line_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], args: list[str]
) -> None:
    """Exit 2, what to install or to click instead, and nothing written."""
    monkeypatch.chdir(tmp_path)
    assert status("export", EXAMPLE, *args) == 2
    said = capsys.readouterr()
    assert "错误：导出 PDF 要用 LibreOffice" in said.err
    assert "用 Word 或 WPS 打开，另存为（输出为）PDF；或者装上 LibreOffice" in said.err
    assert (said.out, list(tmp_path.iterdir())) == ("", [])


@pytest.mark.usefixtures("nothing")
def test_without_libreoffice_python_is_told(tmp_path: Path) -> None:
    """The same as an OSError."""
    document = Document((Paragraph((Run("段"),)),), Properties("题目"))
    with pytest.raises(OfficeError, match="要用 LibreOffice"):
        drafter.export(document, tmp_path / "plan.pdf")
    assert list(tmp_path.iterdir()) == []


# ---- programs that fail ---------------------------------------------------------------------------------------------


@posix
def test_a_program_that_makes_nothing(program: Callable[[str], Path]) -> None:
    """Exit status 0 is no PDF; its last words are passed on."""
    program("echo Error: source file could not be loaded >&2")
    with pytest.raises(OfficeError, match="没有转成 PDF：Error: source file could not be loaded") as told:
        office.pdf(WORD, {})
    assert "另存为 PDF" in told.value.hint


@posix
def test_a_program_that_makes_something_else(program: Callable[[str], Path]) -> None:
    """A file of that name that is no PDF is not taken for one."""
    program('for last; do :; done; echo no > "${last%.docx}.pdf"')
    with pytest.raises(OfficeError, match=r"没有转成 PDF$"):
        office.pdf(WORD, {})


@posix
def test_a_program_that_does_not_end(program: Callable[[str], Path], tmp_path: Path) -> None:
    """When time is up, the program ends with all that it started."""
    program(f"sleep 600 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(OfficeError, match="过了1秒还没有转完"):
        office.pdf(WORD, {}, seconds=1)
    child = int((tmp_path / "child").read_text())
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    """Whether the process works; one that has ended and waits to be buried does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@posix
def test_a_program_that_cannot_start(program: Callable[[str], Path]) -> None:
    """A file without the right to run is told by name."""
    file = program("exit 0")
    file.write_bytes(b"\x7fELF nothing")
    with pytest.raises(OfficeError, match="LibreOffice 启动不了"):
        office.pdf(WORD, {})


@posix
def test_the_program_gets_a_folder_and_a_profile_of_its_own(program: Callable[[str], Path], tmp_path: Path) -> None:
    """Nobody else may read them, no standard input, and afterwards they are gone."""
    program(f'printf "%s\\n" "$@" > {tmp_path}/args; for last; do :; done; ls -ld "${{last%/*}}" > {tmp_path}/rights')
    with pytest.raises(OfficeError):
        office.pdf(WORD, {})
    args = (tmp_path / "args").read_text().splitlines()
    folder = Path(args[-1]).parent
    assert args[0] == f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    assert folder.parent == Path(tempfile.gettempdir())
    assert (tmp_path / "rights").read_text().startswith("drwx------")
    assert not folder.exists()


# ---- the real one ---------------------------------------------------------------------------------------------------


@with_libreoffice
def test_an_example_becomes_a_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole road; fonts that are missing are named."""
    plan = tmp_path / "plan"
    assert status("new", "annual-work-plan", plan, "--example") == 0
    assert status("export", plan, "-o", tmp_path / "plan.PDF") == 0
    assert (tmp_path / "plan.PDF").read_bytes().startswith(b"%PDF-")
    said = capsys.readouterr().err
    assert ("PDF 里用括号里的代替" in said) == bool(fonts.replacements(GBT9704.fonts))


@with_libreoffice
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="没有 pdftotext")
@pytest.mark.parametrize("id_", ["dimension-experience", "project-experience"])
def test_no_mark_is_lost_at_the_end_of_a_line(id_: str, tmp_path: Path) -> None:
    """Commas and stops that would hang over a line's end are in the PDF, every one."""
    document = drafter.draft(ROOT / "examples" / id_)
    drafter.export(document, tmp_path / "plan.pdf")
    told = subprocess.run(["pdftotext", tmp_path / "plan.pdf", "-"], capture_output=True, text=True, check=True).stdout
    printed = "".join(plain(text) for text in texts(document))
    marks = "，。、；："
    assert [told.count(mark) for mark in marks] == [printed.count(mark) for mark in marks]


@with_libreoffice
def test_python_writes_a_pdf(tmp_path: Path) -> None:
    """`drafter.export` knows the suffix."""
    document = Document((Paragraph((Run("段"),)),), Properties("题目"))
    assert drafter.export(document, tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")


@with_libreoffice
def test_a_missing_font_is_replaced_by_the_one_named() -> None:
    """The PDF holds the font that the caller chose for the one that this computer lacks."""
    families = fonts.installed() or frozenset()
    missing = [font for font in GBT9704.fonts if not fonts.is_installed(font.name, families)]
    chosen = {font.name: other for font in missing if (other := fonts.stand_in(font, families))}
    if GBT9704.body.font not in chosen:
        pytest.skip("nothing to replace on this computer")
    held = re.compile(rb"/BaseFont/[A-Z]{6}\+([\w-]+)")
    with_it, without = (held.findall(office.pdf(WORD, pairs)) for pairs in (chosen, {}))
    assert with_it
    assert with_it != without


class _Visits(BaseHTTPRequestHandler):
    seen: list[str]

    def do_GET(self) -> None:
        """Notes the visit."""
        self.seen.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  the names of HTTP's own methods

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this computer and the visits that it has had."""
    seen: list[str] = []
    handler = type("Visits", (_Visits,), {"seen": seen})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/picture.png", seen
        running.shutdown()


@with_libreoffice
def test_links_are_not_followed(server: tuple[str, list[str]]) -> None:
    """A document whose picture lies on another computer is converted without asking there."""
    address, seen = server
    here = docx.write(Document((Picture(png(9, 9), "png", 9, 9),), Properties("题目")), GBT9704)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    there = f'<Relationship Id="rId99" Type="{kind}" Target="{address}" TargetMode="External"/></Relationships>'
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(here)) as archive, zipfile.ZipFile(result, "w") as copy:
        for name in archive.namelist():
            content = re.sub(rb'r:embed="rId\d+"', b'r:link="rId99"', archive.read(name))
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", there.encode())
            copy.writestr(name, content)
    assert office.pdf(result.getvalue(), {}).startswith(b"%PDF-")
    assert seen == []


@with_libreoffice
def test_the_users_own_profile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written into the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert office.pdf(WORD, {}).startswith(b"%PDF-")
    assert [path for path in tmp_path.rglob("*") if "libreoffice" in path.name.lower()] == []
    assert os.environ["HOME"] == str(tmp_path)
