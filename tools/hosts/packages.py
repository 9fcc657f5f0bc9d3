"""Print the packages of the programs, each with the version that is proven, for `npm install`."""

from __future__ import annotations

from programs import PROGRAMS

print(*(f"{program.package}@{program.version}" for program in PROGRAMS.values()))
