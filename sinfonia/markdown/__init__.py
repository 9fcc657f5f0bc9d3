"""Markdown files with frontmatter, read and changed without losing a byte."""
