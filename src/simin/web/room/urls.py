"""Addresses of the situation room."""

from django.urls import path

from simin.web.room import acting, views

urlpatterns = [
    path("room/", views.page, name="room"),
    path("room/board", views.board, name="room-board"),
    path("room/rows", views.rows, name="room-rows"),
    path("room/incident/<str:incident>", views.page, name="room-incident"),
    path("room/incident/<str:incident>/parts", views.parts, name="room-parts"),
    path("room/incident/<str:incident>/advance", acting.advance, name="room-advance"),
    path("room/incident/<str:incident>/note", acting.note, name="room-note"),
    path("room/incident/<str:incident>/units", acting.unit, name="room-units"),
]
