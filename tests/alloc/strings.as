name, n = 'Grüße', 42
text = '-'.join(str(i) for i in range(20))
print(text.split('-')[:3], text.replace('1', 'one'), text.upper(), name.encode(), name * 3)
print('%s has %05d %r' % (name, n, [name]), '{:>10}|{:<8.3f}|{!r}'.format(name, 2.5, name))
print(f'{name!r:>12} {n:#x} {n / 7:.4f} {"nested " + f"{n}"} {n=}')
s = ''
for i in range(50):
    s += chr(0x410 + i)
print(s, len(s), s[::-1], s.find('Я'), s.title(), s.center(60, '*'), sorted(s)[:3])
print(b'abc' + bytes(range(5)), bytearray(b'xyz') * 2, 'a\tb'.expandtabs(), ' x '.strip(), repr('\u2028\n'))
