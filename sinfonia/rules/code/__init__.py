"""Source and tests: which path is what, what a change of code means, which test goes with it."""
