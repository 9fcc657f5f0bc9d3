"""Appends decisions to a session, as one of many processes: `writer.py FOLDER SESSION NAME COUNT`."""

from __future__ import annotations

import os
import sys

from sinfonia.git.repo import discover
from sinfonia.model.record import DecisionWord
from sinfonia.workflow.requests import Decide
from sinfonia.workflow.work import Work

if __name__ == "__main__":
    folder, session, name, count = sys.argv[1:]
    for number in range(int(count)):
        with Work(discover(folder), os.environ, session) as work:
            request = Decide(DecisionWord.WAIVE, "", f"{name}-{number}", "a note", "a gate")
            work.apply(request, work.situation(), f"note {name} {number}")
