"""What ENF-005 refuses, one module a family."""
