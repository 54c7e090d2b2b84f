"""Papers from a template that a secretary edits in Word: what may stand in one, the shipped ones, checking, filling."""
