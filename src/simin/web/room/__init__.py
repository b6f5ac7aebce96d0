"""The situation room: every open incident on one board, one of them in full, acts at a key's press.

Pages are whole without JavaScript; with it, their parts are fetched again as the picture changes.
What may be done is asked of the domains each time; nothing here knows a rule of the city.
"""
