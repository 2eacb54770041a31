print('a\nb\r\nc\rd'.splitlines(), 'a\nb\r\nc\rd'.splitlines(True))
print('a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i'.splitlines())
print(''.splitlines(), '\n'.splitlines(), 'a\n'.splitlines(), '\n\n'.splitlines(keepends=True))
print('a\x1fb'.splitlines())
