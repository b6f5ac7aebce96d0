"""What is new, as Atom (RFC 4287) and RSS 2.0, and what goes on, as iCalendar (RFC 5545).

News and incidents are those of the public picture, so what it withholds is in no feed. Never here:
a rule of what is public.
"""
