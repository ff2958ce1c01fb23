"""LibreOffice as other people use it: it opens a file and saves it its own way."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from drafter import office

__all__ = ["converted", "with_libreoffice"]

with_libreoffice = pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed")


def converted(source: Path, to: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in `folder`; `to` is a suffix, with `:` and a filter's name if need be."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office.program()), profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{to.partition(':')[0]}"
