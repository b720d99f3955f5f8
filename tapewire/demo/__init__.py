"""The bundled edition: feed documents of a made-up day, to read where there is no network."""
