"""Where temporary files go: what this was before the tests moved it below pytest's own folder (``tests.conftest``)."""

import tempfile
from pathlib import Path

# Servers that refuse to run as root need a folder that other users can reach, which pytest's is not.
SYSTEM = Path(tempfile.gettempdir())
