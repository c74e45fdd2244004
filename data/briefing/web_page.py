"""A briefing as one HTML file: styles and charts inside, nothing fetched, no script."""

from html import escape
from pathlib import Path

from data.briefing.document import Block, Briefing, Chart, Cited, MapPicture, Paragraph, Table
from data.briefing.svg_chart import NO_DATA, colours, svg_chart, svg_map

STYLE = """
body{max-width:52rem;margin:2rem auto;padding:0 1.2rem;color:#222;background:#fff;line-height:1.75;
font-family:"Source Han Serif SC","Noto Serif CJK SC","Songti SC",SimSun,FangSong,serif}
header{text-align:center;border-bottom:3px solid #b3261e;margin-bottom:1.5rem}
h1{color:#b3261e;font-size:2rem;margin:.4rem 0}
header p{margin:.2rem 0;display:flex;justify-content:space-between}
header p.subtitle{display:block}
h2{font-size:1.25rem;margin:1.8rem 0 .6rem;font-family:"Noto Sans CJK SC","PingFang SC",SimHei,sans-serif}
h3,caption,figcaption{font-size:1rem;font-weight:bold;text-align:left;margin:.6rem 0 .2rem}
p{margin:.4rem 0}
:lang(zh) section p{text-indent:2em}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.9rem;line-height:1.4}
th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left}
td.number{text-align:right;font-variant-numeric:tabular-nums}
td b{font-weight:normal}
thead{background:#f2f0ea}
figure{margin:1rem 0}
svg{width:100%;height:auto;font:12px sans-serif}
.note{color:#666;font-size:.85rem}
.cautions{border:1px solid #b3261e;padding:.4rem 1rem;font-size:.9rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.85rem;list-style:none;padding:0}
.legend i{display:inline-block;width:1em;height:1em;border:1px solid #888;margin-right:.3em;vertical-align:-.1em}
@media print{body{margin:0;max-width:none}table,figure{break-inside:avoid}}
"""


def write_page(briefing: Briefing, path: Path) -> None:
    """Writes the page as UTF-8."""
    path.write_text(page(briefing), encoding="utf-8")


def page(briefing: Briefing) -> str:
    """The whole page; whatever comes from data is escaped."""
    language = "zh-CN" if briefing.language == "zh" else "en"
    cautions = "".join(f"<p>{escape(one)}</p>" for one in briefing.cautions)
    boxed = f'<aside class="cautions">{cautions}</aside>' if cautions else ""
    sections = "".join(
        f'<section id="{escape(one.id)}"><h2>{escape(one.title)}</h2>{"".join(block(each) for each in one.blocks)}'
        "</section>\n"
        for one in briefing.sections
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(f'{briefing.title} {briefing.number}')}</title><style>{STYLE}</style></head>\n"
        f"<body><header><h1>{escape(briefing.title)}</h1><p><span>{escape(briefing.number)}</span>"
        f"<span>{escape(briefing.issuer)}</span></p>"
        f'<p class="subtitle">{escape(briefing.subtitle)}</p></header>\n'
        f"{boxed}\n{sections}</body></html>\n"
    )


def block(one: Block) -> str:
    match one:
        case Paragraph():
            return f"<p>{''.join(part(each) for each in one.parts)}</p>"
        case Table():
            return table(one)
        case Chart():
            note = f'<p class="note">{escape(one.note)}</p>' if one.note else ""
            title = escape(f"{one.title} ({one.unit})" if one.unit else one.title)
            return f"<figure><figcaption>{title}</figcaption>{svg_chart(one)}{note}</figure>"
        case MapPicture():
            return map_figure(one)


def part(one: str | Cited) -> str:
    """A bound number keeps what it is bound to, so that a reader can ask the wall for it."""
    if isinstance(one, str):
        return escape(one)
    bound = f'data-indicator="{escape(one.indicator)}" data-place="{escape(one.place)}" data-of="{one.quantity}"'
    return f"<b {bound}>{escape(one.text)}</b>"


def table(one: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in one.heads)
    rows = "".join(f"<tr>{''.join(cell(each) for each in row)}</tr>" for row in one.rows)
    caption = f"<caption>{escape(one.title)}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def cell(one: str | Cited) -> str:
    return f"<td>{escape(one)}</td>" if isinstance(one, str) else f'<td class="number">{part(one)}</td>'


def map_figure(one: MapPicture) -> str:
    inks = [*colours(len(one.limits) + 1), NO_DATA]
    entries = "".join(
        f'<li><i style="background:{ink}"></i>{escape(words)}</li>' for ink, words in zip(inks, one.legend, strict=True)
    )
    title = escape(f"{one.title} ({one.unit})")
    legend = f'<ul class="legend">{entries}</ul>'
    return f"<figure><figcaption>{title}</figcaption>{svg_map(one)}{legend}</figure>"
