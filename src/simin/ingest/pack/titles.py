"""How an incident is named: its kind's title with the place filled in, in every language."""

from simin.ingest.pack.places import Neighbourhood

#: Languages that name the larger place first.
_LARGE_FIRST = ("ko", "ja", "zh")


def place_words(place: Neighbourhood, district: dict[str, str]) -> dict[str, str]:
    """Neighbourhood and district, as each language orders them."""
    return {
        code: f"{district.get(code, '')} {name}"
        if code in _LARGE_FIRST
        else f"{name}, {district.get(code, '')}"
        for code, name in place.name.items()
    }


def filled(title: dict[str, str], place: dict[str, str]) -> dict[str, str]:
    """The title with ``{place}`` filled in."""
    return {code: text.replace("{place}", place.get(code, "")) for code, text in title.items()}
