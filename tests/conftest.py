"""A data folder of its own for every test session, set before Django reads the environment."""

import os
import tempfile

os.environ.setdefault("SIMIN_HOME", tempfile.mkdtemp(prefix="simin-test-"))
