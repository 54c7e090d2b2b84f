"""Measurements of speed and memory against the floor, a naive script and their goals: ``make bench``."""
