"""One module for each file format: the only places where text that others wrote becomes part of a file."""
