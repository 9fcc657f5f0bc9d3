"""What Sinfonia writes into a repository: its native git hooks."""
