"""Photos: from what phones and cameras store to pictures that may be published.

In: the bytes of photos. Out: their sizes, and upright copies in sRGB rebuilt from their pixels. Guaranteed: no byte of
an original is in what comes out, and so nothing that it said of place, time, camera or maker; no input raises, and one
that brings its decoder down costs nothing but itself.

`photos` is what other packages call. Its work is done by `worker`, in processes of their own, which import nothing but
Pillow: so this module imports nothing.
"""
