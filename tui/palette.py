"""The commands in the palette, made from the same list as the keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keys import COMMANDS, Command


class Commands(Provider):
    """Offers every command of the screen that it was opened on which works without a pane's own cursor."""

    async def discover(self) -> Hits:
        """List them all, before anything is typed."""
        for command, action in self._offered():
            yield DiscoveryHit(command.title, self._runner(action), help=command.help)

    async def search(self, query: str) -> Hits:
        """List those whose name or help fits what is typed."""
        matcher = self.matcher(query)
        for command, action in self._offered():
            score = max(matcher.match(command.title), 0.8 * matcher.match(command.help))
            if score > 0:
                yield Hit(score, matcher.highlight(command.title), self._runner(action), help=command.help)

    def _runner(self, action: str) -> Callable[[], Awaitable[None]]:
        screen = self.screen

        async def run() -> None:
            await screen.run_action(action)

        return run

    def _offered(self) -> Iterator[tuple[Command, str]]:
        bound = {binding.id for bindings in self.screen._bindings.key_to_bindings.values() for binding in bindings}
        for command in COMMANDS:
            if command.action is not None and command.name != "palette" and command.name in bound:
                yield command, command.action
