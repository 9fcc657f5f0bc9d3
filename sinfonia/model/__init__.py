"""The nouns every layer shares: standard library only, no input or output.

Classes here are slotted and written by hand: a dataclass costs 14 ms of start-up, `typing` 9 and
`enum` 3, and the machines' door pays for each at every commit. Treat an instance as frozen.
"""
