print(['a'.isidentifier(), '_'.isidentifier(), '1a'.isidentifier(), 'é1'.isidentifier(), 'a-b'.isidentifier()])
print(['℘x'.isidentifier(), 'x·'.isidentifier(), '·'.isidentifier(), 'a\u0301'.isidentifier(), 'class'.isidentifier()])
print(['変数'.isidentifier(), '𝒳'.isidentifier(), '²'.isidentifier(), 'a b'.isidentifier()])
