"""A town whose every page can be asked for."""

from tests.factories import card_town
from tests.standing import standing

town = standing(card_town.build)
