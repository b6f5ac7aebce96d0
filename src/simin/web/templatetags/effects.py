"""``{% load effects %}``: effects on the pages of other things."""

from django import template

from simin.domains.effects import queries as effects
from simin.web.effects.sentences import Wording
from simin.web.effects.shown import EffectShown, wording
from simin.web.presentation.times import CityTime
from simin.workflows.directive_names_effect import subject_of

register = template.Library()


@register.simple_tag
def effect_line(directive: str) -> Wording | None:
    """What can be said of a directive's effect; for who may see the directive."""
    question = effects.of_subject(subject_of(directive))
    return wording(question) if question else None


@register.simple_tag
def asked_of_citizens(indicator: str, time: CityTime) -> list[EffectShown]:
    """What citizens are asked about an indicator now."""
    return [EffectShown(one, time) for one in effects.public(indicator, time.now)]
