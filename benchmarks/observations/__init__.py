"""Taking observations in, against django-ogc-sensorthings on PostgreSQL."""
