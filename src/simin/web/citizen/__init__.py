"""The citizens' page: the same cards as the office's, phone first, nothing kept about the viewer."""
