"""``/desk/rules/``: rules of alerts, read by everyone who works for the city, changed by some.

A rule is looked at before it is saved: what it would have done in the last thirty days. Nothing
typed is ever lost; whoever saves a rule that somebody else changed meanwhile sees both.
"""
