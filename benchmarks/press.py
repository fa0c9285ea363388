"""How long a thousand articles take: pages of about 5 kB of text with markup, gathered into a store with their claims.

Run: python benchmarks/press.py [articles]. Two processes are not used; the goal is 60 s for 1,000 on two cores.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from cliffhanger import gather, open_store
from cliffhanger.press.labelled import sentences_labelled

SEED = 7


def article(rng: random.Random, number: int) -> str:
    """A page of about 5 kB of text, put together from the sentences of the record, with the markup of a press site."""
    sentences = [one.text for one in sentences_labelled()]
    paragraphs, size = [], 0
    while size < 5_000:
        some = " ".join(rng.sample(sentences, 4))
        paragraphs.append(f"<p>{some}</p>")
        size += len(some)
    links = "".join(f'<li><a href="/a/{n}">More news</a></li>' for n in range(40))
    return (
        f"<!doctype html><html><head><title>News {number}</title><meta property='article:published_time' "
        f"content='2023-03-{number % 28 + 1:02d}'></head><body><nav><ul>{links}</ul></nav><article>"
        f"{''.join(paragraphs)}</article><script>{'var a = 1;' * 500}</script></body></html>"
    )


def main() -> None:
    """Write the pages, gather them, and print the time."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder, open_store(":memory:") as store:
        gather(store, ["casebook"])
        for at in range(number):
            (Path(folder) / f"{at:04}.html").write_text(article(rng, at), encoding="utf-8")
        started, before = time.perf_counter(), time.process_time()
        done = gather(store, press=[folder])
        took, worked = time.perf_counter() - started, time.process_time() - before
        claims = store.query("SELECT count(*) AS n FROM press_claim")["n"][0].as_py()
        size = store.query("SELECT avg(length(text)) AS n FROM document")["n"][0].as_py()
        kept = sum(line["status"] == "stored" for line in done.files.to_pylist())
        started = time.perf_counter()
        gather(store, press=[folder])
        again = time.perf_counter() - started
    print(
        f"{kept:,} articles of {size:,.0f} characters: {took:,.1f} s ({worked:,.1f} s of one core's work), "
        f"{claims:,} claims; a second time {again:,.1f} s"
    )


if __name__ == "__main__":
    main()
