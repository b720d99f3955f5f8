"""The terminal front: the command line, the app, its screens and its keys."""
