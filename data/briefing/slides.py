"""A briefing as slides: a cover, then one message a slide; charts and tables stay editable."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from data.briefing.document import Briefing, Chart, MapPicture, Paragraph, Section, Table
from data.briefing.labels import label
from data.briefing.printable import printable
from data.briefing.slide_blocks import add_chart, add_map, add_table, add_text, add_title, pages_of, text_height
from data.briefing.slide_master import BODIES, FOOTERS, Box, Master, foot_of, master_of, placeholder, set_box
from data.briefing.stamp import footer, properties, seal, stated

GAP = 150_000  # EMU between a text and what stands beside or under it
BESIDE = 0.46  # of the width: the text that has a chart beside it

Shown = Table | Chart | MapPicture


def write_slides(briefing: Briefing, path: Path) -> None:
    """Writes a PPTX, into the town's own template where it has one. Raises Fault for a template that does not do."""
    master = master_of(briefing.templates.get("pptx"))
    Deck(briefing, master).write(path)


class Deck:
    """One briefing on its way into one deck."""

    def __init__(self, briefing: Briefing, master: Master) -> None:
        self.briefing, self.master = briefing, master

    def write(self, path: Path) -> None:
        self.cover()
        for section in self.briefing.sections:
            self.section(section)
        stated_of, core = properties(self.briefing), self.master.deck.core_properties
        core.title, core.subject, core.author = stated_of.title, stated_of.subject, stated_of.author
        core.keywords, core.comments, core.last_modified_by = stated_of.keywords, stated_of.comments, stated_of.author
        core.created = core.modified = stated_of.at
        file = io.BytesIO()
        self.master.deck.save(file)
        seal(file.getvalue(), path)

    def cover(self) -> None:
        """Title, number, period, issuer, the time of the data and all cautions; a template's placeholders that are
        called number, covers, issuer, as_of or cautions get these, the subtitle and a box under it the rest."""
        briefing, notes = self.briefing, stated(self.briefing)
        slide = self.new_slide(self.master.cover, briefing.title)
        texts: dict[str, tuple[str, ...]] = {
            "number": (briefing.number,),
            "covers": (briefing.subtitle,),
            "issuer": (briefing.issuer,),
            "as_of": notes[:1],
            "cautions": notes[1:],
        }
        named = {one.name.lower(): one for one in slide.placeholders}
        for key in set(texts) & set(named):
            named[key].text_frame.text = "\n".join(printable(one) for one in texts.pop(key))
        under = next(one for one in slide.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE)
        short = [one for key in texts if key not in ("as_of", "cautions") for one in texts[key]]
        under.text_frame.text = "\n".join(printable(one) for one in short)
        left = [Paragraph((one,)) for key in ("as_of", "cautions") for one in texts.get(key, ())]
        top = under.top + under.height + GAP
        foot = self.master.area.top + self.master.area.height
        box = Box(under.left, top, under.width, max(foot - top, GAP))
        frame = slide.shapes.add_textbox(*(Emu(one) for one in (box.left, box.top, box.width, box.height))).text_frame
        add_text(frame, left, box, briefing.language, largest=16)

    def section(self, section: Section) -> None:
        """Its texts, with the first chart beside them or a table under them where there is room; then the rest."""
        texts = [one for one in section.blocks if isinstance(one, Paragraph)]
        rest = [one for one in section.blocks if not isinstance(one, Paragraph)]
        if texts:
            rest = self.opening(section, texts, rest)
        for block in rest:
            self.page(section, block)

    def opening(self, section: Section, texts: list[Paragraph], rest: list[Shown]) -> list[Shown]:
        """The slides of the texts; what still has to be shown."""
        area, language = self.master.area, self.briefing.language
        first, narrow = rest[0] if rest else None, int(area.width * BESIDE)
        if isinstance(first, Chart) and text_height(texts, narrow, language) <= area.height:
            slide = self.text_slide(section, texts, Box(area.left, area.top, narrow, area.height))
            left = area.left + narrow + GAP
            box = Box(left, area.top, area.left + area.width - left, area.height)
            add_chart(slide, first, box, self.briefing, titled=True)
            return rest[1:]
        high = text_height(texts, area.width, language, 18)
        if isinstance(first, Table) and high <= area.height // 2:
            room = Box(area.left, area.top + high + GAP, area.width, area.height - high - GAP)
            if len(pages_of(first, room)) == 1:
                slide = self.text_slide(section, texts, Box(area.left, area.top, area.width, high))
                add_table(slide, first, first.rows, room)
                return rest[1:]
        for page in paged(texts, area, language):
            self.text_slide(section, page, area)
        return rest

    def text_slide(self, section: Section, texts: list[Paragraph], box: Box) -> Any:
        """The texts in the body of the layout."""
        slide = self.new_slide(self.master.content, section.title)
        body = placeholder(slide, BODIES)
        set_box(body, box)
        add_text(body.text_frame, texts, box, self.briefing.language)
        return slide

    def page(self, section: Section, block: Shown) -> None:
        """The slide of a chart, a map, or as many as a table needs."""
        area, language, title = self.master.area, self.briefing.language, block.title
        match block:
            case Chart() | MapPicture():
                title = label("with_unit", language, title=title, unit=block.unit) if block.unit else title
                slide = self.bare_slide(section, title)
                if isinstance(block, Chart):
                    add_chart(slide, block, area, self.briefing, titled=False)
                else:
                    add_map(slide, block, area, self.briefing)
            case Table():
                pages = pages_of(block, area)
                for number, rows in enumerate(pages, 1):
                    shown = (
                        title
                        if len(pages) == 1
                        else label("continued", language, title=title, n=number, all=len(pages))
                    )
                    add_table(self.bare_slide(section, shown), block, rows, area)

    def bare_slide(self, section: Section, title: str) -> Any:
        """A slide for one thing; the layout's body, whose room it takes, is taken out."""
        whole = label("of_section", self.briefing.language, section=section.title, title=title)
        slide = self.new_slide(self.master.content, title if title.startswith(section.title) else whole)
        body = placeholder(slide, BODIES)._element
        body.getparent().remove(body)
        return slide

    def new_slide(self, layout: Any, title: str) -> Any:
        """A slide with its title; but for the cover with footer and number, where the layout has a place for them."""
        slide = self.master.deck.slides.add_slide(layout)
        shown = slide.shapes.title
        add_title(shown.text_frame, printable(title), shown.width, shown.height)
        if layout is self.master.content:
            for one in layout.placeholders:
                if one.placeholder_format.type in FOOTERS:
                    slide.shapes._spTree.append(foot_of(one, footer(self.briefing)))
        return slide


def paged(texts: list[Paragraph], area: Box, language: str) -> Iterator[list[Paragraph]]:
    """As many paragraphs a slide as it holds."""
    page: list[Paragraph] = []
    for one in texts:
        if page and text_height([*page, one], area.width, language) > area.height:
            yield page
            page = []
        page.append(one)
    yield page
