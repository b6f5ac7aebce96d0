"""What an account may be to the city. An account may hold several roles."""

from enum import StrEnum


class Role(StrEnum):
    """The whole list; a city pack names them in its languages but adds none."""

    #: Head of the city.
    MAYOR = "mayor"
    #: Stands in for the mayor.
    DEPUTY = "deputy"
    #: Runs the situation room for a shift.
    DUTY_OFFICER = "duty_officer"
    #: Does what a department was asked to do.
    DEPARTMENT_OFFICER = "department_officer"
    #: Decides what is released and what is withheld.
    PUBLISHER = "publisher"
    #: Keeps the sources running.
    SOURCE_ADMINISTRATOR = "source_administrator"
    #: Reads everything that was done, changes nothing.
    AUDITOR = "auditor"
    #: Lives here.
    CITIZEN = "citizen"


class Theme(StrEnum):
    """How a person wants the screens; empty follows the device."""

    LIGHT = "light"
    DARK = "dark"
    DEVICE = ""
