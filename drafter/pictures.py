"""Pictures (图片) beside a facts file: read within limits, recognised by their content, measured by python-docx."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

MAX_BYTES = 10 * 1024 * 1024
MAX_SIDE = 20_000
_SIGNATURES: tuple[tuple[bytes, Literal["png", "jpeg"]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)


class PictureError(ValueError):
    """The file cannot be placed as a picture; the message is for the user."""


class Measured(NamedTuple):
    """A picture file's bytes, format and size in pixels."""

    content: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int


def read(name: str, folder: Path) -> Measured:
    """The picture `name`, a path relative to `folder` that stays within it. PictureError where it is none."""
    path = folder / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise PictureError("图片要放在计划文件夹里，写相对的路径")
    if not path.is_file():
        raise PictureError(f"没有找到“{name}”这个文件")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PictureError(f"图片超过了 {MAX_BYTES // 1024 // 1024} MB 的上限，缩小后再用")
        return _measured(path.read_bytes())
    except OSError as error:
        raise PictureError(f"“{name}”读不出来：{error.strerror}") from error


def _measured(content: bytes) -> Measured:
    kind = next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)
    if kind is None:
        raise PictureError("不是 PNG 或 JPEG 图片")
    from docx.image.image import Image

    try:
        image = Image.from_blob(content)
        width, height = int(image.px_width), int(image.px_height)
    except Exception as error:  # whatever python-docx stumbles over in a broken file
        raise PictureError("图片文件是坏的，打不开") from error
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise PictureError(f"图片的边长超出了范围（{width}×{height}像素）")
    return Measured(content, kind, width, height)
