"""Downloads against a server on this machine that misbehaves in every way a publisher's has or might."""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from publisher import (
    MOVED,
    TSV,
    XLSX,
    Publisher,
    Route,
    answer,
    conditional,
    drip,
    endless,
    nobody,
    open_publisher,
    redirect,
    reset,
    silent,
    then,
    truncated,
    without_length,
    workbook,
)

from cliffhanger.errors import DownloadError
from cliffhanger.sources.answers import FetchError, Limits, open_client
from cliffhanger.sources.content_checks import check_page, check_workbook, tsv_check
from cliffhanger.sources.download import Fetched, fetch

QUICK = Limits(connect_s=2.0, read_s=2.0, total_s=5.0)
TLS = httpx2.create_ssl_context()
"""One for all tests, as it takes longer to make than most of them."""

check_tsv = tsv_check("week", "category")


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """Run a server, asked directly even where the machine has a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_publisher() as server:
        yield server


def get(
    url: str,
    target: Path,
    *,
    check: Callable[[Path, str], str | None] = check_tsv,
    limits: Limits = QUICK,
    waits: list[float] | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Fetched:
    """Fetch without waiting between tries; the waits are noted."""
    noted = [] if waits is None else waits
    with httpx2.Client(verify=TLS) as client:
        return fetch(
            url,
            target,
            check=check,
            limits=limits,
            progress=progress,
            client=client,
            sleep=noted.append,
            draw=lambda: 0.5,
        )


def refused(url: str, target: Path, **how: object) -> FetchError:
    """Fetch what must be refused; checks that the old copy is kept and that nothing is left behind."""
    target.write_bytes(b"old copy")
    with pytest.raises(FetchError) as caught:
        get(url, target, **how)  # type: ignore[arg-type]
    assert target.read_bytes() == b"old copy"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert url in str(caught.value)
    assert "cliffhanger gather FOLDER" in str(caught.value)
    return caught.value


@pytest.mark.parametrize("kind", ["text/html", "text/tab-separated-values"])
def test_page_in_place_of_table_is_refused(publisher: Publisher, tmp_path: Path, kind: str) -> None:
    """The line of HTML that Netflix once served never replaces a table, whatever it calls itself."""
    publisher.routes["/a.tsv"] = answer(MOVED, Content_Type=kind)
    assert "a web page in place of a table ('<a href=" in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv").what
    assert len(publisher.asked) == 1


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"", "text/plain", "an empty file"),
        (b"week\tcategory\n \n", "text/plain", "a table without rows"),
        (b"week\trank\n2021-08-15\t1\n", "text/plain", "a table without the column 'category'"),
        (b"week\tcategory\n\xff\n", "text/plain", "no UTF-8 text (0xff at byte 14)"),
        (b"week\tcategory\n\0\n", "text/plain", "a NUL byte"),
        (TSV, "image/png", "image/png in place of text"),
    ],
)
def test_what_is_no_table_is_refused(publisher: Publisher, tmp_path: Path, body: bytes, kind: str, said: str) -> None:
    """Each way in which a body is no such table is named."""
    publisher.routes["/a.tsv"] = answer(body, Content_Type=kind)
    assert said in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv").what


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (MOVED, "a web page in place of a workbook"),
        (b"not a zip", "none of the kind in place of a workbook ('not a zip')"),
        (XLSX[:-30], "a truncated file"),
        (workbook("letter.txt"), "a zip file that holds no workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(publisher: Publisher, tmp_path: Path, body: bytes, said: str) -> None:
    """An XLSX must be a zip file with a workbook in it."""
    publisher.routes["/a.xlsx"] = answer(body)
    assert said in refused(publisher.at("/a.xlsx"), tmp_path / "a.xlsx", check=check_workbook).what


def test_content_type_of_another_kind_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    """A workbook called a PDF is doubted; one called nothing or anything general is not."""
    publisher.routes["/a.xlsx"] = answer(XLSX, Content_Type="application/pdf")
    assert "application/pdf" in refused(publisher.at("/a.xlsx"), tmp_path / "a.xlsx", check=check_workbook).what


def test_what_is_no_page_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    """A news page must look like one."""
    publisher.routes["/news"] = answer(b"{}")
    assert "no web page ('{}')" in refused(publisher.at("/news"), tmp_path / "news", check=check_page).what


@pytest.mark.parametrize("broken", [truncated, reset])
def test_body_cut_short_is_refused_after_four_tries(publisher: Publisher, tmp_path: Path, broken: Route) -> None:
    """A body shorter than its Content-Length, or a reset connection, is tried again and never kept."""
    publisher.routes["/a.tsv"] = broken
    assert "the connection broke off" in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv").what
    assert len(publisher.asked) == 4


@pytest.mark.parametrize("broken", [truncated, reset])
def test_body_cut_short_once_is_fetched_again(publisher: Publisher, tmp_path: Path, broken: Route) -> None:
    """One broken transfer costs one more request."""
    publisher.routes["/a.tsv"] = then(broken, answer(TSV))
    assert get(publisher.at("/a.tsv"), tmp_path / "a.tsv").path.read_bytes() == TSV


def test_server_error_passes(publisher: Publisher, tmp_path: Path) -> None:
    """A 500 followed by the file gives the file."""
    waits: list[float] = []
    publisher.routes["/a.tsv"] = then(answer(b"", 500), answer(TSV))
    got = get(publisher.at("/a.tsv"), tmp_path / "a.tsv", waits=waits)
    assert (got.status, got.changed, got.bytes, got.modified) == (200, True, len(TSV), None)
    assert waits == [0.375]


def test_waits_double_until_it_gives_up(publisher: Publisher, tmp_path: Path) -> None:
    """Four tries, each wait twice the one before, then a message that says how often."""
    waits: list[float] = []
    publisher.routes["/a.tsv"] = answer(b"", 503)
    problem = refused(publisher.at("/a.tsv"), tmp_path / "a.tsv", waits=waits)
    assert problem.what == "answered 503 Service Unavailable (4 tries)"
    assert waits == [0.375, 0.75, 1.5]


def test_retry_after_is_obeyed(publisher: Publisher, tmp_path: Path) -> None:
    """Seconds and dates are both understood."""
    waits: list[float] = []
    soon = email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=4), usegmt=True)
    publisher.routes["/a.tsv"] = then(
        answer(b"", 429, Retry_After="3"), answer(b"", 503, Retry_After=soon), answer(TSV, Retry_After="nonsense")
    )
    get(publisher.at("/a.tsv"), tmp_path / "a.tsv", waits=waits, limits=Limits())
    assert waits[0] == 3
    assert waits[1] == pytest.approx(3, abs=1.1)


def test_long_retry_after_is_not_sat_out(publisher: Publisher, tmp_path: Path) -> None:
    """A server that asks for an hour is left alone, and the user told."""
    publisher.routes["/a.tsv"] = answer(b"", 429, Retry_After="3600")
    problem = refused(publisher.at("/a.tsv"), tmp_path / "a.tsv")
    assert problem.what == "answered 429 Too Many Requests and asks to wait 3,600 s"
    assert len(publisher.asked) == 1


@pytest.mark.parametrize("status", [304, 403, 404, 410, 204])
def test_lasting_statuses_are_not_tried_again(publisher: Publisher, tmp_path: Path, status: int) -> None:
    """Asking again does not bring back a file that is gone, nor is an unasked 304 an answer."""
    publisher.routes["/a.tsv"] = lambda visit: visit.start(status)
    assert f"answered {status}" in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv").what
    assert len(publisher.asked) == 1


def test_silence_times_out(publisher: Publisher, tmp_path: Path) -> None:
    """A server that accepts and says nothing is given up after its waits."""
    publisher.routes["/a.tsv"] = silent
    problem = refused(publisher.at("/a.tsv"), tmp_path / "a.tsv", limits=Limits(read_s=0.1, tries=2))
    assert problem.what == "nothing came for 0.1 s (2 tries)"
    assert len(publisher.asked) == 2


def test_drip_meets_the_deadline(publisher: Publisher, tmp_path: Path) -> None:
    """A byte now and then satisfies the read timeout, but not the deadline."""
    publisher.routes["/a.tsv"] = drip
    problem = refused(publisher.at("/a.tsv"), tmp_path / "a.tsv", limits=Limits(read_s=1, total_s=0.3))
    assert problem.what == "was not done after 0.3 s"


def test_silence_beyond_the_deadline_is_not_tried_again(publisher: Publisher, tmp_path: Path) -> None:
    """The deadline also cuts the read timeout short."""
    publisher.routes["/a.tsv"] = silent
    problem = refused(publisher.at("/a.tsv"), tmp_path / "a.tsv", limits=Limits(total_s=0.2))
    assert problem.what == "was not done after 0.2 s"
    assert len(publisher.asked) == 1


def test_endless_body_stops_at_the_limit(publisher: Publisher, tmp_path: Path) -> None:
    """A body without end or length is cut at the limit."""
    publisher.routes["/a.tsv"] = endless
    problem = refused(publisher.at("/a.tsv"), tmp_path / "a.tsv", limits=Limits(max_bytes=100_000))
    assert problem.what == "sends more than the 100,000 bytes that such a file may have"


def test_announced_size_is_refused_before_a_byte_is_taken(publisher: Publisher, tmp_path: Path) -> None:
    """A Content-Length above the limit is refused without reading on."""
    publisher.routes["/a.tsv"] = answer(TSV)
    seen: list[int] = []
    target = tmp_path / "a.tsv"
    refused(publisher.at("/a.tsv"), target, limits=Limits(max_bytes=50), progress=lambda done, _: seen.append(done))
    assert not seen


def test_packed_body_is_bounded_by_its_unpacked_size(publisher: Publisher, tmp_path: Path) -> None:
    """A megabyte of one letter packs to a kilobyte, and is measured unpacked."""
    publisher.routes["/a.tsv"] = answer(gzip.compress(b"x" * 2**20), Content_Encoding="gzip")
    assert (
        "more than the 100,000"
        in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv", limits=Limits(max_bytes=100_000)).what
    )


def test_damaged_packing_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    """A body that does not unpack is no file."""
    publisher.routes["/a.tsv"] = answer(b"not gzip at all", Content_Encoding="gzip")
    assert "broke off" in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv").what


def test_redirects_off_site_are_refused(publisher: Publisher, tmp_path: Path) -> None:
    """The same server by another name counts as another host, and is not asked."""
    publisher.routes["/a.tsv"] = redirect(f"http://localhost:{publisher.server_port}/b.tsv")
    publisher.routes["/b.tsv"] = answer(TSV)
    problem = refused(publisher.at("/a.tsv"), tmp_path / "a.tsv")
    assert f"redirects to http://localhost:{publisher.server_port}/b.tsv" in problem.what
    assert "not on a host of this publisher (127.0.0.1)" in problem.what
    assert publisher.asked == ["/a.tsv"]


def test_redirect_loop_ends(publisher: Publisher, tmp_path: Path) -> None:
    """Two addresses that point to each other are followed five times."""
    publisher.routes |= {"/a.tsv": redirect("/b.tsv"), "/b.tsv": redirect("/a.tsv")}
    assert "redirects more than 5 times" in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv").what
    assert len(publisher.asked) == 6


@pytest.mark.parametrize(
    "location", ["http://[", "http://127.0.0.1:port/", "ftp://127.0.0.1/a.tsv", "http://me@127.0.0.1/a.tsv"]
)
def test_odd_redirects_are_refused(publisher: Publisher, tmp_path: Path, location: str) -> None:
    """What is no address, or none of the web's, is not followed."""
    publisher.routes["/a.tsv"] = redirect(location)
    assert "redirects to" in refused(publisher.at("/a.tsv"), tmp_path / "a.tsv").what
    assert publisher.asked == ["/a.tsv"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://netflix.invalid/a.tsv", "is not https"),
        ("ftp://127.0.0.1/a.tsv", "is not https"),
        ("https://me:secret@netflix.invalid/a.tsv", "carries a user name"),
        ("http://[", "is not https"),
        ("https://127.0.0.1:port/", "cannot be asked"),
    ],
)
def test_unsafe_addresses_are_not_asked(tmp_path: Path, url: str, said: str) -> None:
    """Plain http, other schemes and addresses with a user are refused before any connection."""
    assert said in refused(url, tmp_path / "a.tsv").what


