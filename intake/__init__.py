"""Letters in, receipts out. This room knows mail, not contests."""
