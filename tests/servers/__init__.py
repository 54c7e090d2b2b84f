"""Real servers and a faulty line between, for tests: on the loopback, on free high ports, ended by their own id."""
