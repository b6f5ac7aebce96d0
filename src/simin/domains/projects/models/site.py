"""What was told and shown from a project's site."""

from django.db import models

from simin.domains.projects.models.project import Project


class SiteReport(models.Model):
    """Told from the site; only ever added."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="site_reports")
    #: Key of the form that made it: the same form sent twice makes one.
    form_key = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    percent = models.FloatField(null=True)
    text = models.TextField(blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "at"], name="site_report_at")]


class SitePhoto(models.Model):
    """A dated picture of the site; its bytes lie in the file store under their hash."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="photos")
    report = models.ForeignKey(
        SiteReport, on_delete=models.CASCADE, related_name="photos", null=True
    )
    #: Pictures from one spot are compared: ``north gate``.
    spot = models.CharField(max_length=60, blank=True)
    taken_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    thumbnail = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=50)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.JSONField(default=dict)
    #: Shown to citizens: somebody looked that no person can be recognised.
    public = models.BooleanField(default=False)
    #: Drawn, to show the screens.
    invented = models.BooleanField(default=False)
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sha256"], name="project_photo_once")
        ]
        indexes = [models.Index(fields=["project", "taken_on"], name="project_photo_day")]


class Document(models.Model):
    """A paper about the project: a file in the store, or an address on the web."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=200)
    link = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=50, blank=True)
    public = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name", "link", "sha256"], name="project_document_once"
            )
        ]
