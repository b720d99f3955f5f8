"""Related stories: what a story is about, which others share it, and which tell of the same event."""
