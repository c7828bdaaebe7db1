"""The adapter: Golden Thread as a plugin of MkDocs (and of ProperDocs, which runs the same).

In: MkDocs' configuration and events. Out: finished pages and assets, handed to MkDocs as generated files. Guaranteed:
the core does the work and knows nothing of MkDocs; nothing of the core's is converted twice.
"""

from goldenthread.mkdocs_plugin.plugin import GoldenThreadPlugin

__all__ = ["GoldenThreadPlugin"]
