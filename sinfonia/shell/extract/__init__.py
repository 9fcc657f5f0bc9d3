"""Shell text inside of other files, one extractor a kind of file."""
