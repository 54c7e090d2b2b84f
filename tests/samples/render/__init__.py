"""Papers as files: one module a library."""
