"""The one error that a reader of messages meets: data or a profile is at fault, said in plain words."""


class Fault(Exception):
    """Something outside the program is wrong; the message names it and what would mend it.

    The command line prints the message on standard error and exits with 1, without a traceback.
    """

    def __str__(self) -> str:
        """The message; half characters, of which names from other systems may be made, are replaced: nothing could
        print or send them."""
        return super().__str__().encode("utf-8", "replace").decode()


class Misuse(Fault):
    """The command line was used wrongly; the exit code is then 2."""
