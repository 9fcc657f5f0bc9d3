"""Run every benchmark: `make bench`. Each prints its rows; nothing here is a test."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import advance
import agent
import approve
import commit
import files
import history
import runners
import start
import status
import verify

if __name__ == "__main__":
    for script in (commit, agent, start, runners, files, history, status, advance, approve, verify):
        script.main()
