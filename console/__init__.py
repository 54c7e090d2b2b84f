"""What people and the clock drive: the command line. The only room that wires parts together."""
