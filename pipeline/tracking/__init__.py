"""The tracking database: evidence (kept), derived (rebuilt at will), and the store that holds both (model.md)."""
