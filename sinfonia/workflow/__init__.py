"""The ledger: sessions, their machine, their records."""
