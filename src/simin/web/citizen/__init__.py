"""The citizens' page: the office's cards, phone first, nothing kept about the viewer."""
