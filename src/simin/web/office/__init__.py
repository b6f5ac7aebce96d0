"""The mayor's office: one page for wall, desk and phone."""
