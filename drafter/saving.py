"""Saving (保存): files are written beside their place and then moved into it; nobody's work is replaced unasked."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from drafter.catalogue import os_reason
from drafter.document import Document


class OutputError(OSError):
    """The file cannot be written where it was asked for; the message is for the user."""


def file_name(document: Document, suffix: str) -> str:
    """A file name made of the document's title; what file systems do not allow is left out, and what is too long."""
    name = "".join(char for char in document.properties.title if char not in '<>:"/\\|?*' and char.isprintable())
    return (name.encode()[:240].decode(errors="ignore").strip(" .") or "draft") + suffix


def save(data: bytes, target: Path, record: Path, *, force: bool = False) -> None:
    """Writes `data` to `target`, beside it first and then in its place; OutputError leaves everything as it was.

    A file that is there already is replaced if it is still as this plan's folder last exported it, or with `force`.
    """
    if target.is_dir():
        raise OutputError(f"“{target}”是文件夹，请写明文件名")
    if not target.parent.is_dir():
        raise OutputError(f"没有“{target.parent}”这个文件夹")
    lock = _lock(target)
    if lock:
        raise OutputError(f"“{target}”正在 Word 或 WPS 里打开，关闭后再导出；如果没有打开，删去同一文件夹里的“{lock}”")
    exports = _Exports(record)
    if target.exists() and not force and not exports.wrote(target):
        raise OutputError(
            f"“{target}”已经存在，而且不是上次导出的样子（可能有人改过）；换一个文件名，或者加 --force 覆盖"
        )
    write_whole(data, target)
    exports.note(target, data)


def _lock(target: Path) -> str | None:
    """The lock file that Word, WPS or LibreOffice keeps beside an open document.

    Word puts `~$` before a short name; in a long one it takes the place of the first one or two characters.
    """
    name = target.name
    names = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#")
    return next((name for name in names if (target.parent / name).exists()), None)


def write_whole(data: bytes, target: Path) -> None:
    """The whole file or none of it; OutputError where it cannot be written."""
    if target.exists() and not target.stat().st_mode & 0o222:
        raise OutputError(f"“{target}”是只读的；去掉只读属性，或者换一个文件名")
    beside: str | None = None
    try:
        descriptor, beside = tempfile.mkstemp(prefix=".drafter-", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        _share(Path(beside), target)
        Path(beside).replace(target)
    except OSError as error:
        raise OutputError(f"“{target}”写不进去：{os_reason(error)}") from error
    finally:
        if beside:
            Path(beside).unlink(missing_ok=True)


def write_together(files: Mapping[Path, bytes]) -> None:
    """All of the files or none: whatever cannot be written puts those before it back. OutputError says which it was."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    written: list[Path] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(data, path)
            written.append(path)
    except OSError as error:
        restore({path: before[path] for path in written})
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"“{error.filename}”写不进去：{os_reason(error)}") from error


def restore(files: Mapping[Path, bytes | None]) -> None:
    """Files as they were; those that were not there (None) go."""
    for path, data in files.items():
        if data is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(data, path)


def untouched(folder: Path, suffix: str) -> list[Path]:
    """The exports of this suffix in a plan folder that still are as they were written."""
    exports = _Exports(folder)
    return [path for path in sorted(folder.glob(f"*{suffix}")) if path.is_file() and exports.wrote(path)]


def _share(beside: Path, target: Path) -> None:
    """The rights that an ordinary new file would have; a temporary one is private."""
    mask = os.umask(0)
    os.umask(mask)
    beside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)


class _Exports:
    """What a plan folder's exports looked like when they were written: file -> SHA-256, in `.drafter/exports.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / ".drafter" / "exports.json"

    def wrote(self, target: Path) -> bool:
        digest = self._read().get(self._key(target))
        return digest is not None and digest == hashlib.sha256(target.read_bytes()).hexdigest()

    def note(self, target: Path, data: bytes) -> None:
        known = self._read() | {self._key(target): hashlib.sha256(data).hexdigest()}
        try:
            self.file.parent.mkdir(exist_ok=True)
            write_whole(json.dumps(known, indent=1).encode(), self.file)
        except OSError:
            return  # a folder that may not be written: the next export over this file will ask for --force

    def _key(self, target: Path) -> str:
        try:
            return Path(os.path.relpath(target.resolve(), self.folder.resolve())).as_posix()
        except ValueError:  # another drive
            return str(target.resolve())

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self.file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}


def create(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes new files, by their paths in `folder`, all of them or none: made beside their place, then moved there.

    OSError where they cannot be written; FileExistsError where one of them is there already.
    """
    for name in files:
        if (folder / name).exists():
            raise FileExistsError(errno.EEXIST, "exists", str(folder / name))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".drafter-", dir=folder.parent) as beside:
        for name, content in files.items():
            made = Path(beside, name)
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(content)
        for name in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(beside, name).replace(target)
