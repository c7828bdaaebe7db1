"""The `goldenthread` command: what people type, and what it says to them.

In: arguments. Out: text on the terminal and an exit status. Guaranteed: 0 means done without errors, 1 that the
records or the site have problems, 2 that the command was typed wrongly; no traceback reaches an editor.
"""

from goldenthread.cli.command import main
from goldenthread.cli.export import export
from goldenthread.cli.find import find
from goldenthread.cli.new import new
from goldenthread.cli.package import package
from goldenthread.cli.photos import photos
from goldenthread.cli.schema import schema
from goldenthread.cli.sites import build, rollback, serve

main.add_command(build)
main.add_command(export)
main.add_command(find)
main.add_command(new)
main.add_command(package)
main.add_command(photos)
main.add_command(rollback)
main.add_command(schema)
main.add_command(serve)

__all__ = ["main"]
