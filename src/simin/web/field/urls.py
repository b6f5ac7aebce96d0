"""Addresses of the field; those below ``field/`` are opened by the secret of a link alone."""

from django.urls import path

from simin.web.field import calling, office, phone, phone_calls, uploads

urlpatterns = [
    path("field/<str:secret>/", phone.page, name="field"),
    path("field/<str:secret>/send", phone.send, name="field-send"),
    path("field/<str:secret>/state", phone.state, name="field-state"),
    path("field/<str:secret>/position", phone.position, name="field-position"),
    path("field/<str:secret>/news", phone.news, name="field-news"),
    path("field/<str:secret>/photo/<int:number>", phone.photo, name="field-photo"),
    path("field/<str:secret>/uploads", uploads.phone_begin, name="field-uploads"),
    path("field/<str:secret>/uploads/<str:upload>", uploads.phone_piece, name="field-upload"),
    path("field/<str:secret>/line", phone_calls.line, name="field-line"),
    path("field/<str:secret>/call", phone_calls.call, name="field-call"),
    path("field/<str:secret>/call/<str:call>/<slug:act>", phone_calls.act, name="field-call-act"),
    path("desk/field/", office.page, name="field-office"),
    path("desk/field/new", office.new, name="field-new"),
    path("desk/field/line", calling.line, name="field-office-line"),
    path("desk/field/call/<str:call>/uploads", uploads.room_begin, name="field-office-uploads"),
    path(
        "desk/field/call/<str:call>/uploads/<str:upload>",
        uploads.room_piece,
        name="field-office-upload",
    ),
    path("desk/field/call/<str:call>/<slug:act>", calling.act, name="field-office-call-act"),
    path("desk/field/picture/<int:number>", office.picture, name="field-picture"),
    path("desk/field/recording/<int:number>", office.recording, name="field-recording"),
    path("desk/field/<str:handle>/", office.one, name="field-invitation"),
    path("desk/field/<str:handle>/news", office.news, name="field-invitation-news"),
    path("desk/field/<str:handle>/revoke", office.revoke, name="field-revoke"),
    path("desk/field/<str:handle>/call", calling.call, name="field-office-call"),
]
