"""The container of a .docx: members deflated once and packed as they are.

The standard library's zipfile offers no way to add a member that is deflated already, and deflating the fixed parts at
every export would take most of its time. So this module writes the ZIP format itself, as far as a package needs it
(PKWARE APPNOTE 4.3.7, 4.3.12 and 4.3.16; OPC, ECMA-376 part 2, allows no more): no ZIP64, no data descriptors, no extra
fields. Every date is the first one the format knows, so equal members give equal bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Member", "member", "pack"]

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # 2.0: deflated members
_DEFLATED = 8
_TIME = 0
_DATE = (1 << 5) | 1  # 1 January 1980


class Member(NamedTuple):
    """One part of the package: its ASCII name, its deflated bytes, and size and CRC-32 of what they unfold to."""

    name: bytes
    deflated: bytes
    size: int
    crc: int


def member(name: str, data: bytes, level: int = 6) -> Member:
    """Deflates a part. `name` is its path in the package, without a leading slash; raises if it is not ASCII.

    The window is the smallest that holds the part, and the compressor's memory is in keeping with it: to clear what a
    big part needs takes longer than to deflate a small one.
    """
    window = min(max(len(data).bit_length(), 9), zlib.MAX_WBITS)
    compressor = zlib.compressobj(level, zlib.DEFLATED, -window, window - 7)
    deflated = compressor.compress(data) + compressor.flush()
    return Member(name.encode("ascii"), deflated, len(data), zlib.crc32(data))


def pack(members: Iterable[Member]) -> bytes:
    """The members as a ZIP file, in the order given. Raises `struct.error` beyond the format's 4 GB."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in members:
        shared = (0, _DEFLATED, _TIME, _DATE, part.crc, len(part.deflated), part.size, len(part.name), 0)
        header = _LOCAL.pack(b"PK\3\4", _VERSION, *shared)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *shared, 0, 0, 0, 0, offset), part.name)
        chunks += (header, part.name, part.deflated)
        offset += len(header) + len(part.name) + len(part.deflated)
    central = b"".join(directory)
    count = len(directory) // 2
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*chunks, central, end))
