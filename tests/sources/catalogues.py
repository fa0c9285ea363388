"""Answers of TVmaze, TMDB and IMDb in their published layouts, about series that do not exist; no tests in here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJub25lIn0.c2lnbmF0dXJl"


def tvmaze_show(**changes: object) -> dict[str, object]:
    """Harbour Lights as TVmaze answers for /shows/ID?embed[]=seasons&embed[]=episodes."""
    web = {"id": 1, "name": "Netflix", "country": None, "officialSite": "https://www.netflix.com/"}
    links = {"self": {"href": "https://api.tvmaze.com/shows/901"}}
    return {
        "id": 901,
        "url": "https://www.tvmaze.com/shows/901/harbour-lights",
        "name": "Harbour Lights",
        "type": "Scripted",
        "language": "English",
        "genres": ["Drama", "Mystery"],
        "status": "Running",
        "runtime": None,
        "averageRuntime": 50,
        "premiered": "2023-03-03",
        "ended": None,
        "officialSite": None,
        "schedule": {"time": "", "days": []},
        "rating": {"average": 7.1},
        "weight": 70,
        "network": None,
        "webChannel": web,
        "dvdCountry": None,
        "externals": {"tvrage": None, "thetvdb": 1, "imdb": "tt0000901"},
        "image": None,
        "summary": "<p>A pilot goes missing.</p>",
        "updated": 1_735_700_000,  # 1 January 2025
        "_links": links,
        "_embedded": {
            "seasons": [
                tvmaze_season(1, "2023-03-03", "2023-03-10", 2),
                tvmaze_season(2, "2024-05-02", "2024-05-02", 3),
            ],
            "episodes": [
                tvmaze_episode(1, 1, "2023-03-03", 50),
                tvmaze_episode(1, 2, "2023-03-10", 55),
                tvmaze_episode(2, 1, "2024-05-02", 45),
                tvmaze_episode(2, 2, "2024-05-02", None),
                tvmaze_episode(2, 3, "2024-05-02", 60),
            ],
        },
    } | changes


def tvmaze_season(number: int, premiere: str | None, end: str | None, ordered: int | None) -> dict[str, object]:
    """A season as TVmaze lists it."""
    return {
        "id": 9010 + number,
        "url": f"https://www.tvmaze.com/seasons/{9010 + number}/harbour-lights-season-{number}",
        "number": number,
        "name": "",
        "episodeOrder": ordered,
        "premiereDate": premiere,
        "endDate": end,
        "network": None,
        "webChannel": {"id": 1, "name": "Netflix", "country": None, "officialSite": None},
        "image": None,
        "summary": None,
        "_links": {},
    }


def tvmaze_episode(season: int, number: int, day: str, minutes: int | None) -> dict[str, object]:
    """An episode as TVmaze lists it."""
    return {
        "id": 90_100 + 10 * season + number,
        "url": "https://www.tvmaze.com/episodes/1/x",
        "name": f"Episode {number}",
        "season": season,
        "number": number,
        "type": "regular",
        "airdate": day,
        "airtime": "",
        "airstamp": f"{day}T12:00:00+00:00",
        "runtime": minutes,
        "rating": {"average": None},
        "image": None,
        "summary": None,
        "_links": {},
    }


def tvmaze_found(*shows: dict[str, object]) -> list[dict[str, object]]:
    """What TVmaze answers for /search/shows?q=..."""
    return [{"score": 0.9, "show": {k: v for k, v in show.items() if k != "_embedded"}} for show in shows]


def tmdb_series(**changes: object) -> dict[str, object]:
    """Harbour Lights as TMDB answers for /3/tv/ID."""
    return {
        "adult": False,
        "backdrop_path": None,
        "created_by": [],
        "episode_run_time": [],
        "first_air_date": "2023-03-03",
        "genres": [{"id": 18, "name": "Drama"}, {"id": 9648, "name": "Mystery"}],
        "homepage": "",
        "id": 77_901,
        "in_production": False,
        "languages": ["en"],
        "last_air_date": "2024-05-02",
        "last_episode_to_air": {"id": 5, "name": "Episode 3", "air_date": "2024-05-02", "season_number": 2},
        "name": "Harbour Lights",
        "next_episode_to_air": None,
        "networks": [{"id": 213, "logo_path": None, "name": "Netflix", "origin_country": ""}],
        "number_of_episodes": 5,
        "number_of_seasons": 2,
        "origin_country": ["US"],
        "original_language": "en",
        "original_name": "Harbour Lights",
        "overview": "A pilot goes missing.",
        "popularity": 12.5,
        "poster_path": None,
        "production_companies": [],
        "production_countries": [],
        "seasons": [
            tmdb_season(0, "2023-03-01", 4, 0.0),
            tmdb_season(1, "2023-03-03", 2, 7.4),
            tmdb_season(2, "2024-05-02", 3, 0.0),
        ],
        "spoken_languages": [],
        "status": "Canceled",
        "tagline": "",
        "type": "Scripted",
        "vote_average": 7.3,
        "vote_count": 812,
    } | changes


def tmdb_season(number: int, day: str | None, episodes: int, vote: float) -> dict[str, object]:
    """A season as TMDB lists it."""
    return {
        "air_date": day,
        "episode_count": episodes,
        "id": 5000 + number,
        "name": f"Season {number}" if number else "Specials",
        "overview": "",
        "poster_path": None,
        "season_number": number,
        "vote_average": vote,
    }


def tmdb_found(*series: dict[str, object]) -> dict[str, object]:
    """What TMDB answers for /3/search/tv?query=..."""
    kept = ("id", "name", "original_name", "first_air_date", "original_language", "vote_average")
    results = [{k: one[k] for k in kept} for one in series]
    return {"page": 1, "results": results, "total_pages": 1, "total_results": len(results)}


def as_bytes(answer: object) -> bytes:
    """An answer as it is sent."""
    return json.dumps(answer).encode()


BASICS = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres"
EPISODE = "tconst\tparentTconst\tseasonNumber\tepisodeNumber"
RATINGS = "tconst\taverageRating\tnumVotes"


def imdb_dumps() -> dict[str, str]:
    """IMDb's three dumps: a series with two seasons, a namesake of another year, a film and a stranger."""
    basics = [
        BASICS,
        "tt0000901\ttvSeries\tHarbour Lights\tHarbour Lights\t0\t2023\t\\N\t50\tDrama,Mystery",
        "tt0000902\ttvSeries\tHarbour Lights\tHarbour Lights\t0\t1994\t1996\t25\tComedy",
        "tt0000903\tmovie\tHarbour Lights\tHarbour Lights\t0\t2023\t\\N\t100\tDrama",
        'tt0000904\ttvMiniSeries\tThe "Stranger\tThe "Stranger\t0\t2023\t2023\t\\N\t\\N',
        *(f"tt00009{n}\ttvEpisode\tEpisode\tEpisode\t0\t2023\t\\N\t50\tDrama" for n in range(11, 16)),
    ]
    episode = [
        EPISODE,
        "tt0000911\ttt0000901\t1\t1",
        "tt0000912\ttt0000901\t1\t2",
        "tt0000913\ttt0000901\t2\t1",
        "tt0000914\ttt0000901\t\\N\t\\N",
        "tt0000915\ttt0000902\t1\t1",
    ]
    ratings = [
        RATINGS,
        "tt0000901\t7.2\t5000",
        "tt0000902\t5.0\t90",
        "tt0000904\t6.6\t50",
        "tt0000911\t8.0\t300",
        "tt0000912\t6.0\t100",
        "tt0000914\t9.9\t7",
    ]
    rows = {"basics": basics, "episode": episode, "ratings": ratings}
    return {f"title.{name}.tsv.gz": "\n".join(lines) + "\n" for name, lines in rows.items()}


def write_dumps(folder: Path, dumps: dict[str, str] | None = None, day: str = "") -> list[Path]:
    """Write IMDb's dumps into a folder, with a day in their names where one is given."""
    paths = []
    for name, text in (imdb_dumps() if dumps is None else dumps).items():
        path = folder / name.replace(".tsv.gz", f"_{day}.tsv.gz" if day else ".tsv.gz")
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
        paths.append(path)
    return paths


LIST = "\n".join(
    [
        "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\tcumulative_weeks_in_top_10",
        "2023-03-05\tTV (English)\t3\tHarbour Lights\tHarbour Lights: Season 1\t11000000\t1",
        "2024-05-05\tTV (English)\t5\tHarbour Lights\tHarbour Lights: Season 2\t9000000\t1\n",
    ]
)
"""A weekly list of Netflix's that names the series."""
