"""Pictures (图片) beside a facts file: read within limits, recognised and measured by their content."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Literal, NamedTuple

MAX_BYTES = 10 * 1024 * 1024
MAX_SIDE = 20_000
_SIGNATURES: tuple[tuple[bytes, Literal["png", "jpeg"]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG's SOF markers; these three mean other things
_SCAN = 0xDA
_MOST_SEGMENTS = 10_000


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
        return measured(path.read_bytes())
    except OSError as error:
        raise PictureError(f"“{name}”读不出来：{error.strerror}") from error


def measured(content: bytes) -> Measured:
    """The picture whose bytes these are. PictureError where they are no PNG and no JPEG, or broken."""
    kind = next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)
    if kind is None:
        raise PictureError("不是 PNG 或 JPEG 图片")
    size = _png_size(content) if kind == "png" else _jpeg_size(content)
    if size is None:
        raise PictureError("图片文件是坏的，打不开")
    width, height = size
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise PictureError(f"图片的边长超出了范围（{width}×{height}像素）")
    return Measured(content, kind, width, height)


def _png_size(content: bytes) -> tuple[int, int] | None:
    """From the header, which comes first (PNG specification, 11.2.2)."""
    return struct.unpack(">II", content[16:24]) if content[12:16] == b"IHDR" and len(content) >= 24 else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """From the frame header, the segment that begins with one of the SOF markers (ITU-T T.81, B.2.2)."""
    position = 2
    for _ in range(_MOST_SEGMENTS):
        head = content[position : position + 9]
        if len(head) < 9 or head[0] != 0xFF or head[1] == _SCAN:
            return None
        if head[1] in _FRAMES:
            height, width = struct.unpack(">HH", head[5:9])
            return width, height
        position += 1 if head[1] == 0xFF else 2 + max(int.from_bytes(head[2:4], "big"), 2)
    return None
