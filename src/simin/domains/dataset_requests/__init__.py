"""What citizens ask the city to open, and what it answered, in public.

A request is looked at before it is shown, answered or declined with a reason, and stays on the
record. The address of who asked serves one purpose and is forgotten after it.
"""
