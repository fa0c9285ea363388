"""Vega-Lite as the desk uses it: what a chart is, its colours as parameters, and the parts that charts share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""Names the language; nothing is fetched from there."""

INK, SOFT, GRID = {"expr": "ink"}, {"expr": "soft"}, {"expr": "grid"}
"""Colours that the page sets: of words, of remarks, of rules."""

_PARAMS = (
    {"name": "ink", "value": "#1a1f26"},
    {"name": "soft", "value": "#566170"},
    {"name": "grid", "value": "#dde2e8"},
)


@dataclass(frozen=True)
class Chart:
    """A chart to be drawn in a browser.

    Parameters
    ----------
    key : str
        'audience', 'long-tail', 'money' or 'odds'.
    headline : str
        What it shows, in one line.
    about : str
        Its figures in words.
    spec : dict
        Vega-Lite.
    """

    key: str
    headline: str
    about: str
    spec: Spec


def spec_of(layers: Sequence[Spec], height: int) -> Spec:
    """Layers as one specification that fits the width of its place, at a height that is known beforehand."""
    axis = {
        "labelColor": INK,
        "titleColor": SOFT,
        "gridColor": GRID,
        "domainColor": GRID,
        "tickColor": GRID,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
    }
    return {
        "$schema": SCHEMA,
        "params": list(_PARAMS),
        "width": "container",
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "transparent",
        "layer": list(layers),
        "config": {
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "axis": axis,
            "legend": {"labelColor": INK, "titleColor": SOFT, "labelFontSize": 12},
        },
    }


def logarithmic(low: float, high: float) -> Spec:
    """Scale and axis with few lines: at one, two and five times the powers of ten, or those powers alone."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = (1, 2, 5) if len(powers) < 5 else (1,)
    values = [value for power in powers for step in steps if low <= (value := step * 10.0**power) <= high]
    scale = {"type": "log", "domain": [low, high], "nice": False}
    return {"scale": scale, "axis": {"values": values, "format": "~g", "tickSize": 0, "labelPadding": 6}}
