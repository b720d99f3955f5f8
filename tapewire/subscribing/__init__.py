"""Following feeds: finding them on the web and in other readers' lists, and writing them to the user's config."""
