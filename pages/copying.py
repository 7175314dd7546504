"""Buttons that put a text on the reader's clipboard, and the look of buttons of our own."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

import streamlit as st

from analysis.language import t
from analysis.wording import interface

BUTTON_STYLE = """
button { font: inherit; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
  padding: .35rem .9rem; cursor: pointer; min-height: 2.5rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color);
  color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
"""A button as Streamlit's own secondary one is, in either theme."""

_COPY = st.components.v2.component(
    "copy_buttons",
    html="""<div class="row"></div><span role="status"></span>""",
    css=BUTTON_STYLE
    + """
.row { display: flex; flex-wrap: wrap; gap: .75rem; }
[role=status] { display: block; min-height: 1.5em; }
""",
    js="""
export default function ({ data, parentElement }) {
  const row = parentElement.querySelector(".row");
  const status = parentElement.querySelector("[role=status]");
  status.textContent = "";
  data.items.forEach((item, place) => {
    const button = row.children[place] ?? row.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = item.label;
    button.onclick = async () => {
      const text = item.link ? location.origin + location.pathname + item.text : item.text;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const area = document.createElement("textarea");
        area.value = text;
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
        button.focus();
      }
      status.textContent = item.copied;
      clearTimeout(row.shown);
      row.shown = setTimeout(() => { status.textContent = ""; }, 4000);
    };
  });
}
""",
)


class Item(TypedDict):
    """A button: what it says, what it copies, what is said then."""

    label: str
    text: str
    copied: str
    link: NotRequired[bool]
    """Whether the text is a query, to be copied behind the page's address."""


def sentence(text: str) -> Item:
    """The button that copies a sentence."""
    return {"label": t(interface.COPY_QUOTE), "text": text, "copied": t(interface.COPIED_QUOTE)}


def link(query: str) -> Item:
    """The button that copies the page's address with a query."""
    return {
        "label": t(interface.COPY_LINK),
        "text": query,
        "copied": t(interface.COPIED_LINK),
        "link": True,
    }


def buttons(items: Sequence[Item], *, key: str) -> None:
    """Buttons beside each other, and a line that says what has been copied."""
    _COPY(data={"items": list(items)}, key=key, height="content")
