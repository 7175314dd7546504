"""The Compare page: up to four scenarios side by side, and the bridge from one to another."""

import streamlit as st

from analysis import wording
from analysis.charts.bridge import bridge_chart
from analysis.charts.compare import ranges_chart
from analysis.compare import MOST, bridge, comparison, link, side_of, with_odds
from analysis.language import t
from analysis.wording import bridge as bridge_words
from analysis.wording import compare as words
from analysis.wording import interface
from pages import address, compare_parts, copying, parts

own = address.reading()
shown = comparison(address.beside(), own)
view = words.first_view(shown)
st.set_page_config(page_title=view.title, layout="wide")
links = parts.navigation_bar()
st.caption(view.kicker)
compare_parts.notices([*own.problems, *shown.problems])
st.title(view.headline, anchor=False)
parts.draw_what_is_sent()
parts.navigation(links)
if not shown.given:
    st.markdown(t(words.OPENS_WITH))
compare_parts.slots(shown)

usable = with_odds(shown.slots)
ranges, add = st.columns([11, 9], gap="large")
with ranges:
    if usable:
        drawn = ranges_chart(shown)
        parts.session_chart(drawn, name="scenarios", help_text=t(words.RANGES_HELP))
with add, st.container(border=True):
    st.markdown(f"**{t(words.ADD)}**")
    if len(shown.slots) < MOST:
        compare_parts.add_forms(shown, own)
    else:
        st.caption(t(words.FULL))

picture, told = st.columns([11, 9], gap="large")
found = None
if len(usable) > 1:
    found = bridge(*(side_of(shown.slots[place].reading) for place in shown.ends))
    with picture:
        drawn = bridge_chart(shown, found)
        parts.session_chart(drawn, name="bridge", help_text=t(bridge_words.BRIDGE_HELP))
with told:
    if found is not None:
        compare_parts.choose_ends(shown)
        lines = bridge_words.bridge_sentence(shown, found), *bridge_words.bridge_notes(shown, found)
        st.markdown(wording.paragraphs(*map(wording.as_markdown, lines)))
    else:
        st.markdown(t(bridge_words.TOO_FEW))
    sentence = bridge_words.quote(shown, found)
    st.markdown(
        wording.paragraphs(
            t(interface.PRINT), wording.as_markdown(sentence), f":small[{t(words.LINK_HELP)}]"
        )
    )
    copying.buttons(
        [copying.sentence(sentence), copying.link(link(shown, address.string()))], key="copy"
    )

st.caption(wording.footer(own))
