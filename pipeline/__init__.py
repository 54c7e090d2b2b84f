"""Facts → verdicts → the tracking database."""
