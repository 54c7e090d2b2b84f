"""Papers as Kazakh-speaking schools write them."""
