"""The picture that a message shows for a link: 1,200 by 630, readable at half that size."""

from collections.abc import Sequence
from html import escape

from analysis.charts.dots import dot_plot
from analysis.charts.dots_svg import Frame, dots_svg
from analysis.charts.figure import REQUIRED
from analysis.charts.lettering import SANS, SERIF, Face, drawable, width, wrapped
from analysis.forecast import Forecast, forecast
from analysis.scenario import Reading
from analysis.wording.card import CardWords, card_words

WIDTH, HEIGHT = 1200, 630
_EDGE = 56
_ROOM = WIDTH - 2 * _EDGE
_SMALL, _TEXT = 25, 29  # letters; at half the width still 12 and 14 px
_HEADLINES = ((58, 2), (52, 2), (46, 2), (40, 2), (40, 3))  # letters, lines at most
_NUMBERS = (120, 96, 72)
_TIGHTER = 46  # headlines below what the sender changed: the dots need the room
_NUMBER_ROOM = 320
_GROUND, _INK, _QUIET, _LINE = "#FFFFFF", "#141312", "#66625B", "#D9D5CD"
_STYLE = (
    f"text{{font-family:{SANS.family};fill:{_INK}}}"
    f"text.strong{{font-family:{SERIF.family};font-weight:{SERIF.weight}}}"
    f"text.quiet{{fill:{_QUIET}}}text.required{{fill:{REQUIRED}}}"
    f".axis{{stroke:{_LINE};fill:none}}"
)


def card_svg(reading: Reading, result: Forecast | None = None) -> str:
    """The card of a scenario; the forecast is made here if it is not at hand.

    Returns
    -------
    str
        A whole SVG. What the sender changed stands first. Without odds (a link that cannot be
        used in full, a petition without its two numbers) it has words only.

    Examples
    --------
    >>> from analysis.scenario import read
    >>> card_svg(read(""))[:60]
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height='
    """
    words = card_words(reading, result)
    top, parts = _words_above(words)
    if words.finding:
        assert reading.scenario is not None
        chart = dot_plot(result or forecast(reading.scenario))
        frame = Frame(_EDGE, top + 14, _ROOM, HEIGHT - 74 - top - 14, _SMALL)
        parts.append(dots_svg(chart, frame))
    parts.append(_below(words))
    alt = escape(words.alt)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{alt}</title><style>{_STYLE}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_GROUND}"/>{"".join(parts)}</svg>'
    )


def _words_above(words: CardWords) -> tuple[float, list[str]]:
    """All that stands above the dots, and where it ends."""
    y, parts = 30.0 if words.first else 36.0, []
    if words.first:
        lines = _lines(words.first, size=_SMALL, room=_ROOM - 24, most=2)
        height = 1.3 * _SMALL * len(lines)
        parts.append(f'<path d="M{_EDGE + 4} {y:.1f}v{height:.1f}" stroke="{_INK}" '
                     'stroke-width="8"/>')  # fmt: skip
        parts.append(_block(lines, x=_EDGE + 24, y=y, size=_SMALL))
        y += height + 12
    lines = _lines(words.petition, size=_TEXT, room=_ROOM, most=1 if words.first else 2)
    parts.append(_block(lines, x=_EDGE, y=y, size=_TEXT, kind="quiet"))
    y += 1.3 * _TEXT * len(lines) + 6
    bottom, strong = _strong(words, y)
    parts += strong
    y = bottom + 10
    percentage = "" if _beside(words) else words.percentage
    for text in filter(None, (percentage, words.ballot, words.finding)):
        lines = _lines(text, size=_TEXT, room=_ROOM, most=1)
        parts.append(_block(lines, x=_EDGE, y=y, size=_TEXT))
        y += 1.3 * _TEXT + 6
    return y, parts


def _strong(words: CardWords, y: float) -> tuple[float, list[str]]:
    """The headline and, where there is room, the number to its right; where they end."""
    number = _beside(words)
    room = 0.97 * (_ROOM - (_wide(words.number, number) + 48 if number else 0))
    for size, most in (one for one in _HEADLINES if one[0] <= _largest(words)):
        lines, whole = wrapped(words.headline, face=SERIF, size=size, room=room, lines=most)
        if whole:
            break
    parts = [_block(lines, x=_EDGE, y=y, size=size, kind="strong", leading=1.15)]
    bottom = y + 1.15 * size * len(lines)
    if number:
        parts.append(
            f'<text class="strong" x="{WIDTH - _EDGE}" y="{y + 0.86 * number:.1f}" '
            f'font-size="{number}" text-anchor="end">{escape(words.number)}</text>'
        )
        bottom = max(bottom, y + 1.05 * number)
    return bottom, parts


def _largest(words: CardWords) -> int:
    """Size of the headline's letters at most."""
    return _TIGHTER if words.first and words.finding else _HEADLINES[0][0]


def _beside(words: CardWords) -> int:
    """Size of the number beside the headline; 0 where there is none, or it is too long."""
    sizes = (size for size in _NUMBERS if size <= 2.2 * _largest(words))
    fits = (size for size in sizes if _wide(words.number, size) <= _NUMBER_ROOM)
    return next(fits, 0) if words.number else 0


def _wide(number: str, size: float) -> float:
    return width(number, face=SERIF, size=size)


def _lines(text: str, *, size: float, room: float, most: int, face: Face = SANS) -> Sequence[str]:
    # A reader of the SVG may have other fonts, a little wider than ours.
    lines, _ = wrapped(drawable(text), face=face, size=size, room=0.97 * room, lines=most)
    return lines


def _block(
    lines: Sequence[str], *, x: float, y: float, size: float, kind: str = "", leading: float = 1.3
) -> str:
    """Lines of text, the first one's top at ``y``."""
    of_kind = f' class="{kind}"' if kind else ""
    return "".join(
        f'<text{of_kind} x="{x:g}" y="{y + size * (leading * place + 0.95):.1f}" '
        f'font-size="{size:g}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )


def _below(words: CardWords) -> str:
    """The date and the credit, on a line of their own."""
    y = HEIGHT - 32
    return (
        f'<path class="axis" d="M{_EDGE} {HEIGHT - 70}h{_ROOM}" stroke-width="1.5"/>'
        f'<text class="quiet" x="{_EDGE}" y="{y}" font-size="{_SMALL}">{escape(words.known)}</text>'
        f'<text class="quiet" x="{WIDTH - _EDGE}" y="{y}" font-size="{_SMALL}" '
        f'text-anchor="end">{escape(words.credit)}</text>'
    )
