"""Instructions by an authority to a unit or a role, and whether they were done.

Owns directives with their chain of events, their evidence, templates, and deliveries to people.
Publishes ``DirectiveMoved`` and ``DirectiveNoted``.

A directive is addressed to an office, never to a name, so that it survives whoever holds it. Its
chain is only ever added to, each entry bound to the one before. Nothing closes without evidence,
and nobody outside the issuer's side, the units that it has reached and the city's leaders sees it.
"""
