def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


attempt(lambda: ('{:>5}|{:<5}|{:^5}|{:*^7}|{:5}'.format('a', 'b', 'c', 'd', 'e')))
attempt(lambda: ('{:.2}|{:5.1}|{:s}|{:05}|{:€>4}|{:.0}'.format('abc', 'xyz', 's', 'a', 'é', 'x')))
attempt(lambda: (format('é€', '^6'), format('abc', '<'), format('', '3')))
attempt(lambda: (format('a', 'd')))
attempt(lambda: (format('a', '+')))
attempt(lambda: (format('a', ' ')))
attempt(lambda: (format('a', '#')))
attempt(lambda: (format('a', ',')))
attempt(lambda: (format('a', '_')))
attempt(lambda: (format('a', ',_')))
attempt(lambda: (format('a', '=5')))
attempt(lambda: (format('a', 'z')))
attempt(lambda: (format('a', '10.')))
attempt(lambda: (format('a', 'ss')))
attempt(lambda: (format('a', '€')))
attempt(lambda: (format('a', '9' * 30)))
attempt(lambda: ('a'.__format__(1)))
