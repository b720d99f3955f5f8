"""The language of searches: text → a small tree of values, and back; what can stand at a cursor. Pure."""
