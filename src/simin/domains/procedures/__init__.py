"""What is to be done when an incident begins, by whom, by when, and whether it was.

Owns procedures with their versions, and the steps of those that run. Publishes
``ProcedureStarted``, ``ProcedureSwitched``, ``ProcedureEnded``, ``ProcedureResumed``,
``StepMoved``, ``StepEscalated``, ``ProcedureChanged``, ``DrillStarted`` and ``DrillEnded``.

A procedure that runs keeps the version with which it began, whatever is edited meanwhile. A step is
an office's, never a person's. What was done is never undone, and nothing that a person hands in as
evidence is told outside: the incident's timeline says that a step was done, not what stood in it.
"""
