"""Views: for each kind of page, a frozen object that holds all its template shows.

In: an `Edition`, through a `Book`. Out: views. Guaranteed: a view holds words and keys, never markup; what it holds
has passed the edition's gate.
"""
