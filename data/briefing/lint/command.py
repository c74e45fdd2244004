"""`briefing --lint`: prints what of a draft does not agree."""

from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from data.briefing.basis import measure_basis, span_asked
from data.briefing.lint.finding import Finding
from data.briefing.lint.reading import read_draft
from data.briefing.lint.request import find, findings_of, order_for
from data.briefing.lint.sentence import Draft
from data.briefing.order import Order
from data.commands import opened
from data.fault import Fault, Misuse
from data.profile import Profile
from data.running import address, read_note

SECONDS = 120


def lint(path: Path, profile: Profile | None, order: Order) -> int:
    """Prints a line a finding, and how many there are, which it returns. With a profile the draft is compared with its
    store too, as of the end of the order's span. Raises Fault and Misuse."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Fault(f"{path}: cannot be read: {error.strerror}") from None
    draft = read_draft(path.name, content)
    findings = find(draft, None) if profile is None else compared(profile, order, path.name, content, draft)
    language = order.language or (profile.language if profile is not None else "zh")
    for one in findings:
        print(one.line(language))
    print(f"{path}: {len(findings)} findings" if findings else f"{path}: nothing found")
    return len(findings)


def compared(profile: Profile, order: Order, name: str, content: bytes, draft: Draft) -> list[Finding]:
    """By the running server, which holds the store; here where none answers."""
    found = asked(profile, order, name, content)
    if found is not None:
        return found
    with opened(profile) as store:
        wanted = order_for(draft, order)
        board = measure_basis(store, span_asked(store, wanted.kind, wanted.span)).board
    return find(draft, board)


def asked(profile: Profile, order: Order, name: str, content: bytes) -> list[Finding] | None:
    """What the running server finds; None where none answers, or one that is not ours."""
    root = address(profile)
    if root is None:
        return None
    url = f"{root}/api/v1/briefings/lint?{urlencode({'name': name, 'order': order.model_dump_json()})}"
    headers = {
        "Authorization": f"Bearer {read_note(profile).get('secret')}",
        "Content-Type": "application/octet-stream",
    }
    try:
        with build_opener(ProxyHandler({})).open(Request(url, content, headers, method="POST"), timeout=SECONDS) as one:
            return findings_of(one.read().decode())
    except HTTPError as error:
        words = error.read().decode(errors="replace").strip()
        if error.code == HTTPStatus.BAD_REQUEST:
            raise Misuse(words) from None
        if error.code == HTTPStatus.SERVICE_UNAVAILABLE:
            raise Fault(f"the running server at {root} read no draft: {words}") from None
        return None
    except (URLError, OSError):
        return None
