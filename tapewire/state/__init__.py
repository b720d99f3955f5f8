"""What the user made: read marks and bookmarks, in one TinyDB file that any editor can show."""
