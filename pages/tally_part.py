"""A running count that is pasted in: its odds over time, and the worked example."""

import streamlit as st

from analysis import scenario as scenarios
from analysis import tally, wording
from analysis.charts.count import count_chart
from analysis.language import t
from analysis.scenario import Scenario
from analysis.wording import count_over_time as words
from analysis.wording import interface
from analysis.wording.tally import problem_sentence
from pages import parts


def section(scenario: Scenario) -> None:
    """The form, what came of it, and the worked example."""
    st.header(t(interface.TALLY), anchor=False)
    form, drawn = st.columns([9, 11], gap="large")
    with form:
        st.markdown(t(interface.TALLY_WHY))
        with st.form("tally_form", border=False):
            st.text_area(
                t(interface.TALLY_LABEL),
                value=st.session_state.get("tally", ""),
                key="tally_text",
                height=180,
                max_chars=tally.MOST_CHARACTERS,
                placeholder=interface.TALLY_EXAMPLE,
            )
            st.form_submit_button(t(interface.TALLY_APPLY), key="apply_tally", on_click=_keep)
    with drawn:
        _pasted(scenario)
    panel = st.expander(t(interface.R71), key="open_r71_example", on_change="rerun")
    if panel.open:
        with panel:
            _worked_example()


def _keep() -> None:
    """Keep the text: a field loses it when the reader looks at another page."""
    st.session_state.tally = st.session_state.tally_text


def _pasted(scenario: Scenario) -> None:
    text = st.session_state.get("tally", "")
    if not text.strip():
        return
    read = tally.read_tally(text, raw=scenario.raw)
    excluded = tally.contradictions(scenario=scenario, rows=read.rows)
    problems = [problem_sentence(problem) for problem in (*read.problems, *excluded)]
    if problems:
        lines = "\n".join(f"- {wording.as_markdown(line)}" for line in problems)
        st.warning(lines, title=t(interface.TALLY_PROBLEMS))
    bad = {problem.line for problem in excluded}
    rows = tuple(row for row in read.rows if row.line not in bad)
    if rows:
        points = tally.odds_over_time(scenario=scenario, rows=rows)
        chart = count_chart(points, raw=scenario.raw, required=scenario.required)
        parts.session_chart(chart, name="tally", help_text=t(interface.TALLY_HELP))


def _worked_example() -> None:
    string, rows = tally.worked_example()
    example = scenarios.read(string).scenario
    assert example is not None, "the worked example is whole"
    points = tally.odds_over_time(scenario=example, rows=rows)
    st.caption(t(interface.R71_TITLE))
    chart = count_chart(points, raw=example.raw, required=example.required)
    parts.session_chart(chart, name="r71", help_text=t(interface.TALLY_HELP))
    st.markdown(words.sampling_only_sentence(points))
