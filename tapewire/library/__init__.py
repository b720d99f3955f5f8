"""The library: every story that feeds brought, searchable, in one SQLite file. A cache: a refresh builds it again."""
