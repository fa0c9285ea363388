"""Priors shipped with the package, each fitted on what was known by its day, and the door to one's own."""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files
from pathlib import Path

import numpy as np

from cliffhanger.audience.kin import TRAITS
from cliffhanger.audience.model import Prior
from cliffhanger.errors import TooLittleEvidence

_DIGITS = 4


def known_by(as_of: dt.date) -> tuple[dt.date, Prior]:
    """The latest shipped prior that was fitted on nothing known after the date.

    Parameters
    ----------
    as_of : date
        Last day of knowledge.

    Returns
    -------
    date, Prior
        The day up to which it knew, and the prior.

    Raises
    ------
    TooLittleEvidence
        If all of them know more.
    """
    shipped = files(__package__).joinpath("priors")
    days = sorted(dt.date.fromisoformat(file.name.removesuffix(".json")) for file in shipped.iterdir())
    fit = [day for day in days if day <= as_of]
    if not fit:
        raise TooLittleEvidence(
            f"a model of the audience that knows nothing later than {as_of.isoformat()}",
            f"the first one, which knows what was public on {days[0].isoformat()}",
        )
    return fit[-1], from_json(shipped.joinpath(f"{fit[-1].isoformat()}.json").read_text("utf-8"))


def to_json(prior: Prior) -> str:
    """A prior as JSON: a few hundred coefficients."""
    document = {"traits": prior.traits} | {
        name: np.round(getattr(prior, name), _DIGITS).tolist() for name in ("gamma", "sigma", "sd")
    }
    return json.dumps(document) + "\n"


def from_json(text: str) -> Prior:
    """Read a prior back.

    Raises
    ------
    TooLittleEvidence
        If it was fitted for other traits than this version knows.
    """
    document = json.loads(text)
    if tuple(document["traits"]) != TRAITS:
        raise TooLittleEvidence("a prior for the traits of this version", "one for others: fit it again")
    return Prior(TRAITS, *(np.array(document[name], dtype=float) for name in ("gamma", "sigma", "sd")))


def save(prior: Prior, path: Path) -> None:
    """Write a prior to a file."""
    path.write_text(to_json(prior), encoding="utf-8")
