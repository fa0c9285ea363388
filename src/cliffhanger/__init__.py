"""Cliffhanger: the open renewal desk for streaming series.

The public API is `open_store` and the verbs. Each verb is also a command: ``cliffhanger VERB``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cliffhanger.audience.reconstruct import reconstruct
    from cliffhanger.decisions.slate import slate
    from cliffhanger.evidence.outcomes import outcomes
    from cliffhanger.evidence.press import claims
    from cliffhanger.forecasts.backtest import backtest
    from cliffhanger.forecasts.fit import fit
    from cliffhanger.forecasts.forecast import forecast
    from cliffhanger.reports.assess import assess
    from cliffhanger.sources.gather import gather
    from cliffhanger.store import Store, open_store
    from cliffhanger.viewing.measure import measure
    from cliffhanger.viewing.simulate import simulate
    from cliffhanger.web.serve import serve

__all__ = [
    "Store",
    "assess",
    "backtest",
    "claims",
    "fit",
    "forecast",
    "gather",
    "measure",
    "open_store",
    "outcomes",
    "reconstruct",
    "serve",
    "simulate",
    "slate",
]

_HOMES = {
    "assess": "cliffhanger.reports.assess",
    "backtest": "cliffhanger.forecasts.backtest",
    "claims": "cliffhanger.evidence.press",
    "fit": "cliffhanger.forecasts.fit",
    "forecast": "cliffhanger.forecasts.forecast",
    "gather": "cliffhanger.sources.gather",
    "outcomes": "cliffhanger.evidence.outcomes",
    "measure": "cliffhanger.viewing.measure",
    "reconstruct": "cliffhanger.audience.reconstruct",
    "serve": "cliffhanger.web.serve",
    "simulate": "cliffhanger.viewing.simulate",
    "slate": "cliffhanger.decisions.slate",
    "Store": "cliffhanger.store",
    "open_store": "cliffhanger.store",
}


def __getattr__(name: str) -> object:
    # Late, so that `import cliffhanger` and `cliffhanger --help` do not wait for DuckDB and Arrow.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'cliffhanger' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
