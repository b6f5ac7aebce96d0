"""``{% load desk %}``: words of the pages about sources."""

from django import template

from simin.web.desk.reasons import placed, unread
from simin.web.desk.vocabulary import noticed
from simin.web.presentation.numbers import figure

register = template.Library()

register.filter("unread", unread)
register.filter("placed", placed)
register.filter("noticed", noticed)
register.filter("figure", figure)
