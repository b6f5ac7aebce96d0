"""The city, one folder a domain.

Other code uses a domain's ``services``, ``queries``, ``events``, ``errors`` and ``cards``, nothing
else of it. What must happen in two domains is a workflow.
"""
