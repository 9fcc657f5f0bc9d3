"""Find credentials in added text: a table of formats, a prefilter on bytes, and masks for what is shown."""
