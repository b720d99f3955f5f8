"""Opening a page in the user's browser without harm to the screen."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import webbrowser

from textual.app import App


async def open_page(app: App[object], url: str) -> bool:
    """Show a page in the user's browser.

    A browser with a window is started beside the reader; one that runs in the terminal gets it until it ends.

    Args:
        app: The running app.
        url: An http or https address.

    Returns:
        Whether there is a browser to take the address.
    """
    try:
        browser = await asyncio.to_thread(webbrowser.get)
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:  # Python's class for browsers that run in the terminal
        with app.suspend():
            return browser.open(url)
    # In a process of its own: what the browser prints would otherwise land on the screen.
    await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "webbrowser", "-t", url],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )
    return True
