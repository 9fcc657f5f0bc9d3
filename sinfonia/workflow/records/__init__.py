"""Records of decisions: tag objects, their grammar, their ledger."""
