"""The field: the phone's page behind a link, and the office's side of it.

``panel`` and ``templates/field/parts`` are the pieces that other pages show of it.
"""
