print(b'abc', b'it\'s', b'"', b'\'"', b'\x00\t\n\r\\\x7f\x80\xff')
print(bytearray(b'abc'), bytearray(b"it's"), bytearray(), str(b'a'), str(bytearray(b'\xff')))
print([b'a', bytearray(b'b')])
