"""Where the config and the stores lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tapewire.errors import StoreError

APP = "tapewire"


def default_config_file() -> Path:
    """Where the config is looked for when none is named: the platform's own place for a user's settings."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.yaml"


def default_data_folder() -> Path:
    """Where the stores lie when no folder is named: the platform's own place for a user's data."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFolder:
    """The folder of the stores, and the name of each store in it."""

    root: Path

    @classmethod
    def at(cls, root: Path | None) -> DataFolder:
        """Make sure that the folder exists.

        Args:
            root: The folder; None for the platform's own place for a user's data.

        Raises:
            StoreError: It cannot be made, or is no folder.
        """
        root = root or default_data_folder()
        try:
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreError(
                f"The data folder {root} cannot be used: {error.strerror}. Name another with --data."
            ) from error
        return cls(root=root)

    @property
    def library(self) -> Path:
        """The stories: a cache, may be deleted."""
        return self.root / "library.sqlite"

    @property
    def state(self) -> Path:
        """Read marks and bookmarks: the user's own."""
        return self.root / "state.json"
