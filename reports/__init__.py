"""What people read: the overview of the tracking database as tables, cards and files in three languages."""
