"""`bench.reference.app:app`, served exactly as our own application is."""

from flask import Flask

from bench.reference.reading import reading
from bench.reference.same import same
from bench.reference.thin import thin

app = Flask("reference")
app.register_blueprint(reading)
app.register_blueprint(thin, url_prefix="/thin")
app.register_blueprint(same, url_prefix="/same")
