"""Every page, and the small files that pages need."""

from django.urls import URLPattern, URLResolver, include, path

#: The same in every language.
files: list[URLPattern | URLResolver] = [
    path("", include("simin.web.city.urls")),
    path("", include("simin.web.push.worker_urls")),
    path("", include("simin.web.maps.urls")),
    path("", include("simin.web.kiosk.urls")),
    path("", include("simin.web.near.file_urls")),
    path("", include("simin.web.hooks.urls")),
    path("", include("simin.web.warnings.cap_urls")),
    path("", include("simin.web.sta.urls")),
    path("", include("simin.web.transparency.file_urls")),
    path("", include("simin.web.releases.file_urls")),
    path("", include("simin.web.doors.urls")),
    path("", include("simin.web.plaza.urls")),
]

#: Below each language's prefix; the first language has none.
pages: list[URLPattern | URLResolver] = [
    path("", include("simin.web.doors.described.page_urls")),
    path("", include("simin.web.citizen.urls")),
    path("", include("simin.web.near.urls")),
    path("", include("simin.web.follow.urls")),
    path("", include("simin.web.search.urls")),
    path("", include("simin.web.city.page_urls")),
    path("", include("simin.web.plaza.page_urls")),
    path("", include("simin.web.office.urls")),
    path("", include("simin.web.room.urls")),
    path("", include("simin.web.guess.urls")),
    path("", include("simin.web.card.urls")),
    path("", include("simin.web.transparency.urls")),
    path("", include("simin.web.my_desk.urls")),
    path("", include("simin.web.push.urls")),
    path("", include("simin.web.desk.urls")),
    path("", include("simin.web.directives.urls")),
    path("", include("simin.web.procedures.urls")),
    path("", include("simin.web.incidents.urls")),
    path("", include("simin.web.field.urls")),
    path("", include("simin.web.effects.urls")),
    path("", include("simin.web.projects.urls")),
    path("", include("simin.web.rules.urls")),
    path("", include("simin.web.stage.urls")),
    path("", include("simin.web.releases.urls")),
    path("", include("simin.web.warnings.urls")),
    path("", include("simin.web.datasets.urls")),
    path("", include("simin.web.kiosk.set_up_urls")),
    path("account/", include("allauth.urls")),
]
