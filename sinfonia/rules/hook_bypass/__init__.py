"""What ENF-011 refuses: ways around hooks, and approvals that a person gives."""
