"""Typing mistakes made on purpose: valid records changed as people mistype them, and what a clerk is told of each."""
