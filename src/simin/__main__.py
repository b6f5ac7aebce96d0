"""``python -m simin`` is ``simin``."""

import sys

from simin.config.command import main

sys.exit(main())
