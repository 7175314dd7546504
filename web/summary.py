"""The one-page summary of a plan as HTML: no script, prints on one sheet."""

from html import escape

from analysis.language import spoken, t, with_language
from analysis.summary import Section, Summary
from analysis.table import Table
from analysis.wording import desk

_STYLE = """
:root { color-scheme: light dark; }
body { font: 400 0.95rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial,
  sans-serif; font-variant-numeric: tabular-nums lining-nums; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2 { font-family: Charter, 'Bitstream Charter', 'Iowan Old Style', Cambria, 'Noto Serif',
  'Liberation Serif', 'Times New Roman', serif; line-height: 1.2; }
h1 { font-size: 1.6rem; margin: .3rem 0 1rem; }
h2 { font-size: 1.05rem; margin: 1.1rem 0 .3rem; }
p { margin: 0 0 .4rem; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { text-align: start; padding: .15rem .7rem .15rem 0; vertical-align: top;
  border-bottom: 1px solid #8C857A55; }
td.n { text-align: end; }
.quiet { font-size: .8rem; }
.box { overflow-x: auto; }
.link { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 8pt; line-height: 1.3; }
  h1 { font-size: 13pt; margin: .15rem 0 .3rem; } h2 { font-size: 9.5pt; margin: .4rem 0 .1rem; }
  p { margin-bottom: .15rem; } table, .quiet { font-size: 7.2pt; } th, td { padding: 0 .5rem 0 0; }
  a { text-decoration: none; } @page { margin: 11mm; } }
"""


def page(found: Summary, *, base: str) -> str:
    """Return the page; everything that comes from a link is escaped.

    ``base`` is the address of the first page without a last slash; empty where it is not known.
    """
    title, link = escape(found.title), escape(f"{base}/desk{with_language(found.link)}", quote=True)
    notice = f"<p><strong>{escape(found.notice)}</strong></p>" if found.notice else ""
    return (
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f'<p class="quiet">{escape(found.kicker)}</p>{notice}<h1>{escape(found.headline)}</h1>'
        f"{''.join(map(_section, found.sections))}"
        f'<p class="quiet">{escape(found.caveat)}</p><p class="quiet">{escape(found.footer)}</p>'
        f'<p class="quiet link">{escape(t(desk.AGAIN))} <a href="{link}">{link}</a></p>'
        "</main></body></html>"
    )


def _section(section: Section) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in section.lines if line)
    table = _table(section.table) if section.table is not None else ""
    return f"<h2>{escape(section.heading)}</h2>{lines}{table}"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return (
        f'<div class="box"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _cell(cell: str | float) -> str:
    if isinstance(cell, str):
        return f"<td>{escape(cell)}</td>"
    return f'<td class="n">{cell:,.10g}</td>'
