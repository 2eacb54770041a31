print('  a  b c '.split(), '  a  b c '.split(None, 1), '  a  b c '.rsplit(None, 1))
print(' a b '.split(None, 0), ' a b '.rsplit(None, 0), ''.split(), '   '.split())
print('a\u3000b\x1cc\x85d\xa0e\u2028f'.split())
print('a\tb\nc\x0bd\x0ce\rf'.split())
