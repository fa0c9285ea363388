"""The desk on a port of this machine, and a real Chromium that looks at it; skipped where there is none."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, PHONE = (1280, 900), (390, 844)

Opener = Callable[..., "Page"]


@pytest.fixture(scope="session")
def address(store_path: Path) -> Iterator[str]:
    """Where the desk over the store of the shipped cases and hostile titles answers."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    import uvicorn

    from cliffhanger.web.app import make_app

    server = uvicorn.Server(uvicorn.Config(make_app(store_path), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="session")
def browser(address: str) -> Iterator[Browser]:
    """Chromium without a window, which asks nothing of any network but the desk's."""
    from playwright.sync_api import expect, sync_playwright

    assert address
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        # As root, as in most containers, Chromium refuses to start with its sandbox.
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield made
        made.close()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens a page of the desk; at the end no script may have failed, no policy been broken, no other host asked."""
    contexts, wrong, closing = [], [], []

    def listen(said: ConsoleMessage) -> None:
        # htmx tells in this way too that a request was broken off because a newer one took its place.
        replaced = said.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))
        if said.type in ("error", "warning") and not closing and not replaced:
            wrong.append(f"{said.text} {said.location.get('url', '')}")

    def open_page(path: str, size: tuple[int, int] = WIDE, expected: int = 200, *, refused: bool = False) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if expected == 200 and not refused:  # of a refusal the console tells too
            page.on("console", listen)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url))
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == expected
        return page

    yield open_page
    closing.append(True)  # what is still under way breaks off
    for context in contexts:
        context.close()
    assert wrong == []
