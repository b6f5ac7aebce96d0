"""``python -m tools.make_recordings RAW CITY``: Seoul's places and recordings from the raw files.

RAW holds the folders as they were collected (each with its SOURCE.md); CITY is the pack's folder.
The same input always makes the same bytes. Prints what came in and what was left out.
"""

import sys
from pathlib import Path

from tools.make_recordings.city_facilities import write_facilities
from tools.make_recordings.city_figures import write_figures
from tools.make_recordings.city_happenings import write_events, write_fires
from tools.make_recordings.city_parking import write_parking
from tools.make_recordings.city_response import write_response
from tools.make_recordings.city_series import (
    write_air,
    write_prices,
    write_subway,
    write_weather_and_bicycles,
)
from tools.make_recordings.city_stations import write_stations
from tools.make_recordings.gazetteer import read_gazetteer, write_places
from tools.make_recordings.lines import write_lines


def make(raw: Path, city: Path) -> dict[str, object]:
    """Write everything; answer the counts of each part."""
    gazetteer = read_gazetteer(raw)
    places, target = city / "places", city / "recordings"
    write_places(places, gazetteer)
    return {
        "neighbourhoods": len(gazetteer.neighbourhoods),
        "lines": write_lines(places / "lines.geojson", raw, gazetteer),
        "facilities": write_facilities(places / "facilities", raw, gazetteer),
        "stations": write_stations(places / "facilities", raw, gazetteer),
        "response": write_response(places / "response", raw, gazetteer),
        "pm-2022": write_air(target, raw, gazetteer),
        "weather-2018, bike-2018": write_weather_and_bicycles(target, raw),
        "subway-2019": write_subway(target, raw, gazetteer),
        "prices-2019": write_prices(target, raw),
        "parking-2026": write_parking(target, raw, gazetteer),
        "fires-2021": write_fires(target, raw, gazetteer),
        "events-2024": write_events(target, raw, gazetteer),
        "figures": write_figures(target, raw, gazetteer),
    }


if __name__ == "__main__":
    for part, counted in make(Path(sys.argv[1]), Path(sys.argv[2])).items():
        print(f"{part}: {counted}")
