"""Public pages and the staff site: apart from each other, nothing else."""

from django.urls import include, path

urlpatterns = [
    path("staff/", include("tulga.web.staff.urls")),
    path("", include("tulga.web.public.urls")),
]

handler404 = "tulga.web.public.pages.not_found"
