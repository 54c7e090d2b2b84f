"""Papers as Russian-speaking schools write them."""
