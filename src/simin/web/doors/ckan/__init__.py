"""CKAN's action API for reading: ``/api/action/…`` and ``/api/3/action/…``, by GET and POST.

Data sets and families of datastreams are packages, departments are organizations, the domains of
the city at a glance are groups, and the rows of data sets are a DataStore. Never here: a write.
"""
