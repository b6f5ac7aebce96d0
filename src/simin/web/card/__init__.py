"""The page of one card: all that the city knows behind a number, an incident, a stage, a news item.

Shows what the picture says and where it came from, in the view that the viewer may see; decides no
release and computes no value.
"""
