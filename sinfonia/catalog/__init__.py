"""The built-in workflows: data, one folder each."""

from __future__ import annotations

import os

FOLDER = os.path.dirname(os.path.abspath(__file__))
"""Where the folders of the built-in workflows are."""
