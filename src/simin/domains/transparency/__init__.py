"""One append-only log of what the city showed and decided, which anyone can check.

Owns the log: leaves in an order that the database gives them, and files that anyone can serve
(C2SP tlog-tiles) under signed checkpoints (C2SP tlog-checkpoint, signed-note). Publishes nothing as
an event; whoever has something to log submits it in the transaction in which it happens. Knows no
frame and no decision: a leaf is bytes. A file that a checkpoint covers is never changed, a leaf is
never taken back, and no time of any clock is in what is signed.
"""
