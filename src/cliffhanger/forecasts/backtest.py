"""The verb `backtest`: replay past dates, of the audience or of renewals; or read the sentences of the press again."""

from __future__ import annotations

from collections.abc import Callable

from cliffhanger.audience.backtest import backtest as audience
from cliffhanger.errors import CliffhangerError
from cliffhanger.forecasts.renewal import renewal
from cliffhanger.press.record import record as press
from cliffhanger.store import Store

Progress = Callable[[str, int, int | None], None]

WHAT = ("audience", "renewal", "press")
"""What can be replayed."""


def backtest(store: Store, what: str = "audience", *, progress: Progress | None = None) -> dict[str, object]:
    """Replay past dates and score what would have been said against what came out.

    Parameters
    ----------
    store : Store
        The store; reading suffices.
    what : {'audience', 'renewal', 'press'}
        What to replay.
    progress : callable, optional
        Told of each step: name, number, how many.

    Returns
    -------
    dict
        Of the audience as `audience.backtest`, of renewals as `renewal.renewal`, of the press as
        `press.record.record` say.

    Raises
    ------
    TooLittleEvidence
        If the store settles nothing.
    CliffhangerError
        If there is no backtest of that name.
    """
    if what not in WHAT:
        raise CliffhangerError(
            f"there is no backtest of {what!r}; there are those of 'audience', 'renewal' and 'press'"
        )
    if what == "press":
        return press()
    return audience(store, progress=progress) if what == "audience" else renewal(store, progress=progress)
