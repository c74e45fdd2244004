"""GET /api/v1/rows and /api/v1/rows.csv: the rows within filters, a page at a time or all of them."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from data.api.answer import about, answered, refusal, time_of
from data.board import Board
from data.door import PROGRAM, read_edition
from data.explore.desk import permitted, read_extract
from data.explore.exports import file_name, origin
from data.explore.files import csv_pieces
from data.explore.filters import Filters, parse
from data.explore.table import COLUMNS, MOST, all_rows, rows_after
from data.fault import Fault

USUAL = 100
NO_STORE = {"Cache-Control": "no-store"}


async def rows(request: Request) -> JSONResponse:
    """The rows that an indicator counts within the filters of the page /explore, the newest first.

    `limit` (1 to 1000, usually 100) and `after`, which `next` of the page before gives; null where there are no more.
    """
    return await answered(lambda board: about(board) | page_of(board, request.query_params.multi_items()))


def page_of(board: Board, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    own = {name: value for name, value in pairs if name in ("limit", "after")}
    filters = asked(board, [pair for pair in pairs if pair[0] not in own])
    limit = own.get("limit", str(USUAL))
    if not (limit.isascii() and limit.isdigit() and len(limit) <= len(str(MOST))):
        raise Fault(f"limit is a whole number of 1 to {MOST}")
    found = read_extract(PROGRAM, filters.indicator)
    page = rows_after(found, filters, own.get("after"), int(limit))
    told = [dict(zip(COLUMNS, map(time_of, row), strict=True)) for row in page.rows]
    following = None
    if page.next is not None:
        following = f"/api/v1/rows?{urlencode([*filters.pairs, ('limit', limit), ('after', page.next)])}"
    return {
        "as_of": found.as_of.isoformat(),
        "filters": filters.query,
        "total": page.total,
        "rows": told,
        "next": following,
    }


async def rows_csv(request: Request) -> Response:
    """All rows within the filters as a CSV file (UTF-8 with a byte order mark), streamed."""
    try:
        board = read_edition(PROGRAM).board
    except Fault as fault:
        return refusal(fault, HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        filters = asked(board, request.query_params.multi_items())
        found = await asyncio.to_thread(read_extract, PROGRAM, filters.indicator)
        pieces = csv_pieces(all_rows(found, filters), origin(PROGRAM, found, filters))
    except Fault as fault:
        return refusal(fault, HTTPStatus.BAD_REQUEST)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(filters, found, "csv")}"', **NO_STORE}
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)


def asked(board: Board, pairs: Sequence[tuple[str, str]]) -> Filters:
    """The filters of a query, of one set only, about an indicator whose rows may be read. Raises Fault."""
    filters = parse(urlencode(list(pairs)))
    if filters.vs is not None:
        raise Fault("vs is of the page: ask for each of the two by itself")
    permitted(PROGRAM, board, filters.indicator)
    return filters
