"""Who people are to the city: accounts, their roles, and the organisation that they work in.

Owns accounts, role assignments, departments and agencies. Publishes ``AccountOpened``,
``AccountClosed``, ``RoleGranted``, ``RoleRevoked`` and ``OrganisationDefined``. A password is never
kept (only its Argon2 hash), no role is ever deleted (it ends), and being superior to the roles does
not exist: there is no superuser.
"""
