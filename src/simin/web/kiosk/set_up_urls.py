"""Pages that set kiosks up and look after them: for people, in the languages of the pages."""

from django.urls import path

from simin.web.kiosk import desk, set_up

urlpatterns = [
    path("kiosk/", set_up.page, name="kiosk-set-up"),
    path("desk/kiosks/", desk.listing, name="kiosks"),
    path("desk/kiosks/new/", desk.new, name="kiosk-new"),
    path("desk/kiosks/<slug:handle>/key/", desk.renew, name="kiosk-renew"),
    path("desk/kiosks/<slug:handle>/remove/", desk.remove, name="kiosk-remove"),
]
