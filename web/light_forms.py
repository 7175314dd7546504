"""The forms of the light page: plain HTML that answers by GET, so that an address holds it all.

What a form does not show goes along hidden: nothing that the reader or a sender set is lost.
"""

from collections.abc import Iterator, Mapping
from html import escape

from analysis import scenario
from analysis.controls import ranges
from analysis.language import ENGLISH, kept, spoken, t, with_language
from analysis.scenario import KEYS, REASONS, Reading, write
from analysis.wording import light as words
from analysis.wording import step_sentence
from analysis.wording.labels import STEP_NAMES, label_of

LIGHT = "/light"
ENDS = {"raw": (1, 100_000_000), "required": (1, 100_000_000)}
"""What the keys themselves allow, where the sliders of the dashboard do not go that far."""
EMPTIED = frozenset(
    {"name", "raw", "required", "invalid", "invalid_pm", *REASONS, "repeats", "repeats_pm"}
)
"""Fields that may come back empty: then nothing is said of them."""


def inputs(reading: Reading) -> str:
    """Return the form of the numbers; that of raw and required where there are no odds yet."""
    keys = list(_keys(reading))
    fields = "".join(_field(reading, key) for key in keys)
    return (
        f'<form action=".{LIGHT}" method="get"><fieldset><legend>{escape(t(words.INPUTS))}</legend>'
        f'<div class="fields">{fields}</div>{_hidden(reading, without=keys)}'
        f'<p class="help">{escape(t(words.INPUTS_HELP))}</p>'
        f"<button>{escape(t(words.ANSWER))}</button></fieldset></form>"
    )


def petitions(reading: Reading) -> str:
    """Return the form that opens another petition as it is."""
    own = str(reading.defaults.values["petition"])
    options = _options().replace(
        f'<option value="{escape(own)}">', f'<option value="{escape(own)}" selected>'
    )
    return (
        f'<form action=".{LIGHT}" method="get"><label>{escape(t(words.OTHER))}'
        f'<select name="petition">{options}</select></label>{_language()}'
        f"<button>{escape(t(words.OPEN))}</button></form>"
    )


def steps(reading: Reading) -> str:
    """Return links to the steps of the petition, each with what became known; nothing for one."""
    preset = reading.defaults.preset
    if preset is None or len(preset.steps) < 2 or reading.scenario is None:
        return ""
    items = "".join(
        f"<li>{_step(reading, step.name, here=step.name == reading.defaults.step)} "
        f"{escape(step_sentence(step))}</li>"
        for step in preset.steps
    )
    return f"<h2>{escape(t(words.KNOWN))}</h2><ul>{items}</ul>"


def light_address(string: str) -> str:
    """Return the address of this page for another string, below the same root.

    Examples
    --------
    >>> light_address("?invalid=8")
    './light?invalid=8'
    """
    return f".{LIGHT}{string}"


def _keys(reading: Reading) -> Iterator[str]:
    """The inputs that the form shows, as the Odds page has them."""
    found = reading.scenario
    if reading.defaults.preset is None:
        yield "name"
    yield "raw"
    if reading.defaults.preset is None:
        yield "required"
    if found is None:
        return
    yield from (*REASONS, "invalid_pm") if found.by_reason else ("invalid", "invalid_pm")
    yield from ("repeats", "repeats_pm")


def _field(reading: Reading, key: str) -> str:
    label, value = label_of(key), reading.defaults.values.get(key)
    if reading.scenario is not None:
        value = getattr(reading.scenario, key)
    elif key in reading.given:
        value = reading.given[key]
    text = "" if value is None else write(value)
    name = f'name="{key}" value="{escape(text)}" aria-describedby="help-{key}"'
    if key == "name":
        box = f'<input type="text" maxlength="80" {name}>'
        allowed = ""
    else:
        low, high = ENDS.get(key) or _ends(reading, key)
        step = "1" if key in ENDS else "any"
        box = (
            f'<input type="number" inputmode="decimal" min="{low:g}" max="{high:.10g}" '
            f'step="{step}" {name}>'
        )
        allowed = words.bounds(key, low=low, high=high)
    hint = " ".join(filter(None, (label.help, allowed and f"{allowed}.")))
    return (
        f'<div><label>{escape(label.control)}{box}</label><p class="help" id="help-{key}">'
        f"{escape(hint)}</p></div>"
    )


def _ends(reading: Reading, key: str) -> tuple[float, float]:
    """A width ends where its center does not allow more; a share where its key does."""
    most = {"invalid": 100.0, "repeats": 50.0} | dict.fromkeys(REASONS, 100.0)
    spread = ranges(reading)[key]
    return 0.0, most.get(key, max(spread.high, spread.value))


def _step(reading: Reading, name: str, *, here: bool) -> str:
    shown = escape(t(STEP_NAMES[name]))
    if here:
        return f'<strong aria-current="step">{shown}</strong>'
    other = with_language(scenario.address(scenario.at_step(reading, name)))
    return f'<a href="{escape(light_address(other))}">{shown}</a>'


def _hidden(reading: Reading, *, without: list[str]) -> str:
    """The rest of what the address holds. Reasons and their sum replace each other."""
    skipped = {*without, *(("invalid",) if "not_registered" in without else ())}
    texts: Mapping[str, str] = scenario.address_values(reading)
    fields = "".join(
        f'<input type="hidden" name="{key}" value="{escape(text)}">'
        for key, text in texts.items()
        if key not in skipped and key in KEYS
    )
    return fields + _language()


def _language() -> str:
    if spoken() == ENGLISH:
        return ""
    return f'<input type="hidden" name="lang" value="{spoken()}">'


@kept(maxsize=None)
def _options() -> str:
    return "".join(
        f'<option value="{escape(key)}">{escape(name)}</option>'
        for key, name in words.petition_names().items()
    )
