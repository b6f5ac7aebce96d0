"""``/desk/procedures/`` and ``/desk/steps/``: what is to be done, by whom, and how it is defined.

``panel`` gives the part ``procedures/parts/steps.html`` what it shows, for every page that shows an
incident to the city's people. No page decides what is allowed; a refusal of the domain becomes a
sentence beside what was typed, which stays.
"""
