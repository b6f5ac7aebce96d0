"""Rules over what the city observes, and alerts: episodes of a rule's being true somewhere.

Owns rules, what is remembered of each series under each condition, alerts and mutes. Publishes
``AlertChanged``, ``AlertEnded``, ``AlertRuleChanged`` and ``AlertRuleMuted``.

Pure: ``definition`` (what a rule says), ``condition`` and ``judging`` (is it true of these values),
``watch`` (many rules over many series at once, in columns), ``episode`` (what makes one alert),
``past`` (the same over hours gone by). Never here: fetching, what an indicator's levels are, what
is done about an alert; a value that is flagged or discredited fires nothing.
"""
