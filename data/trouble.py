"""What keeps a store from being written, in plain words: no fault of what was to be written."""

import errno
import os

WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk's quota is used up",
    errno.EFBIG: "a file may not grow further",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "the folder may not be written to",
    errno.EIO: "the disk does not answer",
}


def plain(error: BaseException) -> str | None:
    """The words for an error of the operating system, also where DuckDB tells it on; None for any other."""
    if isinstance(error, OSError):
        return WORDS.get(error.errno or 0)
    return next((words for number, words in WORDS.items() if os.strerror(number) in str(error)), None)
