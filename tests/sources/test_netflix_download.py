"""All of Netflix's files at once, from a server on this machine laid out like Netflix's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from publisher import MOVED, TSV, XLSX, Publisher, Visit, answer, nobody, open_publisher

from cliffhanger.sources import netflix_addresses
from cliffhanger.sources.answers import Limits
from cliffhanger.sources.content_checks import check_workbook, tsv_check
from cliffhanger.sources.download import Fetched
from cliffhanger.sources.netflix_download import NetflixError, fetch_netflix, find_pages, find_reports


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """Run a server, asked directly even where the machine has a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_publisher() as server:
        yield server


def publish(publisher: Publisher) -> None:
    """Lay out Netflix's site: three TSVs, a landing page, a second page it links to, and seven reports."""
    publisher.routes["/data/all-weeks-global.tsv"] = answer(TSV)
    publisher.routes["/data/all-weeks-countries.tsv"] = answer(b"country_iso2\t" + TSV.replace(b"\n2", b"\nIL\t2"))
    publisher.routes["/data/most-popular.tsv"] = answer(b"category\trank\tshow_title\nTV (English)\t1\tHit & Run\n")
    links = []
    for number, period in enumerate(netflix_addresses.REPORT_PERIODS):
        path = f"/4cd45et68cgf/{number}/What_We_Watched_A_Netflix_Engagement_Report_{period}.xlsx"
        publisher.routes[path] = answer(XLSX)
        links.append(publisher.at(path))
    first, rest = links[0], links[1:]
    landing = f'<!doctype html><a href="{first}">here</a><a href="what-we-watched-the-second-half">more</a>'
    inner = ",".join(f'"{link}"'.replace("/", "\\u002F") for link in rest)
    publisher.routes["/en/news/what-we-watched"] = answer(landing.encode())
    publisher.routes["/en/news/what-we-watched-the-second-half"] = answer(f"<script>[{inner}]</script>".encode())


def netflix(publisher: Publisher, folder: Path, base: str | None = None, news: str | None = None) -> list[Fetched]:
    """Fetch everything without waiting between tries."""
    return fetch_netflix(
        folder,
        base_url=base or publisher.at("/data/"),
        news_url=news or publisher.at("/en/news/what-we-watched"),
        asset_root=publisher.at("/4cd45et68cgf/"),
        limits=Limits(read_s=2.0, total_s=5.0),
        sleep=lambda _: None,
    )


def test_one_bad_file_does_not_lose_the_others(publisher: Publisher, tmp_path: Path) -> None:
    """Every problem is listed once, at the end, and the good files are in place."""
    publish(publisher)
    publisher.routes["/data/all-weeks-global.tsv"] = answer(MOVED)
    del publisher.routes["/4cd45et68cgf/3/What_We_Watched_A_Netflix_Engagement_Report_2024Jul-Dec.xlsx"]
    with pytest.raises(NetflixError) as caught:
        netflix(publisher, tmp_path)
    assert len(caught.value.problems) == 2
    assert len(caught.value.fetched) == 8
    assert all(got.path.is_file() for got in caught.value.fetched)
    message = str(caught.value)
    assert f"{publisher.at('/data/all-weeks-global.tsv')}: answered with a web page" in message
    assert "2024Jul-Dec.xlsx: answered 404 Not Found" in message
    assert "cliffhanger gather FOLDER" in message


def test_offline_names_every_file(tmp_path: Path, publisher: Publisher) -> None:
    """Offline, each host is tried once, and the message holds all addresses to fetch by hand."""
    base = nobody()
    with pytest.raises(NetflixError) as caught:
        netflix(publisher, tmp_path / "folder", base=base, news=base + "en/news/what-we-watched")
    message = str(caught.value)
    for name in ("all-weeks-global.tsv", "all-weeks-countries.tsv", "most-popular.tsv"):
        assert f"\n  {base}{name}\n" in message
    assert f"\n  {base}en/news/what-we-watched (the workbook of 2023Jan-Jun, 2023Jul-Dec, " in message
    assert message.count("(4 tries)") == 1
    assert "none could be had" in message
    assert not caught.value.fetched


