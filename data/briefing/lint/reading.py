"""Reading a draft: DOCX, PPTX, text; whatever else it is, it is not opened."""

import io
import zipfile
from collections.abc import Callable

from data.briefing.lint.sentence import Draft, Piece
from data.briefing.lint.slides import read_slides
from data.briefing.lint.word_file import read_word
from data.catalogue import Words
from data.fault import Fault, Misuse

MOST_BYTES = 20_000_000
MOST_UNPACKED = 400_000_000
OFFICE: dict[str, Callable[[io.BytesIO], Draft]] = {"docx": read_word, "pptx": read_slides}
TEXT = ("txt", "md")
KINDS = (*OFFICE, *TEXT)


def read_draft(name: str, content: bytes) -> Draft:
    """The draft in a file of that name. Raises Misuse for another kind of file, Fault for one that cannot be read."""
    suffix = name.rpartition(".")[2].lower()
    if suffix not in KINDS:
        raise Misuse(f"{name}: not a {', '.join(KINDS)} file: save the draft as one of these")
    if len(content) > MOST_BYTES:
        raise Fault(f"{name}: larger than {MOST_BYTES // 1_000_000} MB: leave its pictures out")
    return read_office(name, suffix, content) if suffix in OFFICE else read_text(name, content)


def read_office(name: str, suffix: str, content: bytes) -> Draft:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Fault(f"{name}: unpacks to more than {MOST_UNPACKED // 1_000_000} MB: leave its pictures out")
        return OFFICE[suffix](io.BytesIO(content))
    except Fault:
        raise
    except Exception as error:  # what two libraries make of a broken file has no end
        words = f"{type(error).__name__}" if isinstance(error, KeyError) else str(error) or type(error).__name__
        raise Fault(f"{name}: cannot be read as {suffix} ({words}): open it and save it anew") from None


def read_text(name: str, content: bytes) -> Draft:
    """UTF-8 or GB18030, a piece a line."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Fault(f"{name}: neither UTF-8 nor GB18030: save it as UTF-8")
    lines = text.splitlines()
    return Draft(tuple(Piece(Words(f"第{n}行", f"line {n}"), one) for n, one in enumerate(lines, 1) if one.strip()))
