"""Parts that several pages lay out alike: the head of a page, charts, tables."""

import time
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import scenario, wording
from analysis.chart_files import charts
from analysis.charts import Chart
from analysis.language import LANGUAGES, capital, spoken, t, with_language
from analysis.scenario import Reading
from analysis.tables import TABLES, Table
from analysis.wording import FirstView, interface
from pages import address, save

DRAW_S = 0.15
_API = "/api/v1/"
_TABLE_STYLE = """<style>
.numbers { overflow: auto; }
.numbers.box { max-height: 24rem; }
.numbers th { text-align: start; }
.numbers th, .numbers td { padding: .2rem .9rem .2rem 0; vertical-align: top; }
.numbers .s { white-space: nowrap; }
.numbers a { color: inherit; }
.numbers.roomy .m { min-width: 7rem; }
.numbers.roomy .l { min-width: 15rem; }
@media (max-width: 640px) { .numbers th, .numbers td { padding-inline-end: .5rem; } }
.numbers td.n { text-align: end; font-variant-numeric: tabular-nums; }
</style>"""


def draw_what_is_sent() -> None:
    """Give a browser that has just come time to draw the headline before the rest arrives.

    What comes in one go is drawn in one go: without this the headline waits for the code of every
    control and chart below it, a third of a second.
    """
    if st.session_state.first_run:
        time.sleep(DRAW_S)


def headline(view: FirstView, bar: DeltaGenerator) -> None:
    """The strong sentence and its number; the links above them come once they are drawn."""
    st.title(view.headline, anchor=False)
    draw_what_is_sent()
    navigation(bar)
    if view.number:
        st.metric(t(interface.METRIC), view.number)


def navigation_bar() -> DeltaGenerator:
    """The place of the links to the pages, at the top whenever they are put in."""
    return st.container(horizontal=True, gap="medium", vertical_alignment="center")


def navigation(bar: DeltaGenerator) -> None:
    """Links to the pages that keep the scenario, and the other language."""
    query = address.parameters()
    with bar:
        for page in st.session_state.pages:
            st.page_link(page, label=page.title, query_params=query)
        for code, name in LANGUAGES.items():
            if code != spoken():
                st.button(
                    name,
                    key=f"speak_{code}",
                    type="tertiary",
                    help=interface.LANGUAGE_SWITCH[code],
                    on_click=address.speak,
                    args=(code,),
                )


def notices(reading: Reading) -> None:
    """What stands before anything else: problems, what was changed, what is not used.

    In a place that is always there: what follows keeps its position, and a slider its focus.
    """
    with st.container():
        _problems(reading)
        _changed(reading)
        ignored = wording.ignored_sentence(reading)
        if ignored:
            st.info(ignored, title=t(interface.IGNORED_TITLE))
        law = wording.law_sentence(reading)
        if law:
            st.info(wording.as_markdown(law), title=t(interface.LAW_TITLE))


def _problems(reading: Reading) -> None:
    problems = [wording.problem_sentence(problem) for problem in reading.problems]
    if problems:
        text = "\n".join(f"- {wording.as_markdown(line)}" for line in problems)
        st.warning(text, title=t(interface.PROBLEMS_TITLE))


def _changed(reading: Reading) -> None:
    changed = wording.changed_sentence(reading, by=_who())
    if changed:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(wording.as_markdown(f"{capital(changed)}."))
            st.button(t(interface.UNDO), key="undo", on_click=_undo)


def _who() -> str:
    return interface.SENDER if address.from_sender() else interface.READER


def _undo() -> None:
    address.show(scenario.without_changes(address.reading()))


def chart(reading: Reading, drawn: Chart, *, name: str, help_text: str) -> None:
    """A chart under its finding, with its numbers."""
    st.subheader(drawn.title, anchor=False, help=help_text)
    st.plotly_chart(
        drawn.figure(), key=f"chart_{name}", alt=drawn.alt, config={"displayModeBar": False}
    )
    panel = st.expander(t(interface.NUMBERS), key=f"open_{name}", on_change="rerun")
    if panel.open:
        with panel:
            st.html(html_table(drawn.table, label=drawn.title))
            st.markdown(file_links(name, query=_query(reading)))


