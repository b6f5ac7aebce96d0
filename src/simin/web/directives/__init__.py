"""``/desk/directives/``: what was asked of whom, by when, and how it is reported.

Every page is made in the reader's name: what somebody may not see is not there. No page decides
what is allowed; a refusal of the domain becomes a sentence beside what was typed, which stays.
"""
