"""The markup of records: lexers, parsers and printers of transcripts, attributes and `[[mentions]]`.

In: text and the place of its first character. Out: the model's lines, spans and mentions, with problems beside them.
Guaranteed: no input raises; what is not markup is text, kept as typed; print and parse are inverse.
"""
