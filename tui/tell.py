"""Telling the user what went wrong in the background."""

from __future__ import annotations

from textual.widget import Widget
from textual.worker import Worker, WorkerState

from tapewire.errors import TapewireError

ERROR_S = 15
"""How long an error stands on the screen."""


class TellsErrors(Widget):
    """A widget whose workers may fail with a `TapewireError`, which is then told instead of ending the reader.

    For workers that are declared with ``exit_on_error=False``. Any other error is a fault of ours and ends the reader.
    """

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of a worker's failure."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, TapewireError):
            self.notify(str(error), severity="error", markup=False, timeout=ERROR_S)
        elif error is not None:
            raise error
