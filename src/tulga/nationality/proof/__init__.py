"""What can be proved about the law and about our ways of computing it (z3)."""
