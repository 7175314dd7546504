"""The dashboard's fonts and colors, for what is sent without Streamlit."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
THEME_FILE = Path(__file__).parents[1] / ".streamlit" / "config.toml"
# Custom property of the style sheets: key of [theme.light] and [theme.dark].
COLOURS = {
    "ground": "backgroundColor",
    "text": "textColor",
    "quiet": "grayColor",
    "line": "borderColor",
    "link": "linkColor",
}


@cache
def theme() -> dict[str, Any]:
    """Return the table ``[theme]`` of Streamlit's settings."""
    settings = tomllib.loads(THEME_FILE.read_text(encoding="utf-8"))
    found: dict[str, Any] = settings["theme"]
    return found


@cache
def plain_style(name: str) -> str:
    """Return the style of a page that is sent without Streamlit: what all have, then its own.

    Parameters
    ----------
    name
        A style sheet beside this file.
    """
    sheets = ((HERE / sheet).read_text(encoding="utf-8") for sheet in ("plain.css", name))
    return variables() + "".join(sheets)


def variables() -> str:
    """Return the fonts, and the colors of light and dark, as custom properties."""
    fonts = f"--font:{theme()['font']};--heading-font:{theme()['headingFont']};"
    light, dark = (
        "".join(f"--{name}:{theme()[mode][key]};" for name, key in COLOURS.items())
        for mode in ("light", "dark")
    )
    return f":root{{{fonts}{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
