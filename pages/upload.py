"""A place for a file: chosen or dropped, read by the browser, sent over the session's socket.

Streamlit's own uploader sends a file by a request of its own, which has to reach the very process
that the session is in. Here the file's name stays in the browser. The browser also keeps the file
until it is put away: a session that goes on in another process gets it again, unasked.
"""

import base64
import binascii
import secrets
from collections.abc import Callable

import streamlit as st

from analysis.language import t
from analysis.wording import files as words
from pages.copying import BUTTON_STYLE

_BYTES = 1_000_000
_CHOOSER = st.components.v2.component(
    "file_chooser",
    html="""
<p class="label" id="label"></p>
<div class="drop">
  <button type="button" aria-describedby="label" hidden></button>
  <span class="hint"></span>
  <input type="file" tabindex="-1" hidden>
</div>
<div class="file" hidden><span class="name"></span><span class="size"></span>
  <button type="button" class="remove">&#x2715;</button></div>
<p role="status"></p>
""",
    css=BUTTON_STYLE
    + """
p { margin: 0; }
.label { font-size: .875rem; margin-bottom: .25rem; }
.drop { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem; padding: .75rem;
  background: var(--st-secondary-background-color); border: 1px dashed transparent;
  border-radius: var(--st-base-radius); }
.drop.over { border-color: var(--st-primary-color); }
.hint, .size { color: var(--st-gray-text-color, var(--st-text-color)); font-size: .875rem; }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.file { display: flex; align-items: center; gap: .5rem; margin-top: .5rem; }
.file[hidden] { display: none; }
.name { overflow-wrap: anywhere; min-width: 0; }
.remove { border-color: transparent; min-width: 2.5rem; padding: .35rem; }
[role=status] { font-size: .875rem; min-height: 1.25rem; margin-top: .25rem; }
""",
    js="""
// The file that this tab has sent: it outlives a change of page, and the server.
let chosen = null;

const base64 = (file) => new Promise((found, failed) => {
  const reader = new FileReader();
  reader.onload = () => found(reader.result.slice(reader.result.indexOf(",") + 1));
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(file);
});

export default function ({ data, parentElement, setTriggerValue }) {
  const at = (selector) => parentElement.querySelector(selector);
  const [drop, button, input, row, status] =
    [".drop", ".drop button", "input", ".file", "[role=status]"].map(at);
  const size = (bytes) => bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB`
    : `${(bytes / 1e6).toFixed(1)} MB`;
  const say = (text) => { status.textContent = text; };
  const show = () => {
    row.hidden = !chosen;
    at(".name").textContent = chosen?.file.name ?? "";
    at(".size").textContent = chosen ? size(chosen.file.size) : "";
  };
  const send = async (one) => {
    chosen = one;
    one.session = data.session;
    show();
    say(data.words.reading);
    try {
      const bytes = await base64(one.file);
      if (chosen === one) setTriggerValue("file", { token: one.token, bytes });
    } catch {
      chosen = null;
      show();
      say(data.words.unreadable);
    }
  };
  const take = (file) => {
    if (!file) return;
    if (file.size > data.most) { say(data.words.too_big); return; }
    send({ file, token: `${Date.now()}-${Math.random()}` });
  };

  at(".label").textContent = data.label;
  at(".hint").textContent = data.words.or_drop;
  at(".remove").ariaLabel = data.words.remove;
  button.textContent = data.words.choose;
  button.hidden = false;
  input.accept = data.types;
  button.onclick = () => input.click();
  input.onchange = () => { take(input.files[0]); input.value = ""; };
  drop.ondragover = (event) => { event.preventDefault(); drop.classList.add("over"); };
  drop.ondragleave = () => drop.classList.remove("over");
  drop.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files[0]);
  };
  at(".remove").onclick = () => {
    chosen = null;
    show();
    button.focus();
    setTriggerValue("removed", true);
  };

  if (chosen && data.held === chosen.token) {
    chosen.heard = true;
    say("");
  } else if (chosen && chosen.session !== data.session) {
    send(chosen);
  } else if (chosen?.heard) {
    chosen = null;
  }
  show();
}
""",
)


def chooser(
    label: str,
    *,
    types: str,
    most_megabytes: int,
    key: str,
    taken: Callable[[bytes], None],
    removed: Callable[[], None],
) -> None:
    """A place for a file.

    ``taken`` is called with what is in the file, before the page's next run; ``removed`` when the
    reader takes it out again. No name of a file comes here.
    """
    state = st.session_state
    held, session = f"{key}_held", f"{key}_session"
    state.setdefault(session, secrets.token_hex(8))

    def take() -> None:
        sent = state[key]["file"]
        try:
            content = base64.b64decode(sent["bytes"], validate=True)
            state[held] = str(sent["token"])
        except (TypeError, KeyError, ValueError, binascii.Error):  # no browser of ours sends this
            return
        if len(content) <= most_megabytes * _BYTES:
            taken(content)

    def remove() -> None:
        forget(key)
        removed()

    told = {
        "label": label,
        "types": types,
        "most": most_megabytes * _BYTES,
        "session": state[session],
        "held": state.get(held, ""),
        "words": {
            "choose": t(words.CHOOSE),
            "or_drop": t(words.OR_DROP),
            "remove": t(words.REMOVE),
            "reading": t(words.READING),
            "unreadable": t(words.UNREADABLE),
            "too_big": t(words.TOO_BIG, most=most_megabytes),
        },
    }
    _CHOOSER(data=told, key=key, on_file_change=take, on_removed_change=remove)


def forget(key: str) -> None:
    """Have the browser put its file away as well."""
    st.session_state.pop(f"{key}_held", None)
