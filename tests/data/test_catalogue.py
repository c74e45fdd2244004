"""What holds for every indicator of the catalogue, whoever adds one: it runs, it adds up, it says what it means."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from data.board import Board, catalogue_of
from data.catalogue import Catalogue, Indicator, built_in
from data.feeds.schema import SCHEMAS
from data.formula import parse_formula
from data.survey import build_board
from tests.data.conftest import Loaded, load_squares
from tests.data.messy import AS_OF, messy
from tests.data.recount.town import taken

LEVELS = ("town", "village", "grid", "micro_grid")
MOMENT = AS_OF.to_pydatetime()
SUMMABLE = [one for one in built_in().indicators if one.derived is None and parse_formula(one).summable]
# A standard is named by its family: its number, a part of it, its year at most.
FAMILY = re.compile(r"((GB|CJ|GA)(/T)? \d+(\.\d+)?(-\d{4})?|\w+〔\d{4}〕\d+号)?")

each = pytest.mark.parametrize("indicator", built_in().indicators, ids=lambda one: one.id)


@pytest.fixture(scope="module")
def board(messy_town: Loaded) -> Board:
    return build_board(messy_town.store, built_in(), MOMENT)


@pytest.fixture(scope="module", params=["nothing", "refused", "full", "bare"])
def scarce(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Board]]:
    """Boards of no file at all, of files in which every row is refused, and of one row in each table, with every
    column filled or with hardly any."""
    frames = {}
    for table, frame in messy(1, 60).items() if request.param != "nothing" else ():
        rows = taken(SCHEMAS[table], frame)
        filled = rows.notna().sum(axis=1).sort_values(ascending=request.param == "bare", kind="stable")
        frames[table] = rows.loc[filled.index[:1]]
        if request.param == "refused":
            frames[table] = frames[table].assign(**{SCHEMAS[table].key[0]: None})
    loaded = load_squares(tmp_path_factory.mktemp("scarce"), frames)
    assert all(one.rejected == (request.param == "refused") for one in loaded.counts.values())
    yield request.param, build_board(loaded.store, built_in(), MOMENT)
    loaded.store.close()


def test_there_are_at_least_120() -> None:
    assert len(built_in().indicators) >= 120


@each
def test_it_runs_on_messy_rows_at_every_level(board: Board, indicator: Indicator) -> None:
    number = board.catalogue.indicators.index(indicator)
    for level in LEVELS:
        values = board.level(level).values(number)
        assert values.shape == (len(board.level(level).level.places) + 1, 13)
    told = board.level("town").values(number)[0]
    assert np.isfinite(told).any(), "the messy rows must exercise it"


@each
def test_scarce_rows_give_a_value_or_none(scarce: tuple[str, Board], indicator: Indicator) -> None:
    rows, board = scarce
    for level in LEVELS:
        for place in board.level(level).level.places[:4]:
            reading = board.reading(indicator.id, level, place)
            assert (reading.value is None) == (reading.state == "none")
            assert reading.value is None or np.isfinite(reading.value)
            if rows in ("nothing", "refused") and fed(indicator):
                assert (reading.value, reading.state) == (None, "none")
                assert set(reading.trend) == {None}


def fed(indicator: Indicator) -> bool:
    """Whether it is fed by rows alone; not by polygons, nor by what the board knows of itself, as an index is too."""
    if indicator.derived is not None:
        return indicator.derived.fold != "index"
    return bool(parse_formula(indicator).tables)


@pytest.mark.parametrize("indicator", SUMMABLE, ids=lambda one: one.id)
def test_places_add_up_to_the_town_in_every_window(board: Board, indicator: Indicator) -> None:
    number = board.catalogue.indicators.index(indicator)
    town = board.level("town")
    for level in LEVELS[1:]:
        parts = board.level(level)
        for side in ("numerator", "denominator"):
            whole, sums = (np.atleast_2d(getattr(one, side)(number)) for one in (town, parts))
            np.testing.assert_allclose(sums.sum(axis=0), whole.sum(axis=0), rtol=1e-12, err_msg=f"{level} {side}")


@each
def test_it_says_what_it_means(indicator: Indicator) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", indicator.id)
    for words in (indicator.title, indicator.meaning, indicator.unit, *(one.meaning for one in indicator.variants)):
        assert words.zh.strip()
        assert words.en.strip()
    assert re.search(r"[\u4e00-\u9fff]", indicator.title.zh + indicator.meaning.zh)
    assert not re.search(r"[\u4e00-\u9fff]", indicator.title.en + indicator.meaning.en)
    assert len(indicator.title.zh) <= 8
    assert len(indicator.title.en) <= 24
    assert FAMILY.fullmatch(indicator.standard)
    versions = [indicator.version, *(one.version for one in indicator.variants)]
    assert len(set(versions)) == len(versions)


@each
def test_its_limits_lie_on_the_right_side(indicator: Indicator) -> None:
    limits = [one for one in (indicator.target, indicator.watch, indicator.bad) if one is not None]
    if indicator.direction == "none":
        assert indicator.watch is None, "context is never coloured"
        assert indicator.bad is None
    elif indicator.direction == "up":
        assert limits == sorted(limits, reverse=True)
    else:
        assert limits == sorted(limits)
    if None not in (indicator.watch, indicator.bad):
        assert indicator.watch != indicator.bad


@each
def test_what_can_be_gamed_has_a_counter(indicator: Indicator) -> None:
    if "gameable" in indicator.flags:
        assert indicator.counter is not None
    assert indicator.counter != indicator.id


VARIANTS = [(one.id, variant.version) for one in built_in().indicators for variant in one.variants]


@pytest.mark.parametrize(("id", "version"), VARIANTS)
def test_its_other_versions_run_and_differ(messy_town: Loaded, board: Board, id: str, version: str) -> None:
    profile = messy_town.store.profile.model_copy(update={"versions": {id: version}})
    other = catalogue_of(profile)[id]
    assert other.version == version
    measured = build_board(messy_town.store, Catalogue((replace(other, counter=None),)), MOMENT).level("grid")
    number = board.catalogue.indicators.index(built_in()[id])
    assert not np.array_equal(measured.values(0), board.level("grid").values(number), equal_nan=True)


def test_titles_and_codes_are_told_apart() -> None:
    for words in (
        [one.code for one in built_in().indicators],
        [one.title.zh for one in built_in().indicators],
        [one.title.en for one in built_in().indicators],
    ):
        assert sorted(words) == sorted(set(words))
