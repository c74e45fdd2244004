"""The masters of the slides: the program's own, or the town's template with the layouts that are needed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from data.briefing.fonts import SANS
from data.briefing.svg_chart import INKS
from data.fault import Fault

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
RED, INK, GREY = "B3261E", "222222", "666666"
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
FOOTERS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
SMALLEST = Inches(2)
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


@dataclass(frozen=True)
class Box:
    """Where something stands on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Master:
    """An empty deck with the layout of its cover and that of its other slides, whose body's box is `area`."""

    deck: Any
    cover: Any
    content: Any
    area: Box


def master_of(template: Path | None) -> Master:
    """The town's own where there is one. Raises Fault where it cannot be read or lacks a layout."""
    return own_master() if template is None else town_master(template)


def town_master(path: Path) -> Master:
    """The cover is the first layout with a title and a subtitle, the content's the first with a title and one body.
    Its slides are examples and are taken out."""
    try:
        deck: Any = Presentation(str(path))
    except (PythonPptxError, KeyError, ValueError, OSError, SyntaxError):
        raise Fault(f"{path}: this is no PowerPoint file (.pptx): save the template as one") from None
    cover = next((one for one in deck.slide_layouts if has(one, TITLES) and has(one, (PP_PLACEHOLDER.SUBTITLE,))), None)
    content = next((one for one in deck.slide_layouts if has(one, TITLES) == 1 and has(one, BODIES) == 1), None)
    if cover is None or content is None:
        lacking = "a title and a subtitle" if cover is None else "a title and one body (Title and Content)"
        raise Fault(f"{path}: no layout has {lacking}: add one to its slide master")
    body = placeholder(content, BODIES)
    if body.width < SMALLEST * 2 or body.height < SMALLEST:
        raise Fault(f"{path}: the body of layout {content.name!r} is smaller than 4 by 2 inches: make it larger")
    for slide in list(deck.slides._sldIdLst):
        deck.part.drop_rel(slide.rId)
        deck.slides._sldIdLst.remove(slide)
    return Master(deck, cover, content, Box(body.left, body.top, body.width, body.height))


def own_master() -> Master:
    """16:9, white, a red line; the theme's fonts are named for Latin and Chinese, so that every text follows them."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    name_fonts(deck.slide_master)
    layouts = list(deck.slide_layouts)
    cover, content = layouts[0], layouts[1]
    for one in layouts[2:]:
        deck.slide_layouts.remove(one)
    full = WIDTH - 2 * MARGIN
    area = Box(MARGIN, Inches(1.35), full, Inches(5.35))
    title = Box(MARGIN, Inches(0.35), full, Inches(0.75))
    for one in (deck.slide_master, content):
        set_box(placeholder(one, TITLES), title)
        set_box(placeholder(one, BODIES), area)
    for one in (deck.slide_master, cover, content):
        place_footers(one)
    set_box(placeholder(cover, TITLES), Box(MARGIN, Inches(0.75), full, Inches(1.45)))
    set_box(placeholder(cover, (PP_PLACEHOLDER.SUBTITLE,)), Box(MARGIN, Inches(2.55), full, Inches(1.5)))
    style(deck.slide_master, "titleStyle", 26, bold=True)
    style(deck.slide_master, "bodyStyle", 18, bold=False)
    look(placeholder(cover, TITLES), 44, RED)
    look(placeholder(cover, (PP_PLACEHOLDER.SUBTITLE,)), 20, INK)
    band(content, Box(MARGIN, Inches(1.15), full, Inches(0.03)))
    band(cover, Box(0, 0, WIDTH, Inches(0.35)))
    band(cover, Box(MARGIN, Inches(2.3), full, Inches(0.04)))
    return Master(deck, cover, content, area)


def has(layout: Any, kinds: tuple[Any, ...]) -> int:
    """How many placeholders of these kinds a layout has."""
    return sum(one.placeholder_format.type in kinds for one in layout.placeholders)


def placeholder(layout: Any, kinds: tuple[Any, ...]) -> Any:
    return next(one for one in layout.placeholders if one.placeholder_format.type in kinds)


def set_box(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(one) for one in (box.left, box.top, box.width, box.height))


def place_footers(layout: Any) -> None:
    """The footer to the left, the slide's number to the right; no date: the footer tells that of the data."""
    top, high = Inches(6.95), Inches(0.35)
    for one in list(layout.placeholders):
        kind = one.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            one._element.getparent().remove(one._element)
        elif kind == PP_PLACEHOLDER.FOOTER:
            set_box(one, Box(MARGIN, top, Inches(10.5), high))
            look(one, 12, GREY)
        elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            set_box(one, Box(WIDTH - MARGIN - Inches(1.2), top, Inches(1.2), high))


def name_fonts(master: Any) -> None:
    """Writes the typeface, for headings and text, and the inks into the theme."""
    theme = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    root: Any = parse_xml(theme.blob)
    for kind in ("a:latin", "a:ea"):
        for font in root.iter(qn(kind)):
            font.set("typeface", SANS)
    for number, ink in enumerate(INKS, 1):
        root.find(f".//{qn(f'a:accent{number}')}/{qn('a:srgbClr')}").set("val", ink.removeprefix("#").upper())
    theme._blob = serialize_part_xml(root)


def style(master: Any, name: str, points: int, bold: bool) -> None:
    """The first level of the master's titles or texts."""
    level = master._element.find(f".//{qn('p:' + name)}/{qn('a:lvl1pPr')}")
    run = level.find(qn("a:defRPr"))
    run.set("sz", str(points * 100))
    run.set("b", str(int(bold)))
    for old in run.findall(qn("a:solidFill")):
        run.remove(old)
    run.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{INK}"/></a:solidFill>'))
    level.set("algn", "l")


def look(shape: Any, points: int, ink: str) -> None:
    """Size and colour of a layout's placeholder, to the left, without a bullet."""
    levels = shape._element.find(qn("p:txBody")).find(qn("a:lstStyle"))
    for old in list(levels):
        levels.remove(old)
    levels.append(
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="l"><a:buNone/>'
            f'<a:defRPr sz="{points * 100}"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    )


def foot_of(holder: Any, text: str) -> Any:
    """A slide's own copy of the footer or the number that its layout has a place for."""
    kind = holder.placeholder_format
    number = kind.type == PP_PLACEHOLDER.SLIDE_NUMBER
    body, id, name = f"<a:r><a:t>{escape(text)}</a:t></a:r>", 800 + kind.idx, "footer"
    if number:
        body, name = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:t>‹#›</a:t></a:fld>', "number"
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{"sldNum" if number else "ftr"}" sz="quarter" idx="{kind.idx}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{body}</a:p></p:txBody></p:sp>"
    )


def band(layout: Any, box: Box) -> None:
    """A red bar on a layout, behind everything."""
    tree = layout.shapes._spTree
    bar = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{900 + len(tree)}" name="band"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{RED}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    tree.insert(2, bar)
