"""The short way in for observations: devices that write all day do not go through pages' machinery.

A raw ASGI application before Django. It takes what it knows to be right, POSTs of observations with
a device's key in the forms that devices send, and makes many waiting requests durable in one
commit. Everything else, above all everything wrong, it hands on untouched to the full
implementation behind it, so that each error has one place and one wording.

Never here: an answer before the commit; a rule of the standard that Django's views do not have too.
"""
