"""What a source says of itself beside its rows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """The names of a source's columns (`whole` where a header lists them all, rather than the keys of records), the
    words that only "*" translates, as (canonical column, word), and the rejects that a mended file brings back.
    """

    columns: tuple[str, ...] = ()
    whole: bool = False
    others: frozenset[tuple[str, str]] = frozenset()
    mended: frozenset[str] = frozenset()

    def __add__(self, more: "Told") -> "Told":
        """What two parts of one batch say together."""
        columns = self.columns if self.columns == more.columns else tuple(dict.fromkeys(self.columns + more.columns))
        return Told(columns, self.whole or more.whole, self.others | more.others, self.mended | more.mended)


NOTHING = Told()
MOST = 500  # names of columns, and words, that are remembered; more of them are no columns and no categories
LONGEST = 80  # characters
# The columns that tell which rejected row a row of a mended file was, and where it first stood.
REFERENCE, FILE, LINE = "reject", "reject_file", "reject_line"
