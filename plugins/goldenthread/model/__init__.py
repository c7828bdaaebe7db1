"""The model: frozen types for what records say, for the linked archive, and for what the ledger derives.

In: nothing; it imports no stage. Out: the types that every stage shares. Guaranteed: nothing here changes once made,
and every entry and reference knows where it was written.
"""
