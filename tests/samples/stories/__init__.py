"""The stories the letters tell: one function a story, grouped by what they try."""
