"""What is withheld and who decided it: the public registers, what was opened, and the desk.

The registers and what was declassified are for everyone; decisions are made at the desk. Decides
nothing itself, and tells the public nothing that the public picture does not.
"""
