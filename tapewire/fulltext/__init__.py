"""From a story's address to its full text: may the page be fetched, what is in it, and is that the story."""