def file_links(name: str, *, query: str) -> str:
    """Links to a chart's files and its numbers, those that the API has; nothing for none."""
    kinds = ("png", "svg") if name in charts() else ()
    links = [f"[{kind.upper()}]({_API}charts/{name}.{kind}{query})" for kind in kinds]
    if name in TABLES:
        links.append(f"[CSV]({_API}tables/{name}.csv{query})")
    return " · ".join(links)


def session_chart(
    chart: Chart, *, name: str, help_text: str, whole: Callable[[], Table] | None = None
) -> None:
    """A chart whose numbers the address does not hold: its CSV comes from this session.

    The CSV is of the table that ``whole`` gives, where the one that is shown is a part of it; it
    is then made when it is asked for.
    """
    st.subheader(chart.title, anchor=False, help=help_text)
    st.plotly_chart(
        chart.figure(), key=f"chart_{name}", alt=chart.alt, config={"displayModeBar": False}
    )
    panel = st.expander(t(interface.NUMBERS), key=f"open_{name}", on_change="rerun")
    if panel.open:
        with panel:
            st.html(html_table(chart.table, label=chart.title))
            links = file_links(name, query=address.query_of(address.string()))
            if links:
                st.markdown(links)
            save.button(
                t(interface.AS_CSV),
                (lambda: whole().csv()) if whole else chart.table.csv,
                file_name=f"recall-odds-{name.replace('_', '-')}.csv",
                mime="text/csv",
                key=f"csv_{name}",
            )


def table(
    reading: Reading, make: Callable[[], Table], *, name: str, title: str, caption: str = ""
) -> None:
    """A table to open, and its CSV. It is made and sent only while it is open."""
    panel = st.expander(title, key=f"open_{name}", on_change="rerun")
    if not panel.open:
        return
    with panel:
        if caption:
            st.caption(caption)
        st.html(html_table(make(), label=title))
        csv_link(reading, name)


def csv_link(reading: Reading, name: str) -> None:
    """A link to a table's CSV."""
    st.markdown(f"[{t(interface.AS_CSV)}]({csv_address(reading, name)})")


def file_link(reading: Reading, path: str, *, open_name: str, save_name: str) -> None:
    """Links to a page of the API: to look at, and to keep."""
    link = escape(api_address(reading, path), quote=True)
    name = f"recall-odds-{path}"
    st.html(
        f'<a href="{link}" target="_blank" style="color:inherit">{escape(open_name)}</a> · '
        f'<a href="{link}" download="{name}" style="color:inherit">{escape(save_name)}</a>'
    )


def csv_address(reading: Reading, name: str) -> str:
    """The address of a table's CSV: the API's, so that no server needs to remember it."""
    return api_address(reading, f"tables/{name}.csv")


def api_address(reading: Reading, path: str) -> str:
    """The address of what the API gives for the scenario, in the language of the page."""
    return f"{_API}{path}{_query(reading)}"


def _query(reading: Reading) -> str:
    return with_language("?" + urlencode(dict(scenario.address_values(reading))))


def html_table(table: Table, *, label: str = "", whole: bool = False, roomy: bool = False) -> str:
    """A small table as HTML: a tenth of the time and weight of a data frame.

    It scrolls in a box of its own unless it is to be shown ``whole``. In a ``roomy`` one no long
    text is squeezed: where the page is narrow it scrolls sideways. ``label`` is what a screen
    reader calls the box; those of a page are told apart by it.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in table.rows)
    box = f"numbers{'' if whole else ' box'}{' roomy' if roomy else ''}"
    named = escape(label or ", ".join(table.columns), quote=True)
    return (
        f'{_TABLE_STYLE}<div class="{box}" tabindex="0" role="region" aria-label="{named}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(cell: str | float) -> str:
    if isinstance(cell, str):
        if cell.startswith("/?"):
            link = escape(cell, quote=True)
            here = f'<a href="{link}" target="_self">{escape(t(interface.OPEN_SCENARIO))}</a>'
            return f'<td class="s">{here}</td>'
        if cell.startswith(("http://", "https://")):
            link = escape(cell, quote=True)
            host = escape(cell.split("/")[2].removeprefix("www."))
            return f'<td><a href="{link}" target="_blank" rel="noopener noreferrer">{host}</a></td>'
        length = "s" if len(cell) < 16 else "m" if len(cell) <= 60 else "l"
        return f'<td class="{length}">{escape(cell)}</td>'
    text = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.10g}"
    return f'<td class="n">{text}</td>'
