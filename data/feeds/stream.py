"""A source file as bytes: unpacked where it is gzip, turned into UTF-8 where it is not, in bounded pieces."""

import codecs
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from data.fault import Fault

BLOCK = 4 << 20
PIECE = 256 << 10  # of packed bytes
UNPACKED_LIMIT = 4 << 30
GZIP = b"\x1f\x8b"
# What stands in the stream for bytes that the encoding does not have: a byte that UTF-8 never has.
UNREADABLE = b"\xff"
BOM_GB18030 = "\ufeff".encode("gb18030")
# The older Chinese encodings are parts of GB18030, and files that name them often hold more.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8"}
CJK = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Held:
    """What would stand in a file, held in memory under the name that messages call it by."""

    name: str
    content: bytes


Source = Path | Held


class Unpacked:
    """The bytes of a file; gzip is known by its content, several members are read one after the other.

    `cut` is true once a gzip has turned out to end too early. Fault where it is damaged.
    """

    def __init__(self, path: Source) -> None:
        self.cut = False
        self._name = path.name
        self._file = open_source(path)
        self._packed = self._file.read(PIECE)
        self._gzip = self._packed.startswith(GZIP)
        self._member = zlib.decompressobj(wbits=31)

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none at the end."""
        if self._gzip:
            return self._inflate(size)
        data, self._packed = self._packed, b""
        return data or self._file.read(size)

    def _inflate(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size and not self.cut:
            if len(self._packed) < len(GZIP):
                self._packed += self._file.read(PIECE)
            if self._member.eof:
                if not self._packed.startswith(GZIP):
                    break
                self._member = zlib.decompressobj(wbits=31)
            try:
                piece = self._member.decompress(self._packed, size - len(data))
            except zlib.error as error:
                # What came before may be wrong too: damage is noticed some way behind it.
                raise Fault(f"{self._name}: the gzip file is damaged ({error}): fetch it again") from None
            self.cut = not (piece or self._packed or self._member.eof)
            self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            data += piece
        return bytes(data)

    def close(self) -> None:
        self._file.close()


class Utf8:
    """The text of a source as UTF-8 without a byte order mark, whatever its encoding.

    Faults: an empty file; a file whose encoding is plainly another one. Single bytes that the encoding does not
    have stay in the stream as bytes that UTF-8 does not have either, so that only their own rows are refused.
    """

    def __init__(self, path: Source, encoding: str) -> None:
        self._source = Unpacked(path)
        name = codecs.lookup(encoding).name
        self.encoding = WIDER.get(name, name)
        try:
            first = self._source.read(BLOCK)
            if not first and self._source.cut:
                raise Fault(f"{path.name}: the gzip file is cut at its beginning: fetch it again")
            if not first.removeprefix(codecs.BOM_UTF8):
                raise Fault(f"{path.name}: the file is empty ({len(first)} bytes): fetch it again")
            if first.startswith(codecs.BOM_UTF8):
                first, self.encoding = first.removeprefix(codecs.BOM_UTF8), "utf-8"
            if self.encoding == "gb18030":
                first = first.removeprefix(BOM_GB18030)
            check_encoding(path.name, first, self.encoding)
        except Fault:
            self.close()
            raise
        self._decoder = codecs.getincrementaldecoder(self.encoding)("feeds.unreadable")
        # Lines of an old Macintosh end in a carriage return alone.
        self._returns = b"\n" not in first and b"\r" in first
        self._first = first

    @property
    def cut(self) -> bool:
        """True once the file has ended too early."""
        return self._source.cut

    def read(self, size: int) -> bytes:
        """Up to about `size` bytes of UTF-8, none at the end."""
        while True:
            data, self._first = self._first or self._source.read(size), b""
            end = not data
            if self.encoding != "utf-8":
                data = self._decoder.decode(data, end).encode("utf-8", "feeds.unreadable")
            if data or end:
                return data.replace(b"\r", b"\n") if self._returns else data

    def close(self) -> None:
        self._source.close()


def open_source(path: Source) -> BinaryIO:
    """The file, opened; Fault where it is missing or cannot be read."""
    if isinstance(path, Held):
        return BytesIO(path.content)
    if not path.exists():
        raise Fault(f"{path}: no such file: mend the path of the feed, or put the file there")
    if path.is_dir():
        raise Fault(f"{path}: is a folder: name one file")
    try:
        return path.open("rb")
    except OSError as error:
        raise Fault(f"{path}: cannot be read ({error.strerror}): mend its permissions") from None


@contextmanager
def seekable(path: Source) -> Iterator[BinaryIO]:
    """The bytes of a file that has to be read here and there (a workbook, Parquet), unpacked aside where gzip."""
    with open_source(path) as file, TemporaryFile() as unpacked:
        first = file.read(len(GZIP))
        file.seek(0)
        if not first:
            raise Fault(f"{path.name}: the file is empty (0 bytes): fetch it again")
        if first != GZIP:
            yield file
            return
        source = Unpacked(path)
        try:
            while piece := source.read(BLOCK):
                unpacked.write(piece)
                if unpacked.tell() > UNPACKED_LIMIT:
                    raise Fault(f"{path.name}: unpacks to more than {UNPACKED_LIMIT >> 30} GB: give it unpacked")
        finally:
            source.close()
        if source.cut:
            raise Fault(f"{path.name}: the gzip file is cut: fetch it again")
        unpacked.seek(0)
        yield unpacked


def mark_unreadable(error: UnicodeError) -> tuple[str | bytes, int]:
    """An error handler of codecs: undecodable bytes become one mark, which is encoded as UNREADABLE."""
    if isinstance(error, UnicodeDecodeError):
        return "\udcff", error.end
    if isinstance(error, UnicodeEncodeError):
        return UNREADABLE * (error.end - error.start), error.end
    raise error


codecs.register_error("feeds.unreadable", mark_unreadable)


def check_encoding(name: str, sample: bytes, encoding: str) -> None:
    """Fault where the beginning of a file is plainly not in the declared encoding, with the one that it is in."""
    for mark, wide in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if sample.startswith(mark) and not encoding.startswith(("utf-16", "utf-32")):
            raise Fault(f'{name}: the file is {wide}, not {encoding}: set encoding = "{wide}"')
    if sample.isascii():
        return
    if not encoding.startswith("utf"):
        text = decoded(sample, "utf-8")
        if text is not None and len(CJK.findall(text)) >= 4:
            raise Fault(f'{name}: the file is utf-8, not {encoding}: set encoding = "utf-8"')
    bad = undecodable_lines(sample, encoding)
    if not bad:
        return
    lines = sample.count(b"\n") + 1
    foreign = sum(not line.isascii() for line in sample.split(b"\n"))
    fits = [other for other in ("utf-8", "gb18030") if other != encoding and decoded(sample, other) is not None]
    if 1 in bad or len(bad) > lines / 2 or (fits and len(bad) > max(1, foreign / 2)):
        line, byte = next(iter(bad.items()))
        mend = f'set encoding = "{fits[0]}"' if fits else "set encoding to what the file was saved in"
        raise Fault(f"{name}: line {line}: byte 0x{byte:02X} is not {encoding}: {mend}")


def decoded(sample: bytes, encoding: str) -> str | None:
    """The sample as text (a character cut off at its end is left out), or None where it is not so encoded."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample, final=False)
    except UnicodeError:
        return None


def undecodable_lines(sample: bytes, encoding: str) -> dict[int, int]:
    """The lines (1-based) of the sample that do not decode, each with its first such byte."""
    if decoded(sample, encoding) is not None or encoding.startswith(("utf-16", "utf-32")):
        return {}
    bad = {}
    for number, line in enumerate(sample.split(b"\n"), 1):
        try:
            codecs.getincrementaldecoder(encoding)().decode(line, final=False)
        except UnicodeDecodeError as error:
            bad[number] = line[error.start]
    return bad
