"""Who may decide what: the policy on the protected base."""
