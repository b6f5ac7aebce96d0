"""The Seoul Open API's format: ``/{KEY}/{json|xml}/{SERVICE}/{START}/{END}/…``.

Programs that read openapi.seoul.go.kr read this city with only the host changed. A data set is a
service under its id and, where a feed of that format fills it, under the name that the service has
there, with the columns that it has there.
"""
