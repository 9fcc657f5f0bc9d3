"""Envelopes: what one persona hands to another, in files."""
