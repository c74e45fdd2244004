"""Linting for whoever asks: the draft against itself and, where a board is there, against that."""

import asyncio
import json
import re
from dataclasses import asdict
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from data.board import Board
from data.briefing.lint.finding import Finding
from data.briefing.lint.reading import MOST_BYTES, read_draft
from data.briefing.lint.rules import check
from data.briefing.lint.sentence import Draft
from data.briefing.lint.stored import against_board
from data.briefing.order import Order
from data.briefing.press import PRESS, refused
from data.briefing.span import Span
from data.catalogue import Words
from data.door import PROGRAM, Viewer
from data.fault import Fault, Misuse
from data.keeper import is_owner
from data.running import read_note

OWN_WEEK = re.compile(r"(20\d\d)\s?年第\s?(\d{1,2})\s?周")
HEAD = 10  # pieces in which a draft says which week it is of


def find(draft: Draft, board: Board | None) -> list[Finding]:
    """Everything that does not agree."""
    return check(draft) + (against_board(draft, board) if board is not None else [])


def order_for(draft: Draft, order: Order) -> Order:
    """The order's span, else the week that the draft itself says it is of, else none: the last complete one."""
    if order.span is not None or order.kind != "week":
        return order
    found = next((match for one in draft.pieces[:HEAD] if (match := OWN_WEEK.search(one.text))), None)
    return order if found is None else order.model_copy(update={"span": f"{found[1]}-W{int(found[2]):02}"})


async def find_for(viewer: Viewer, name: str, content: bytes, order: Order) -> tuple[list[Finding], Span]:
    """Against the board of the serving process too; and the span that this board is of. Raises Fault, Misuse."""
    draft = await asyncio.to_thread(read_draft, name, content)
    basis = await PRESS.basis(viewer, order_for(draft, order))
    return await asyncio.to_thread(find, draft, basis.board), basis.span


async def answer(request: Request) -> Response:
    """`POST /api/v1/briefings/lint?name=F&order=JSON`: the findings in the file that is the body, for who is on this
    machine and can read the server's note."""
    if PRESS.store is None or not is_owner(request, read_note(PRESS.store.profile).get("secret")):
        return refused("only the owner of the server's files, on its machine, may ask for this", HTTPStatus.FORBIDDEN)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return refused("the file is too large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        order = Order.model_validate_json(request.query_params.get("order", "{}"))
        findings, _ = await find_for(PROGRAM, request.query_params.get("name", ""), bytes(body), order)
    except (Misuse, ValidationError) as fault:
        return refused(str(fault), HTTPStatus.BAD_REQUEST)
    except Fault as fault:
        return refused(str(fault), HTTPStatus.SERVICE_UNAVAILABLE)
    return JSONResponse([asdict(one) for one in findings])


def findings_of(text: str) -> list[Finding]:
    """What `answer` sent."""
    return [
        Finding(one["rule"], Words(**one["where"]), one["told"], Words(**one["expected"]), Words(**one["why"]))
        for one in json.loads(text)
    ]