def test_tls_failure_is_not_tried_again(publisher: Publisher, tmp_path: Path) -> None:
    """An https address whose server does not speak TLS is no matter of patience."""
    waits: list[float] = []
    problem = refused(publisher.at("/a.tsv").replace("http:", "https:"), tmp_path / "a.tsv", waits=waits)
    assert "the connection is not safe" in problem.what
    assert not waits


def test_offline_says_what_to_do(tmp_path: Path) -> None:
    """With nobody listening, the message names the address, the remedy and the way by hand."""
    problem = refused(nobody() + "a.tsv", tmp_path / "a.tsv")
    assert problem.unreachable
    assert problem.what.startswith("no connection: ")
    assert problem.what.endswith("(4 tries)")
    assert "Check that this machine is online" in str(problem)


def test_folder_that_cannot_be_made_is_reported(publisher: Publisher, tmp_path: Path) -> None:
    """A file where the folder should be is the user's to clear."""
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(FetchError, match="cannot be written: ") as caught:
        get(publisher.at("/a.tsv"), tmp_path / "folder" / "a.tsv")
    assert "name another folder" in str(caught.value)
    assert not publisher.asked


def test_unusable_proxy_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy setting that is no address names the variables to look at."""
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://nowhere")
    with pytest.raises(DownloadError, match="HTTPS_PROXY"):
        open_client()


def test_no_tries_is_refused() -> None:
    """At least one try is needed."""
    with pytest.raises(ValueError, match="at least 1"):
        Limits(tries=0)


def test_file_is_put_in_place_whole(publisher: Publisher, tmp_path: Path) -> None:
    """A redirect on the same host is followed, folders are made, and only file and receipt are there."""
    publisher.routes |= {"/a.tsv": redirect("/b.tsv"), "/b.tsv": answer(TSV, Content_Type="text/html")}
    target = tmp_path / "new" / "folder" / "a.tsv"
    got = fetch(publisher.at("/a.tsv"), target, check=check_tsv)
    assert target.read_bytes() == TSV
    assert got.url == publisher.at("/a.tsv")
    assert sorted(path.name for path in target.parent.iterdir()) == [".a.tsv.receipt.json", "a.tsv"]


def test_packed_body_is_unpacked(publisher: Publisher, tmp_path: Path) -> None:
    """Gzip is asked for, and the file holds the unpacked bytes."""
    publisher.routes["/a.tsv"] = answer(gzip.compress(TSV), Content_Encoding="gzip")
    assert get(publisher.at("/a.tsv"), tmp_path / "a.tsv").path.read_bytes() == TSV
    assert publisher.headers[0]["Accept-Encoding"] == "gzip"


def test_progress_is_told(publisher: Publisher, tmp_path: Path) -> None:
    """The last thing told is all of the body; without a length the total is None."""
    told: list[tuple[int, int | None]] = []
    body = TSV + b"x" * 300_000
    publisher.routes["/a.tsv"] = answer(body)
    get(publisher.at("/a.tsv"), tmp_path / "a.tsv", progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1:] == [(len(body), len(body))]
    publisher.routes["/b.tsv"] = without_length
    get(publisher.at("/b.tsv"), tmp_path / "b.tsv", progress=lambda done, total: told.append((done, total)))
    assert told[-1:] == [(len(TSV), None)]


def test_unchanged_file_is_kept(publisher: Publisher, tmp_path: Path) -> None:
    """The second time the server says 304, and the file stays."""
    publisher.routes["/a.tsv"] = conditional
    first = get(publisher.at("/a.tsv"), tmp_path / "a.tsv")
    again = get(publisher.at("/a.tsv"), tmp_path / "a.tsv")
    assert (first.changed, first.status) == (True, 200)
    assert (again.changed, again.status) == (False, 304)
    assert again.sha256 == first.sha256
    assert again.modified == dt.datetime(2021, 11, 16, 20, tzinfo=dt.UTC)
    assert publisher.headers[1]["If-Modified-Since"] == "Tue, 16 Nov 2021 20:00:00 GMT"


@pytest.mark.parametrize("damage", ["file edited", "file gone", "receipt damaged", "receipt of another kind"])
def test_doubtful_copy_is_fetched_in_full(publisher: Publisher, tmp_path: Path, damage: str) -> None:
    """A copy that is not what was received is not kept because the publisher's has not changed."""
    publisher.routes["/a.tsv"] = conditional
    target, receipt = tmp_path / "a.tsv", tmp_path / ".a.tsv.receipt.json"
    get(publisher.at("/a.tsv"), target)
    if damage == "file edited":
        target.write_bytes(TSV[:-5])
    elif damage == "file gone":
        target.unlink()
    else:
        receipt.write_text("{" if damage == "receipt damaged" else '["url"]')
    got = get(publisher.at("/a.tsv"), target)
    assert (got.status, target.read_bytes()) == (200, TSV)
    assert got.changed == damage.startswith("file")
    assert "If-None-Match" not in publisher.headers[1]


def test_receipt_holds_for_its_address_only(publisher: Publisher, tmp_path: Path) -> None:
    """Another address for the same file is asked without conditions."""
    publisher.routes |= {"/a.tsv": conditional, "/b.tsv": conditional}
    get(publisher.at("/a.tsv"), tmp_path / "a.tsv")
    assert get(publisher.at("/b.tsv"), tmp_path / "a.tsv").status == 200


def test_strange_etag_is_not_sent_back(publisher: Publisher, tmp_path: Path) -> None:
    """An ETag beyond ASCII cannot be sent, so the file is fetched in full."""
    publisher.routes["/a.tsv"] = answer(TSV, ETag='"\xe9"')
    get(publisher.at("/a.tsv"), tmp_path / "a.tsv")
    assert get(publisher.at("/a.tsv"), tmp_path / "a.tsv").changed is False
    assert "If-None-Match" not in publisher.headers[1]


def test_httpx2_is_imported_late() -> None:
    """Importing the modules does not import the HTTP client."""
    code = "import sys, cliffhanger.sources.netflix_download; sys.exit('httpx2' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
