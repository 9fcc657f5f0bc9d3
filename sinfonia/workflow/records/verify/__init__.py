"""Whether every closed gate was closed rightly: offline, deterministic, closed on failure."""
