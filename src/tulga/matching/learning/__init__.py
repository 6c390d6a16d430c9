"""A country's own points: learned from a list without answers, and from what its own people have judged."""
