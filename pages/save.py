"""A button that saves a text as a file: made when it is asked for, written by the browser.

Streamlit's own download button keeps the file in the server's process, under an address that no
other process knows.
"""

from collections.abc import Callable

import streamlit as st

from pages.copying import BUTTON_STYLE

_SAVE = st.components.v2.component(
    "save_button",
    html="""<button type="button" hidden></button>""",
    css=BUTTON_STYLE,
    js="""
export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.hidden = false;
  button.onclick = () => { setTriggerValue("asked", crypto.randomUUID?.() ?? `${Date.now()}`); };
  if (!data.asked || button.answered === data.asked) return;
  button.answered = data.asked;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([data.text], { type: data.mime }));
  link.download = data.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
""",
)


def button(label: str, text: Callable[[], str], *, file_name: str, mime: str, key: str) -> None:
    """A button; ``text`` is called only when it is pressed."""

    def note() -> None:
        st.session_state[f"{key}_asked"] = st.session_state[key]["asked"]

    asked = st.session_state.pop(f"{key}_asked", None)
    told = {"label": label, "name": file_name, "mime": mime, "asked": asked}
    _SAVE(
        data=told | {"text": text() if asked else ""},
        key=key,
        height="content",
        on_asked_change=note,
    )
