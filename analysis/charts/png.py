"""A picture of ours as PNG, drawn by libvips (librsvg, Pango) with the fonts beside this file.

No browser and no font of the machine is used: without any font text would vanish in silence.
"""

import os
from functools import cache, lru_cache
from typing import Any

from analysis.charts.lettering import FONTS

PICTURES_KEPT = 256
"""In memory, the latest ones: some 15 MB of cards."""
_LEVELS = 24
_SETTING = "FONTCONFIG_FILE"
_ANY_TEXT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>'


@lru_cache(maxsize=PICTURES_KEPT)
def png(svg: str) -> bytes:
    """Draw an SVG of ours at its own size.

    It is kept by what it shows, so that strings which say the same share one picture.

    Parameters
    ----------
    svg : str
        Made here: nobody else's may get this far.

    Returns
    -------
    bytes
        A PNG without transparency.

    Examples
    --------
    >>> png(_ANY_TEXT)[1:4]
    b'PNG'
    """
    picture = _vips().Image.svgload_buffer(svg.encode("utf-8")).flatten(background=[255])
    drawn: bytes = picture.maplut(_levels()).write_to_buffer(".png", compression=6)
    return drawn


@cache
def _levels() -> Any:
    """From 256 levels of a color to those kept: nobody sees it, and it halves the size."""
    steps = (_vips().Image.identity() * (_LEVELS - 1) / 255).rint()
    return (steps * (255 / (_LEVELS - 1))).rint().cast("uchar")


@cache
def _vips() -> Any:
    """The library, once it has looked at our fonts and no others."""
    before = os.environ.get(_SETTING)
    os.environ[_SETTING] = str(FONTS / "fonts.conf")
    try:
        import pyvips

        # Each picture is drawn once: keeping the steps would only hold memory.
        pyvips.cache_set_max(0)
        # Fonts are looked up when the first text is drawn; later processes shall find their own.
        pyvips.Image.svgload_buffer(_ANY_TEXT.encode()).avg()
    finally:
        del os.environ[_SETTING]
        if before is not None:
            os.environ[_SETTING] = before
    return pyvips
