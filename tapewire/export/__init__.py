"""Bookmarks as files for other programs: Markdown, one HTML page, JSON lines."""

from tapewire.export.files import Form, export_bookmarks, file_name
from tapewire.export.json_lines import from_json_line, to_json_line
from tapewire.export.markdown import to_markdown
from tapewire.export.page import to_html

__all__ = ["Form", "export_bookmarks", "file_name", "from_json_line", "to_html", "to_json_line", "to_markdown"]
