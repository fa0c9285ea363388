"""The desk under load: fifty readers for a minute on loopback. Writes results/desk.json.

    python benchmarks/desk.py STORE

Needs a store with seasons that have odds today; writes nothing but its result. Each
reader asks for the watch list (sorted and filtered at random) and for pages of undecided seasons, one after the other,
as a person would who does not wait. Pages are asked for once before, one after the other: what is measured is the desk
at work, and how long a first time takes stands beside it. Stops by itself.
"""

from __future__ import annotations

import asyncio
import json
import platform
import random
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import httpx2
import numpy as np
import psutil

READERS, SECONDS, SEASONS, SEED = 50, 60.0, 12, 7
LONGEST = 240.0
GOAL_MS = 300.0
RESULT = Path(__file__).parent / "results" / "desk.json"
LISTS = ("/?wait=1", "/?wait=1&sort=age", "/?wait=1&sort=series", "/?wait=1&status=forecast", "/?wait=1&q=the")


def start(store: str) -> tuple[subprocess.Popen[str], str]:
    """The desk in a process of its own, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from cliffhanger.cli import main; main()"
    words = [sys.executable, "-c", code, "serve", "--store", store, "--port", str(port)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    said = process.stderr.readline()
    found = re.search(r"http://\S+?(?=/ )", said)
    if not found:
        process.kill()
        raise SystemExit(f"the desk did not start: {said}")
    return process, found[0]


def first_times(client: httpx2.Client) -> tuple[list[str], list[float], float]:
    """Pages of seasons, what each took the first time, and what the watch list took; in seconds."""
    began = time.monotonic()
    rows = client.get("/api/v1/forecast?status=forecast").json()["seasons"]
    whole = time.monotonic() - began
    pages = [f"/series/{quote(row['season_id'].split('/')[0])}?season={row['number'] or 1}" for row in rows[:SEASONS]]
    took = []
    for page in [*LISTS, *pages]:
        began = time.monotonic()
        client.get(page).raise_for_status()
        if page in pages:
            took.append(time.monotonic() - began)
    return pages, took, whole


async def read(
    base: str, pages: list[str], until: float, seed: int, took: dict[str, list[float]], bad: list[str]
) -> None:
    """One reader, on one connection; speaks plain HTTP, as a client library takes longer than the desk."""
    draw = random.Random(seed)
    host, port = base.removeprefix("http://").split(":")
    source, sink = await asyncio.open_connection(host, int(port), limit=2**20)
    while time.monotonic() < until:
        kind = draw.choice(("watch list", "season"))
        path = draw.choice(LISTS if kind == "watch list" else pages)
        began = time.monotonic()
        sink.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head = (await source.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        body = await source.readexactly(int(length[1])) if length else b""
        took[kind].append(time.monotonic() - began)
        if not head.startswith("http/1.1 200") or b"</html>" not in body[-20:]:
            bad.append(f"{path}: {head.splitlines()[0]}")
    sink.close()


async def load(
    base: str, pages: list[str], process: psutil.Process
) -> tuple[dict[str, list[float]], list[str], list[float]]:
    """All readers at once; memory is looked at every five seconds."""
    took: dict[str, list[float]] = {"watch list": [], "season": []}
    bad: list[str] = []
    until = time.monotonic() + SECONDS
    readers = [asyncio.create_task(read(base, pages, until, SEED + n, took, bad)) for n in range(READERS)]
    memory = []
    while time.monotonic() < until:
        memory.append(process.memory_info().rss / 2**20)
        await asyncio.sleep(5)
    await asyncio.gather(*readers)
    memory.append(process.memory_info().rss / 2**20)
    return took, bad, memory


def _each(before: float, after: float, took: dict[str, list[float]]) -> float:
    return round(1000 * (after - before) / sum(len(times) for times in took.values()), 2)


def main(store: str) -> None:
    """Run it and write the result."""
    desk, base = start(store)
    try:
        with httpx2.Client(base_url=base, timeout=LONGEST) as client:
            pages, first, whole = first_times(client)
        served, asking = psutil.Process(desk.pid), psutil.Process()
        before = [sum(one.cpu_times()[:2]) for one in (served, asking)]
        took, bad, memory = asyncio.run(load(base, pages, served))
        after = [sum(one.cpu_times()[:2]) for one in (served, asking)]
    finally:
        desk.terminate()
        desk.wait(30)
    ms = {
        name: np.quantile(np.array(times) * 1000, [0.5, 0.95, 0.99]).round(1).tolist() for name, times in took.items()
    }
    found = {
        "python": platform.python_version(),
        "cores": psutil.cpu_count(),
        "load_average": [round(one, 1) for one in psutil.getloadavg()],
        "readers": READERS,
        "seconds": SECONDS,
        "answers": {name: len(times) for name, times in took.items()},
        "errors": len(bad),
        "p50_p95_p99_ms": ms,
        "goal_p95_ms": GOAL_MS,
        # Of one core each; what the machine does beside it lengthens the waiting, not these.
        "cpu_ms_an_answer": {"desk": _each(before[0], after[0], took), "readers": _each(before[1], after[1], took)},
        "memory_mib": {"first": round(memory[0]), "last": round(memory[-1]), "most": round(max(memory))},
        "first_time_s": {"watch list": round(whole, 2), "season, median": round(float(np.median(first)), 2)},
    }
    RESULT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2), *bad[:5], sep="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("which store? python benchmarks/desk.py STORE")
    main(sys.argv[1])
