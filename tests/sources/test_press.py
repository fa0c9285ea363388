"""Texts of the press: what is refused, in which encodings they come, and what is kept of each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from publisher import Visit, answer, open_publisher

from cliffhanger import gather, open_store
from cliffhanger.errors import CliffhangerError, DownloadError, SourceError
from cliffhanger.sources.press_download import fetch_page
from cliffhanger.sources.press_feeds import read_feed
from cliffhanger.sources.press_pages import MOST_BYTES, read_page
from cliffhanger.sources.public_addresses import why_not_public

BODY = (
    "<p>Netflix has renewed <em>Night Ferry</em> for a third season, the company said on Tuesday in a statement.</p>"
    "<p>The drama follows a crew of smugglers who cross the strait by night, and it was shot over seven months.</p>"
    "<p>Its second season came out in January, and its makers say that work on the next one begins in the autumn.</p>"
)
HEAD = '<meta property="og:site_name" content="Trade Daily"><title>Night Ferry renewed</title>'
DAY = '<meta property="article:published_time" content="2023-03-14T10:00:00Z">'
FEED = (
    '<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>Trade Daily</title><item>'
    "<title>Netflix renews Night Ferry</title><link>{link}</link>{day}"
    "<description>Netflix has renewed &lt;em&gt;Night Ferry&lt;/em&gt; for a third season.</description>"
    "</item></channel></rss>"
)
SENT = "<pubDate>Tue, 14 Mar 2023 10:00:00 GMT</pubDate>"


def page(head: str = HEAD + DAY, body: str = BODY) -> bytes:
    """A page with an article."""
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bytes(range(256)) * 40, "a binary file"),
        (b"%PDF-1.7\n" + bytes(range(32)) * 40, "a binary file"),
        (b" \n", "an empty file"),
        (b"x" * (MOST_BYTES + 1), "at most 8 MiB"),
        (b"date 2021-02-30 Some news.\nAnd more.", "a day that exists"),
        (page(body="<div>" * 100_000), "nested at most 2,000 deep"),
        (b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><p>&b;</p></html>', "no entities of its own"),
        (page(body="<p>Please switch on scripts.</p>"), "without one"),
    ],
    ids=["binary", "pdf", "empty", "too large", "no such day", "deep", "entities", "no article"],
)
def test_what_is_no_article_is_refused(data: bytes, words: str) -> None:
    """Each refusal says what was expected and what was found."""
    with pytest.raises(SourceError, match=words):
        read_page(Path("a.html"), data)


def test_a_page_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    """A page of 50 MB is refused by its size, and nothing is stored."""
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(50 * 10**6)
    with open_store(":memory:") as store:
        with pytest.raises(SourceError, match="48 MiB"):
            gather(store, press=[path])
        assert store.get("document").num_rows == 0


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE r SYSTEM "x">'],
)
def test_a_feed_that_draws_in_files_is_refused(doctype: str) -> None:
    """Declarations of entities, by which a feed could read files of this machine, are refused."""
    with pytest.raises(SourceError, match="no entities or document type"):
        read_feed(Path("feed.xml"), FEED.format(doctype=doctype, link="https://trade.example/1", day=SENT))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "[::1]", "::ffff:10.0.0.1", "localhost",
     "wiki.internal", "100.64.0.1", "0.0.0.0", "224.0.0.1", "fe80::1"],
)  # fmt: skip
def test_hosts_inside_are_refused(host: str) -> None:
    """Numbers and names inside a house or firm are refused before anything is asked."""
    assert why_not_public(host)


def test_a_name_that_leads_inside_is_refused() -> None:
    """A public name whose number is a private one is refused."""
    assert why_not_public("trade.example", resolve=lambda name: ["93.184.216.34", "10.0.0.8"])
    assert why_not_public("trade.example", resolve=lambda name: ["93.184.216.34"]) is None


def test_an_address_inside_is_asked_only_when_allowed(tmp_path: Path) -> None:
    """The stand-in publisher on this machine is refused by default, and asked with `private`."""
    with open_publisher() as publisher:
        publisher.routes["/a"] = answer(page())
        with pytest.raises(DownloadError, match="private network"):
            fetch_page(publisher.at("/a"), tmp_path)
        assert publisher.asked == []
        assert b"Night Ferry" in fetch_page(publisher.at("/a"), tmp_path, private=True).read_bytes()


def test_endless_redirects_end(tmp_path: Path) -> None:
    """A page that redirects to itself is given up after five redirects."""

    def again(visit: Visit) -> None:
        visit.start(302, Location="/a", Content_Length="0")

    with open_publisher() as publisher:
        publisher.routes["/a"] = again
        with pytest.raises(DownloadError, match="redirects more than 5 times"):
            fetch_page(publisher.at("/a"), tmp_path, private=True)


def test_a_feed_cannot_make_the_program_call_inside(tmp_path: Path) -> None:
    """A feed on a public address that names one inside: its entry is kept as the feed has it, the address not asked."""
    path = tmp_path / "feed.xml"
    path.write_text(FEED.format(doctype="", link="http://10.0.0.8/1", day=SENT))
    with open_store(":memory:") as store:
        gather(store, press=[path])
        kept = store.get("document").to_pylist()
    assert [(row["publisher"], row["published_on"], row["names"]) for row in kept] == [
        ("Trade Daily", dt.date(2023, 3, 14), "Night Ferry")
    ]


def test_the_day_the_site_and_the_slanted_names_are_read() -> None:
    """A page gives its title, site, day and what stands in slanted letters; its scripts are gone."""
    read = read_page(Path("a.html"), page(body=BODY + "<script>document.write('Cancelled!')</script>"))
    assert (read.title, read.publisher, read.published_on) == (
        "Night Ferry renewed",
        "Trade Daily",
        dt.date(2023, 3, 14),
    )
    assert read.names == ("Night Ferry",)
    assert "Cancelled" not in read.text


def test_a_text_without_a_day_is_undated() -> None:
    """No day is made up: neither from the prose nor from the file."""
    assert read_page(Path("a.html"), page(HEAD)).published_on is None
    assert read_page(Path("a.txt"), b"Netflix renewed it in May 2023.").published_on is None


@pytest.mark.parametrize(
    "data",
    [
        "Café “Night Ferry”".encode(),
        "Café “Night Ferry”".encode("utf-16"),
        "Café “Night Ferry”".encode("cp1252"),
        "\ufeffCafé “Night Ferry”".encode(),
        "Café “Night Ferry”".replace("”", "’").encode().decode("cp1252").encode(),
    ],
)
def test_wrong_encodings_are_mended(data: bytes) -> None:
    """UTF-8, UTF-16, Windows-1252 UTF-8 with a mark and UTF-8 read wrongly all give the same letters."""
    assert read_page(Path("a.txt"), data).text.replace("’", "”") == "Café “Night Ferry”"


def test_a_folder_keeps_what_is_readable(tmp_path: Path) -> None:
    """Of a folder the bad file is listed with its reason, the rest is kept; a second time nothing is read."""
    (tmp_path / "good.txt").write_text("date 2023-03-14 Night Ferry renewed\n\nNetflix has renewed “Night Ferry.”")
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 40)
    with open_store(":memory:") as store:
        first = {row["name"]: row["status"] for row in gather(store, press=[tmp_path]).files.to_pylist()}
        again = {row["name"]: row["status"] for row in gather(store, press=[tmp_path]).files.to_pylist()}
        assert store.get("document").num_rows == 1
    assert first == {"good.txt": "stored", "bad.txt": "refused"}
    assert again == {"good.txt": "already here", "bad.txt": "refused"}


def test_a_named_file_is_read_or_all_is_refused(tmp_path: Path) -> None:
    """Where two named texts are bad, both are named and nothing is stored."""
    (tmp_path / "good.txt").write_text("Netflix has renewed “Night Ferry.”")
    with open_store(":memory:") as store:
        with pytest.raises(CliffhangerError, match=r"(?s)no\.txt.*nor\.txt"):
            gather(store, press=[tmp_path / "good.txt", tmp_path / "no.txt", tmp_path / "nor.txt"])
        assert store.get("document").num_rows == 0
