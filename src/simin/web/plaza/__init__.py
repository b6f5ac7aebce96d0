"""``/data/``: the open data plaza. Catalogue, pages of data sets, files, and the API over rows.

Everybody may see all of it, and no answer depends on who asks: no session, no cookie. What is
public is asked of ``workflows.open_data`` alone.
"""
