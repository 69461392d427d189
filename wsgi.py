"""The application for a WSGI server and for `flask --app wsgi`; a wrong setting ends it with one plain line."""

import os
import sys

from marketplace.app import create_app
from marketplace.kernel.settings import SettingsError, load_settings
from marketplace.local.environment import with_local_keys

try:
    app = create_app(load_settings(with_local_keys(os.environ)))
except SettingsError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
