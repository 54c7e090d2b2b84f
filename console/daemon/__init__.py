"""The daemon: a mailbox watched for weeks, and the clock beside it."""
