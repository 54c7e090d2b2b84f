"""What holds for every test: hypothesis tries the same examples each time, new ones where asked.

``HYPOTHESIS_PROFILE=explore`` looks for new examples; a change must not fail for what another one brought in.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
