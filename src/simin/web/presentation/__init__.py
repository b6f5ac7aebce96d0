"""From cards to what a page shows: words in the viewer's language, numbers, ages, lines.

Knows how things look and nothing of why they are so: no threshold, no rule of the city. The browser
does the same for cards that change (``frontend/src/live``); a test compares the two.
"""
