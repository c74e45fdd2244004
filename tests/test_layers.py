"""The shape of the code that habit cannot hold: who imports whom, sizes, names, no paths of one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
LAYERS = ("app", "pages", "components", "data", "geo")

# Of ours, what each layer may import. Dash finds the pages, so that nobody does: another page least of all.
MAY_IMPORT = {
    "geo": {"geo"},
    "data": {"data", "geo"},
    "components": {"components", "data"},
    "pages": {"components", "data", "geo"},
    "app": {"components", "data", "geo"},
}
# Of others', where each may be imported; dash stands for its component packages (dash_ag_grid and so on) too.
ONLY_IN = {
    "dash": {"app", "pages", "components"},
    "plotly": {"app", "pages", "components"},
    "duckdb": {"data"},
    "geopandas": {"geo"},
}
LONGEST_FILE = 250
SAYS_NOTHING = re.compile(r"(^|_)(util|helper|manager)s?(_|$)")
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root)/")


def sources(root: Path, *tops: str) -> list[Path]:
    """Python files of these top-level modules or folders, sorted, caches left out."""
    found = [path for top in tops for path in [root / f"{top}.py", *(root / top).rglob("*.py")]]
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def imported(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted module) of every import in the file, in functions and by `import_module` too."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=module, level=level, names=names):
                above = package[: len(package) - level + 1] if level else ()
                base = ".".join([*above, *([module] if module else [])])
                # `from . import x` at the top names the modules themselves.
                yield from [(node.lineno, base)] if base else [(node.lineno, name.name) for name in names]
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                yield node.lineno, module


def layer_faults(root: Path) -> list[str]:
    """Imports that the layer table forbids, as `file:line: sentence`."""
    faults = []
    for path in sources(root, *LAYERS):
        name = path.relative_to(root)
        layer = name.parts[0].removesuffix(".py")
        for line, module in imported(path, root):
            top = module.split(".")[0]
            family = "dash" if top.startswith("dash_") else top
            allowed = top not in LAYERS or top in MAY_IMPORT[layer]
            if not allowed or layer not in ONLY_IN.get(family, {layer}):
                faults.append(f"{name}:{line}: {layer} may not import {module}")
    return faults


def shape_faults(root: Path) -> list[str]:
    """Files too long, names that say nothing, and paths of one machine, as `file: sentence`."""
    faults = []
    for path in sources(root, *LAYERS, "bench", "tests"):
        name = path.relative_to(root)
        text = path.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        if lines > LONGEST_FILE:
            faults.append(f"{name}: {lines} lines, {LONGEST_FILE} at most")
        faults += [
            f"{name}: {part} says nothing of what is in it"
            for part in name.with_suffix("").parts
            if SAYS_NOTHING.search(part)
        ]
        faults += [
            f"{name}:{line}: {literal!r} holds a path of one machine"
            for line, literal in literals(text)
            if MACHINE_PATH.search(literal)
        ]
    faults += [f"{path.relative_to(root)}: shadows our {path.parent.name}" for path in init_files(root)]
    return faults


def literals(text: str) -> list[tuple[int, str]]:
    """(line, text) of every string literal, docstrings and the fixed parts of f-strings included."""
    constants = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    return [(node.lineno, node.value) for node in constants if isinstance(node.value, str)]


def init_files(root: Path) -> list[Path]:
    return [path for path in sources(root, "tests") if path.name == "__init__.py"]


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_has_sources_to_hold(layer: str) -> None:
    assert sources(REPOSITORY, layer)


def test_no_layer_imports_what_it_may_not() -> None:
    assert layer_faults(REPOSITORY) == []


def test_files_are_short_named_for_what_they_hold_and_free_of_machine_paths() -> None:
    assert shape_faults(REPOSITORY) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("geo/crs.py", "import data"),
        ("geo/crs.py", "from data.store import Store"),
        ("geo/crs.py", "def late() -> None:\n    from app import app"),
        ("geo/crs.py", "import importlib\nimportlib.import_module('data.store')"),
        ("geo/crs.py", "import plotly.graph_objects as go"),
        ("geo/crs.py", "import duckdb"),
        ("data/store.py", "import components.card"),
        ("data/store.py", "from dash import html"),
        ("data/feeds/csv.py", "from ...pages import wall"),
        ("data/store.py", "import dash_ag_grid"),
        ("data/store.py", "import geopandas"),
        ("components/card.py", "from geo import crs"),
        ("components/card.py", "from pages.wall import layout"),
        ("components/card.py", "import duckdb"),
        ("pages/wall.py", "import pages.indicator"),
        ("pages/wall.py", "from . import indicator"),
        ("pages/wall.py", "from .indicator import layout"),
        ("pages/wall.py", "import app"),
        ("app.py", "import pages.wall"),
        ("app.py", "from duckdb import connect"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path / file, text)
    assert [fault.split(":")[0] for fault in layer_faults(tmp_path)] == [file]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("geo/crs.py", "import geopandas\nfrom .places import Places\nfrom geo import locate"),
        ("data/feeds/csv.py", "import duckdb\nfrom ..store import Store\nfrom geo.locate import Locator"),
        ("components/card.py", "from dash import html\nfrom data.board import Reading\nfrom . import theme"),
        ("pages/wall.py", "import dash\nimport plotly\nimport geo, data\nfrom components import card"),
        ("app.py", "import dash\nimport data.board\nfrom database import data\nimport dashing"),
    ],
)
def test_an_allowed_import_is_not(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path / file, text)
    assert layer_faults(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("geo/crs.py", "\n" * (LONGEST_FILE + 1)),
        ("data/store_utils.py", ""),
        ("components/helpers/card.py", ""),
        ("tests/data/__init__.py", ""),
        # Put together here, or this file would be at fault itself.
        ("bench/placing.py", f"PATH = '/{'work'}/shared'"),
        ("tests/test_app.py", f"def read(at: str = 'see /{'root'}/x') -> None: ..."),
    ],
)
def test_a_bad_shape_is_found(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path / file, text)
    assert [fault.split(":")[0] for fault in shape_faults(tmp_path)] == [file]


def test_a_good_shape_is_not(tmp_path: Path) -> None:
    write(tmp_path / "data" / "utilities_gas.py", "\n" * (LONGEST_FILE - 1) + "URL = 'http://host/root/1'")
    assert shape_faults(tmp_path) == []


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
