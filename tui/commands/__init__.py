"""The commands that open no screen, and the one that does; each a thin caller of the newsroom."""
