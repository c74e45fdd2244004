"""Packed files: what a .zip or .gz holds, taken within bounds; nothing is ever written under a name it gives."""

import errno
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from io import BufferedReader, FileIO
from operator import add
from pathlib import Path

from data.fault import Fault
from data.feeds.declaration import Feed
from data.feeds.read import read_feed
from data.feeds.stream import BLOCK, GZIP, UNPACKED_LIMIT, Unpacked, open_source
from data.intake import Counts, Progress, take
from data.store import Store

RATIO = 200  # unpacked to packed: tables of real rows stay far below it
DIRECTORY_LIMIT = 1 << 20  # bytes of a zip's table of contents, which is held whole: some 10,000 names
NAME_LIMIT = 60  # characters, so that any name fits a file system
UTF8_NAME, ENCRYPTED = 0x800, 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may ask for any amount of memory
DRIVE = re.compile(r"[A-Za-z]:")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)


class Bounded(BufferedReader):
    """A file that is not read in pieces larger than a table of contents may be."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > DIRECTORY_LIMIT:
            raise zipfile.BadZipFile("its table of contents is too long")
        return super().read(size)


def is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def members(path: Path) -> list[str]:
    """The names of the files in a zip, in its order; folders and what file managers hide are none.

    Fault where it is damaged, protected, unpacks to too much, or names a path that leaves it.
    """
    with opened(path) as archive:
        return list(contents(path, archive))


@contextmanager
def unpacked(path: Path, member: str, var: Path) -> Iterator[Path]:
    """A file of a zip, unpacked under `var` for as long as it is needed. Fault as for `members`; OSError where
    there is no room."""
    aside = var / "unpacked"
    shutil.rmtree(aside, ignore_errors=True)  # a process that was killed leaves it; only one holds the store
    folder = aside / path.resolve().parent.name  # what a feed may read off the file's folder
    folder.mkdir(parents=True)
    file = folder / member.rsplit("/", 1)[-1][-NAME_LIMIT:]
    try:
        with opened(path) as archive, archive.open(contents(path, archive)[member]) as packed, file.open("wb") as out:
            first = packed.read(len(GZIP))
            if first == GZIP or is_zip(file):
                raise Fault(f"{member}: is an archive in an archive: pack the files themselves")
            out.write(first)
            shutil.copyfileobj(packed, out, BLOCK // 4)
        yield file
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    open_source(path).close()
    try:
        with Bounded(FileIO(path)) as file, zipfile.ZipFile(file) as archive:
            yield archive
    except DAMAGE as error:
        raise Fault(f"{path.name}: is no sound zip file ({error}): fetch it again") from None
    except OSError as error:
        if error.errno != errno.EINVAL:  # what a place in a file that is not there gives
            raise
        raise Fault(f"{path.name}: is no sound zip file: fetch it again") from None


def contents(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by name; zipfile reads no more of each than the size that is checked here."""
    found: dict[str, zipfile.ZipInfo] = {}
    entries = archive.infolist()
    check_size(path, sum(entry.file_size for entry in entries), path.stat().st_size)
    for entry in entries:
        name = name_of(entry)
        parts = name.split("/")
        if not parts[0] or ".." in parts or DRIVE.match(name) or stat.S_ISLNK(entry.external_attr >> 16):
            raise Fault(f"{path.name}: is a bad archive: {name!r} leads out of it")
        if parts[0] == "__MACOSX" or not parts[-1] or parts[-1].startswith("."):
            continue
        if name in found:
            raise Fault(f"{path.name}: is a bad archive: {name} stands in it twice")
        if entry.flag_bits & ENCRYPTED:
            raise Fault(f"{path.name}: {name} is protected by a password: pack it without")
        if entry.compress_type not in METHODS:
            raise Fault(f"{path.name}: {name} is not packed by the usual method (deflate): pack it anew")
        check_size(path, entry.file_size, entry.compress_size)
        found[name] = entry
    if not found:
        raise Fault(f"{path.name}: the archive holds no file")
    return found


def check_size(path: Path, size: int, packed: int) -> None:
    """Fault where so many bytes, from so many packed ones, are more than an honest file unpacks to."""
    if size > UNPACKED_LIMIT:
        raise Fault(f"{path.name}: is a bad archive: unpacks to more than {UNPACKED_LIMIT / (1 << 30):g} GB")
    if size > RATIO * packed:
        raise Fault(f"{path.name}: is a bad archive: unpacks to more than {RATIO} times its size")


def check_gzip(path: Path) -> None:
    """Fault where a gzip file is damaged or unpacks to too much; any other file passes."""
    with open_source(path) as file:
        if file.read(len(GZIP)) != GZIP:
            return
    source, packed, size = Unpacked(path), path.stat().st_size, 0
    try:
        while piece := source.read(BLOCK):
            size += len(piece)
            check_size(path, size, packed)
    finally:
        source.close()


def name_of(entry: zipfile.ZipInfo) -> str:
    """A member's name with slashes; Chinese systems write it in GBK, others in UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & UTF8_NAME:
        raw = name.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "".join(char if char.isprintable() else "_" for char in name.replace("\\", "/"))


def take_packed(store: Store, feed: Feed, path: Path, progress: Progress | None = None) -> Counts:
    """Takes a file that may be packed: each file of a zip is a batch of its own. Raises Fault."""
    zone = store.profile.zone
    try:
        if not is_zip(path):
            check_gzip(path)
            return take(store, feed, read_feed(feed, path, zone), path.name, progress)
        batches = []
        for member in members(path):
            with unpacked(path, member, store.profile.var) as file:
                origin = f"{path.name}/{member}"
                batches.append(take(store, feed, read_feed(feed, file, zone), origin, progress))
        return reduce(add, batches)
    except OSError as error:
        raise Fault(f"{path.name}: cannot be read or unpacked under {store.profile.var}: {error.strerror}") from None
