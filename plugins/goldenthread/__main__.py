"""`python -m goldenthread` is the `goldenthread` command."""

from goldenthread.cli import main

main()