def test_report_that_is_not_linked_is_reported(publisher: Publisher, tmp_path: Path) -> None:
    """A report known to exist is missed aloud, unless it was put into the folder by hand."""
    publish(publisher)
    publisher.routes["/en/news/what-we-watched-the-second-half"] = answer(b"", 404)
    with pytest.raises(NetflixError, match=r"no link found to the engagement report of 2023Jul-Dec, 2024Jan-Jun"):
        netflix(publisher, tmp_path)
    for period in netflix_addresses.REPORT_PERIODS[1:]:
        (tmp_path / f"Netflix-s_What_We_Watched_Report_{period}__1_.xlsx").write_bytes(XLSX)
    assert len(netflix(publisher, tmp_path)) == 4


def test_links_elsewhere_are_not_followed() -> None:
    """Only reports by name, under Netflix's part of the asset host, are taken from a page."""
    root = "https://assets.ctfassets.net/4cd45et68cgf/"
    good = root + "a/b/Netflix-s_What_We_Watched_Report_2026Jan-Jun__1_.xlsx"
    page = f"""
        <a href="https://assets.ctfassets.net/other/a/b/What_We_Watched_2023Jan-Jun.xlsx">
        <a href="https://evil.example/4cd45et68cgf/What_We_Watched_2023Jan-Jun.xlsx">
        <a href="http://assets.ctfassets.net/4cd45et68cgf/What_We_Watched_2023Jan-Jun.xlsx">
        <a href="{root}../x/What_We_Watched_2023Jan-Jun.xlsx">
        <a href="{root}a/What_We_Watched%2F..%2F2023Jan-Jun.xlsx">
        <a href="{root}a/Annual_Accounts.xlsx">
        <a href="{good.removeprefix("https:")}"><a href='{good}'>"""
    assert find_reports(page, "https://about.netflix.com/en/news/x") == [good]


def test_only_pages_beside_are_followed() -> None:
    """Other hosts, other languages and other news are left out."""
    here = "https://about.netflix.com/en/news/what-we-watched-a-netflix-engagement-report"
    page = f"""
        <link href="https://about.netflix.com/ja/news/what-we-watched-a-netflix-engagement-report">
        <a href="https://evil.example/en/news/what-we-watched"> <a href="{here}#top"> <a href="/en/news/hit-and-run">
        <a href="/en/news/what-we-watched-the-first-half-of-2024?x=1&amp;y=2">"""
    assert find_pages(page, here) == ["https://about.netflix.com/en/news/what-we-watched-the-first-half-of-2024"]


def test_pages_without_end_come_to_one(publisher: Publisher, tmp_path: Path) -> None:
    """A page that always links to a further one is followed a bounded number of times."""

    def ever_more(visit: Visit) -> None:
        answer(f'<a href="{visit.path}x">more</a>'.encode())(visit)

    publish(publisher)
    for number in range(netflix_addresses.MAX_PAGES + 5):
        publisher.routes["/en/news/what-we-watched" + "x" * number] = ever_more
    with pytest.raises(NetflixError):
        netflix(publisher, tmp_path)
    assert sum(path.startswith("/en/news") for path in publisher.asked) == netflix_addresses.MAX_PAGES


def test_all_of_netflix_is_gathered(publisher: Publisher, tmp_path: Path) -> None:
    """The three lists and all reports land under Netflix's own names; progress is told by name."""
    publish(publisher)
    told: list[str] = []
    got = fetch_netflix(
        tmp_path,
        base_url=publisher.at("/data/"),
        news_url=publisher.at("/en/news/what-we-watched"),
        asset_root=publisher.at("/4cd45et68cgf/"),
        progress=lambda name, done, total: told.append(name),
    )
    assert [one.path.name for one in got][:3] == ["all-weeks-global.tsv", "all-weeks-countries.tsv", "most-popular.tsv"]
    assert len(got) == 10
    assert {one.path.name for one in got} <= set(told)


def test_real_files_pass_their_checks(shared_data: Path) -> None:
    """Every edition that Netflix has published passes; the page that stood in for one does not."""
    folder = shared_data / "netflix"
    failed = []
    for file in netflix_addresses.TOP10_FILES:
        editions = sorted((folder / "vintages").glob(f"{file.name.removesuffix('.tsv')}_*.tsv"))
        assert editions
        check = tsv_check(*file.columns)
        failed += [path.name for path in editions if check(path, "text/plain")]
    assert failed == ["all-weeks-global_2023-06-14.tsv"]
    assert all(check_workbook(path, "") is None for path in folder.glob("engagement_*.xlsx"))
