"""Why signatures were invalid: a bar a petition, cut by reason, the reader's split first."""

import textwrap
from typing import Any

from analysis.charts.cushion import MINE
from analysis.charts.figure import ENOUGH, SHORT, Chart, figures, stacked_layout
from analysis.language import kept, t
from analysis.past_shares import Split, past_splits, your_split
from analysis.scenario import Reading
from analysis.table import Table
from analysis.track_record_tables import past_reasons_table
from analysis.wording.numbers import percent
from analysis.wording.past_shares import REASON_GROUPS, reasons_alt, reasons_title, split_label
from analysis.wording.sentences import petition_name

_COLOURS = (ENOUGH, MINE, "#8A6BA0", SHORT)
_LINE, _BAR, _GAP, _NAMES = 18, 18, 10, 44  # heights in pixels
_WIDTH = 46  # characters of a label that a phone shows in a line
_LEAST = 0.1  # a part from here on says its share


def reasons_chart(reading: Reading) -> Chart:
    """The chart of a reading, its own split first."""
    mine = your_split(reading, name=petition_name(reading))
    return _drawn(mine, past_reasons_table(reading))


@kept(64)
def _drawn(mine: Split | None, table: Table) -> Chart:
    splits = past_splits()
    rows = [(one, _wrapped(split_label(one))) for one in (*([mine] if mine else []), *splits)]
    height = _NAMES + sum(_height(lines) for _, lines in rows)
    notes = [_names(height)]
    bars: list[dict[str, Any]] = []
    top = float(height - _NAMES)
    for one, lines in rows:
        middle = top - _LINE * len(lines) - _BAR / 2
        notes.append(_label("<br>".join(lines), y=middle + _BAR / 2, strong=one.of is None))
        parts, shares = _parts(one, middle)
        bars += parts
        notes += shares
        top -= _height(lines)
    return Chart(
        spec={"data": bars, "layout": stacked_layout(height=height, notes=notes)},
        title=reasons_title(splits),
        alt=reasons_alt(splits, mine),
        table=table,
    )


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text.replace("<", "‹"), _WIDTH)


def _height(lines: list[str]) -> int:
    return _LINE * len(lines) + _BAR + _GAP


def _parts(one: Split, y: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The parts of a bar, and the shares of those that are long enough."""
    bars, notes, start = [], [], 0.0
    for (name, reasons), colour in zip(REASON_GROUPS.items(), _COLOURS, strict=True):
        share = sum(one.share(reason) for reason in reasons)
        bars.append(
            {
                "type": "bar", "orientation": "h", "y": [figures(y)], "base": [figures(start)],
                "x": [figures(share)], "width": _BAR, "marker": {"color": colour},
                "hovertemplate": f"{t(name)}: {percent(100.0 * share)}<extra></extra>",
            }
        )  # fmt: skip
        if share >= _LEAST:
            notes.append(
                {
                    "x": figures(start), "y": figures(y), "text": percent(100.0 * share, places=0),
                    "showarrow": False, "xanchor": "left", "yanchor": "middle", "xshift": 3,
                    "font": {"size": 12, "color": "#FFFFFF"},
                }
            )  # fmt: skip
        start += share
    return bars, notes


def _label(text: str, *, y: float, strong: bool) -> dict[str, Any]:
    return {
        "text": f"<b>{text}</b>" if strong else text, "x": 0, "y": figures(y), "xanchor": "left",
        "yanchor": "bottom", "showarrow": False, "align": "left", "font": {"size": 13},
    }  # fmt: skip


def _names(height: int) -> dict[str, Any]:
    """The reasons in the colours and the order of the bars' parts, two in a line."""
    names = [
        f'<span style="color:{colour}">■</span> {t(name)}'
        for name, colour in zip(REASON_GROUPS, _COLOURS, strict=True)
    ]
    lines = ["   ".join(names[:2]), "   ".join(names[2:])]
    return _label("<br>".join(lines), y=height, strong=False) | {"yanchor": "top"}
