"""Red proof: the changed tests of a range fail on the source before it and pass on the source after it."""
