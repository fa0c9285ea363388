"""How fast and how true the reconstruction is: seasons a second, memory, one more week, and the same model by NUTS.

Needs the real files in ``../shared/data`` beside the checkout; NUTS also NumPyro (``pip install numpyro``), else it is
left out. Writes ``benchmarks/results/audience.json`` and prints it. Run by ``make bench-audience``.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import resource
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

import cliffhanger
from cliffhanger.audience.curves import KNOTS, PULSES
from cliffhanger.audience.kin import TRAITS, pulses_of, traits
from cliffhanger.audience.laplace import Windows, log_hours
from cliffhanger.audience.model import Posterior, Prior, draws, fit, posterior
from cliffhanger.audience.observations import Observations, observe
from cliffhanger.audience.windows import as_windows

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data"
RESULTS = HERE / "results" / "audience.json"
DAY = dt.date(2025, 6, 24)
WEEK = dt.timedelta(weeks=1)
SIZES = (1_250, 2_500, 5_000, 10_000)
RUNS = 3
NUTS_SEASONS = 50
DRAWS = 1_000


def prepared(seen: Observations) -> tuple[Windows, np.ndarray, np.ndarray]:
    """All windows with traits and strata."""
    z, stratum, _ = traits(seen)
    return as_windows(seen, np.ones(len(seen.arrays["season"]), dtype=bool), pulses_of(seen)), z, stratum


def tiled(windows: Windows, z: np.ndarray, stratum: np.ndarray, many: int) -> tuple[Windows, np.ndarray, np.ndarray]:
    """The seasons repeated until there are so many."""
    own = len(z)
    copies = -(-many // own)
    counts = np.diff(np.append(windows.first_node, len(windows.knot)))
    season = np.concatenate([windows.season + n * own for n in range(copies)])
    parts = {
        name: np.tile(getattr(windows, name), copies)
        for name in ("knot", "part", "log_weight", "y", "below", "group", "rounding")
    }
    parts["lift"] = np.tile(windows.lift, (copies, 1))
    lengths = np.tile(counts, copies)
    whole = Windows(season=season, first_node=np.cumsum(lengths) - lengths, **parts)
    kept = whole.ordered(np.flatnonzero(whole.season < many))
    return kept, np.tile(z, (copies, 1))[:many], np.tile(stratum, copies)[:many]


def nuts(
    windows: Windows, means: np.ndarray, precision: np.ndarray, sd: np.ndarray, seasons: list[int]
) -> tuple[list, float]:
    """Draws of the same posterior by NUTS, season by season, and the seconds they took after one compilation."""
    import jax
    import jax.numpy as jnp
    import numpyro
    from jax.scipy.special import log_ndtr
    from numpyro.distributions import MultivariateNormal
    from numpyro.infer import MCMC, NUTS, init_to_value

    jax.config.update("jax_enable_x64", True)
    counts = np.diff(np.append(windows.first_node, len(windows.knot)))
    many_w = max(int((windows.season == s).sum()) for s in seasons)
    many_n = int(counts.max())

    def padded(season: int) -> dict[str, np.ndarray]:
        rows = np.flatnonzero(windows.season == season)
        shape = (many_w, many_n)
        knot, part, weight = np.zeros(shape, dtype=int), np.zeros(shape), np.full(shape, -np.inf)
        lift = np.zeros((*shape, len(PULSES)))
        for at, row in enumerate(rows):
            nodes = slice(windows.first_node[row], windows.first_node[row] + counts[row])
            knot[at, : counts[row]], part[at, : counts[row]] = windows.knot[nodes], windows.part[nodes]
            weight[at, : counts[row]], lift[at, : counts[row]] = windows.log_weight[nodes], windows.lift[nodes]
        weight[len(rows) :, 0] = 0.0
        use = np.arange(many_w) < len(rows)
        fill = lambda values, empty: np.concatenate([values[rows], np.full(many_w - len(rows), empty)])  # noqa: E731
        return {"knot": knot, "part": part, "weight": weight, "lift": lift, "use": use, "y": fill(windows.y, 0.0),
                "below": fill(windows.below, False).astype(bool), "sd": fill(sd, 1.0), "mean": means[season],
                "precision": precision[season]}  # fmt: skip

    def model(data: dict) -> None:
        theta = numpyro.sample("theta", MultivariateNormal(data["mean"], precision_matrix=data["precision"]))
        x = (1 - data["part"]) * theta[data["knot"]] + data["part"] * theta[data["knot"] + 1] + data["weight"]
        x = x + data["lift"] @ theta[KNOTS:]
        eta = jax.scipy.special.logsumexp(x, axis=1)
        z = (data["y"] - eta) / data["sd"]
        terms = jnp.where(data["below"], -log_ndtr(z), 0.5 * z * z)
        numpyro.factor("weeks", -jnp.where(data["use"], terms, 0.0).sum())

    kernel = NUTS(model, dense_mass=True, init_strategy=init_to_value(values={"theta": jnp.asarray(means[seasons[0]])}))
    run = MCMC(kernel, num_warmup=500, num_samples=DRAWS, progress_bar=False, jit_model_args=True)
    found, seconds = [], 0.0
    # The first season is run twice: the first time compiles, and is not counted.
    for nth, season in enumerate([seasons[0], *seasons]):
        data = {name: jnp.asarray(value) for name, value in padded(season).items()}
        began = time.perf_counter()
        run.run(jax.random.PRNGKey(nth), data)
        sample = np.asarray(run.get_samples()["theta"])
        if nth:
            found.append(sample)
            seconds += time.perf_counter() - began
    return found, seconds


def against_nuts(windows: Windows, z: np.ndarray, stratum: np.ndarray, prior: Prior) -> dict[str, object]:
    """The normal law at the mode against NUTS: speed, place, and CRPS of totals that are hidden from both."""
    hidden = (windows.group == 3) | (windows.group == 4)
    known = windows.ordered(np.flatnonzero(~hidden))
    asked = windows.ordered(np.flatnonzero((windows.group == 3) & ~windows.below))
    listed = np.unique(known.season[~known.below])
    seasons = [int(s) for s in asked.season if s in set(listed.tolist())][-NUTS_SEASONS:]
    found = posterior(known, z, stratum, prior)
    alone = seconds_of(known, z, stratum, prior, seasons)
    means = np.einsum("skt,st->sk", prior.gamma[stratum], z)
    precision = np.linalg.inv(prior.sigma)[stratum]
    sd = np.sqrt(prior.sd[known.group] ** 2 + known.rounding**2)
    samples, seconds = nuts(known, means, precision, sd, seasons)
    normal = found.theta[seasons][:, None, :] + draws(found.covariance[seasons], DRAWS, 0)
    away = [
        np.median(np.abs(mine.mean(axis=0) - theirs.mean(axis=0)) / theirs.std(axis=0))
        for mine, theirs in zip(normal, samples, strict=True)
    ]
    crps: dict[str, list[float]] = {"laplace": [], "nuts": []}
    for at, season in enumerate(seasons):
        row = int(np.flatnonzero(asked.season == season)[0])
        only = asked.ordered(np.array([row]))
        for name, theta in (("laplace", normal[at]), ("nuts", samples[at])):
            crps[name].append(_crps(np.array([_log_hours(one, only) for one in theta]), float(asked.y[row])))
    return {
        "seasons": len(seasons),
        "seconds_a_season": alone,
        "nuts_seconds_a_season": seconds / len(seasons),
        "times_faster": seconds / len(seasons) / alone,
        "median_distance_of_means_in_sd": float(np.median(away)),
        "crps_log": float(np.mean(crps["laplace"])),
        "nuts_crps_log": float(np.mean(crps["nuts"])),
    }


def seconds_of(known: Windows, z: np.ndarray, stratum: np.ndarray, prior: Prior, seasons: list[int]) -> float:
    """Seconds a season that the normal law takes for these seasons together, median of the runs."""
    new = np.full(len(z), -1)
    new[seasons] = np.arange(len(seasons))
    mine = known.ordered(np.flatnonzero(new[known.season] >= 0))
    mine = replace(mine, season=new[mine.season])
    runs = []
    for _ in range(10 * RUNS):
        began = time.perf_counter()
        posterior(mine, z[seasons], stratum[seasons], prior)
        runs.append(time.perf_counter() - began)
    return median(runs) / len(seasons)


def _log_hours(theta: np.ndarray, window: Windows) -> float:
    return float(log_hours(theta[None, :], replace(window, season=np.zeros(1, dtype=int)))[0][0])


def _crps(sample: np.ndarray, truth: float) -> float:
    ordered = np.sort(sample)
    n = len(ordered)
    return float(np.abs(ordered - truth).mean() - ((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / n**2)


def main() -> None:
    """Take all measurements and write them."""
    results: dict[str, object] = {"knots": KNOTS, "as_of": DAY.isoformat()}
    with cliffhanger.open_store(":memory:") as store:
        cliffhanger.gather(store, ["casebook", DATA])
        before, seen = observe(store, DAY - WEEK), observe(store, DAY)
        windows, z, stratum = prepared(seen)
        began = time.perf_counter()
        prior, _ = fit(windows, z, stratum, TRAITS)
        results["fit_from_nothing_seconds"] = time.perf_counter() - began
        earlier, _ = fit(*prepared(before), TRAITS)
        began = time.perf_counter()
        fit(windows, z, stratum, TRAITS, earlier)
        results["one_more_week_seconds"] = time.perf_counter() - began
        results["windows"] = len(windows.y)
        curve: list[dict[str, float]] = []
        for many in SIZES:
            case = tiled(windows, z, stratum, many)
            runs = []
            for _ in range(RUNS):
                began = time.perf_counter()
                found: Posterior = posterior(*case, prior)
                runs.append(time.perf_counter() - began)
            assert len(found.theta) == many
            curve.append({"seasons": many, "seconds": median(runs), "milliseconds_a_season": 1e3 * median(runs) / many})
        results["posterior"] = curve
        began = time.perf_counter()
        rows = cliffhanger.reconstruct(store, as_of=DAY).num_rows
        results["reconstruct"] = {"seasons": rows, "seconds": time.perf_counter() - began}
        results["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if importlib.util.find_spec("numpyro"):
            results["nuts"] = against_nuts(windows, z, stratum, prior)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
