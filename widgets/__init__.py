"""Textual widgets of the reader; each knows ``tapewire.model`` and posts its own messages."""
