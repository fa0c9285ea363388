"""Text of a case as a user writes one: the one that the tests of the forecast share."""

from __future__ import annotations


def fact(measure: str, value: object, known_on: str, listed: str = "press", more: str = "") -> str:
    """A fact of the season above it; words as text, numbers as value."""
    said = f'text = "{value}"' if isinstance(value, str) else f"value = {value}"
    return (
        f'\n[[season.fact]]\nmeasure = "{measure}"\n{said}\n{more}\nlist = "{listed}"\ngeography = "world"\n'
        f'known_on = {known_on}\npublication = "Somebody"\ngrade = "B"\n'
    )


def case(series: str, premiere: str, *facts: str, platform: str = "Netflix", language: str | None = "English") -> str:
    """A scripted first season with further facts."""
    head = (
        f'series = "{series}"\nplatform = "{platform}"\n[[season]]\nnumber = 1\nlabel = "Season 1"\n'
        f"premiere = {premiere}\n"
    )
    traits = {"release_date": premiere, "kind": "scripted"} | ({"language": language} if language else {})
    return head + "".join([fact(name, text, premiere, "catalogue") for name, text in traits.items()] + list(facts))
