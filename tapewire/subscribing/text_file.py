"""The config as a file: read whole, replaced in one step, and changed by one program at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tapewire.errors import ConfigError
from tapewire.state.files import Files, reason_for

LOCK_S: Final = 10.0
"""How long to wait for another program that is changing the file: that takes some milliseconds."""
_POLL_S: Final = 0.02
_NEW_FILE: Final = 0o644


class TextFile:
    """A config's file, which need not be there. Every method raises `ConfigError`, in words for the user."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str | None:
        """Read it, with its line ends as they are; None where there is no file."""
        try:
            return self.path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise ConfigError(
                f"The config {self.path} is not UTF-8 text (byte {error.start}). Save it as UTF-8."
            ) from error
        except OSError as error:
            raise ConfigError(f"The config {self.path} cannot be read: {error.strerror}.") from error

    def write(self, text: str) -> None:
        """Put a new text in the file's place in one step, behind a symbolic link and with the permissions it had."""
        try:
            target = self.path.resolve()
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                status = target.stat()
            except FileNotFoundError:
                status = None
            if status is not None and not os.access(target, os.W_OK):
                raise PermissionError(None, "it may not be written to. Change its permissions")
            on_disk, fresh = Files(), target.with_name(f".{target.name}.{os.getpid()}.new")
            try:
                on_disk.write_new(fresh, [text.encode("utf-8")], mode=_NEW_FILE)
                if status is not None:
                    fresh.chmod(status.st_mode & 0o7777)
                    with suppress(OSError, AttributeError):  # another's file stays theirs where we may say so
                        os.chown(fresh, status.st_uid, status.st_gid)
                on_disk.move(fresh, target)
            finally:
                fresh.unlink(missing_ok=True)
            on_disk.sync_folder(target.parent)
        except OSError as error:
            raise ConfigError(f"The config {self.path} could not be written: {reason_for(error)}.") from error
        except RuntimeError as error:  # links that lead in a circle
            raise ConfigError(f"The config {self.path} could not be written: {error}.") from error

    def delete(self) -> None:
        """Take it away."""
        try:
            self.path.resolve().unlink()
        except OSError as error:
            raise ConfigError(f"The config {self.path} could not be removed: {reason_for(error)}.") from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other programs' changes apart. The folder itself is the lock, so that none is left lying in it."""
        try:
            import fcntl
        except ImportError:  # where there is no such lock, two changes at the same moment are left to chance
            yield
            return
        folder = self.path.resolve().parent
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(folder, os.O_RDONLY)
        except OSError as error:
            raise ConfigError(f"The folder {folder} cannot be used: {reason_for(error)}.") from error
        try:
            give_up_at = time.monotonic() + LOCK_S
            while True:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > give_up_at:
                        raise ConfigError(
                            f"Another program has been changing {self.path} for {LOCK_S:g} seconds. End it first."
                        ) from None
                    time.sleep(_POLL_S)
                except OSError:  # some network file systems lock nothing
                    break
            yield
        finally:
            os.close(descriptor)
