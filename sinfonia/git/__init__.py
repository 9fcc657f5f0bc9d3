"""Reading a repository: its place, its changes, its objects."""
