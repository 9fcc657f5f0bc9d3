"""Shell text to the commands that it would run."""
