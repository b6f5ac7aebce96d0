"""Django's ``makemessages``, which also finds what the city says by itself.

``simin.kit.translated.words`` takes a msgid and gives it in all languages at once; xgettext does
not know it by itself, and would drop its msgids from the catalogue.
"""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=words:1",
        "--keyword=_lazy:1",
    ]
