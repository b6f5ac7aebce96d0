"""Whether what the city did moved what it should have moved.

Owns effect questions (an indicator, a direction, a window, a baseline, a subject) and what citizens
say that they noticed. Publishes ``EffectAsked``, ``EffectEstimated`` and ``EffectWithdrawn``.

Pure: ``windows`` (how long before and after), ``fitting`` (the regression), ``estimate`` (what can
be said, and why not). Never here: what a subject is or who gave it; an estimate that hides that it
was asked otherwise before; a vote that says who voted.
"""
