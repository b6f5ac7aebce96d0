"""``/desk/incidents/``: what happens, who is on it, what may be the same, where it reaches.

Read by whoever sees the office's picture, done by whoever runs incidents. No page decides what is
possible: a refusal of the domain becomes a sentence beside what was typed, which stays.
"""
