"""The transparency log at ten million leaves, and a day of frames checked from outside."""
