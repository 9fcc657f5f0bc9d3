"""Personas: who does what, in one file each; the project's own override the built-in ones."""
