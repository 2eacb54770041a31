def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: (b'hELLO wORLD'.title(), b'abc'.upper(), b'aBc\xe9'.swapcase(), b'ABC def'.capitalize()))
attempt(lambda: (b'abc'.isalpha(), b'a1'.isalnum(), b'12'.isdigit(), b' \t'.isspace(), b'\x80'.isascii(), b'A'.isupper(), b'a'.islower(), b'Ab Cd'.istitle(), b''.isalpha()))
attempt(lambda: (b'a'.center(4, b'-'), b'a'.ljust(3) + b'|', b'a'.rjust(3, bytearray(b'x')), b'-1'.zfill(5), b'a\tb'.expandtabs(4)))
attempt(lambda: (b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'), b'abc'.translate(None, delete=b'c')))
attempt(lambda: (b'a'.center(5, b'')))
attempt(lambda: (b'a'.center(5, 'a')))
attempt(lambda: (b'a'.translate(b'a')))
attempt(lambda: (b'a'.translate(1)))
attempt(lambda: (bytes.maketrans(b'a', b'bc')))
