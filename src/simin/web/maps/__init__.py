"""The city drawn as SVG: the first paint of every map, and what stays where WebGL is missing.

Turns the districts of the gazetteer and the values of a glance domain into one small drawing.
Computes no value and no level of the city: it draws what the picture says.
"""
