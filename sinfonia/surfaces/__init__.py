"""Where changes come in: git's hooks, continuous integration, coding agents."""
