"""The commands in the palette, made from the same list as the keys."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keys import COMMANDS, Command


class Commands(Provider):
    """Offers every command that works without a pane's own cursor, run on the screen that the palette was opened on."""

    async def discover(self) -> Hits:
        """List them all, before anything is typed."""
        for command in _offered():
            yield DiscoveryHit(_title(command), self._runner(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """List those whose name or help fits what is typed."""
        matcher = self.matcher(query)
        for command in _offered():
            score = max(matcher.match(command.label), 0.8 * matcher.match(command.help))
            if score > 0:
                yield Hit(score, matcher.highlight(_title(command)), self._runner(command), help=command.help)

    def _runner(self, command: Command):  # type: ignore[no-untyped-def]
        action, screen = command.action, self.screen

        async def run() -> None:
            await screen.run_action(action)

        return run


def _offered() -> list[Command]:
    return [command for command in COMMANDS if command.action not in (None, "app.command_palette")]


def _title(command: Command) -> str:
    return command.label
