"""What ENF-014 compares: the tests of a file before and after, and the settings that decide which tests count."""
