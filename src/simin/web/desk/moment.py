"""City time for the pages of the desk; they need no picture."""

from zoneinfo import ZoneInfo

from simin.kit.clock import city_clock
from simin.web.presentation.city import city_frame
from simin.web.presentation.times import CityTime


def city_time() -> CityTime:
    """UTC before a pack was loaded."""
    city = city_frame()
    return CityTime(city_clock().now(), city.zone if city else ZoneInfo("UTC"))
