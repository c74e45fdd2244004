"""The command line's words: what each command takes. Wrong usage exits with 2."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.briefing.formats import known_formats
from data.briefing.order import Order
from data.briefing.span import FORMS, Kind
from data.fault import Misuse
from data.profile import DEFAULT, Profile, shipped

LEVELS = ("town", "village", "grid", "micro_grid")


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command and its options; without a command, `serve` with its defaults."""
    parser = argparse.ArgumentParser(prog="app.py", description="Yiping 一屏: one screen for a township.")
    commands = parser.add_subparsers(dest="command")
    serve = commands.add_parser("serve", help="serve the wall (the default command)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=int, choices=range(65536), metavar="N", default=8050)
    load = commands.add_parser("load", help="load the profile's feeds, or these files; a line a feed")
    load.add_argument("files", nargs="*", metavar="FEED=FILE")
    measure = commands.add_parser("measure", help="print every indicator at every place of a level")
    measure.add_argument("--level", choices=LEVELS, default="town")
    measure.add_argument("--format", choices=("table", "json", "csv"), default="table")
    token = commands.add_parser("token", help="make a token for a source that pushes; it is printed once")
    token.add_argument("source", metavar="SOURCE")
    rejects = commands.add_parser("rejects", help="write the refused rows of a feed as a CSV, to be mended and loaded")
    rejects.add_argument("feed", metavar="FEED")
    rejects.add_argument("--out", type=Path, metavar="FILE", help="where to (default: standard output)")
    commands.add_parser("check", help="say everything that is wrong in a profile, its polygons and its feeds")
    backup = commands.add_parser("backup", help="copy the store, also while a server runs")
    backup.add_argument("--out", type=Path, metavar="FILE", help="a new file (default: one under var)")
    restore = commands.add_parser("restore", help="put a backup in the store's place; the old store is kept aside")
    restore.add_argument("file", type=Path, metavar="FILE")
    briefing = commands.add_parser("briefing", help="write the briefing of a week, month or quarter")
    spans = briefing.add_mutually_exclusive_group()
    for kind, form in FORMS.items():
        spans.add_argument(f"--{kind}", metavar=form, help="default: the last complete week" if kind == "week" else "")
    briefing.add_argument("--place", metavar="ID", help="a village or grid, or all-villages (default: the town)")
    briefing.add_argument("--out", type=Path, metavar="DIR", help="a folder (default: one under var)")
    briefing.add_argument("--format", metavar="F,F", help="of pptx, docx, xlsx, pdf, html (default: all)")
    briefing.add_argument("--lang", choices=("zh", "en"), help="the language (default: the profile's)")
    briefing.add_argument(
        "--lint",
        type=Path,
        metavar="FILE",
        help="say what does not agree in a draft, with --profile also with its store",
    )
    for name, command in commands.choices.items():
        command.add_argument("--profile", metavar="P", help=f"{', '.join(shipped())}, or the path of a .toml file")
        if name in ("serve", "measure"):
            command.add_argument("--as-of", metavar="T", help="the board's instant, for example 2026-11-16T14:36")
    words = parser.parse_args(argv)
    words = words if words.command else parser.parse_args(["serve"])
    words.profile_told = words.profile is not None
    words.profile = words.profile or DEFAULT
    return words


def order_of(words: argparse.Namespace) -> Order:
    """What the words of `briefing` order. Raises Misuse for an unknown format."""
    kind: Kind = next((one for one in FORMS if getattr(words, one)), "week")
    formats = None if words.format is None else known_formats([one.strip() for one in words.format.split(",")])
    given = {"kind": kind, "span": getattr(words, kind), "place": words.place, "language": words.lang}
    return Order.model_validate({**given, "formats": formats})


def instant(text: str | None, profile: Profile) -> datetime | None:
    """An ISO time as an instant; without an offset it is local in the profile's zone. Raises Misuse."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Misuse(f'--as-of "{text}" is no time: write for example 2026-11-16T14:36') from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(profile.zone))
