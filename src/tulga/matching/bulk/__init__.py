"""The same comparisons for many pairs at once, compiled; `core` is the reference that they are held to."""
