"""Measuring Golden Thread beside other generators: an archive of any size, its twin for a peer, a stopwatch."""
