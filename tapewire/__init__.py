"""Tapewire's engine: feeds, stories, the moves that they state, and the stores. It imports nothing of a screen."""
