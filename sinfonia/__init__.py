"""One policy for people and coding agents who commit to the same repository."""

__version__ = "0.1.0"
