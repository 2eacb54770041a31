print('a,b,,c,'.split(','), 'a,b,,c,'.split(',', 2), 'a,b,,c,'.rsplit(',', 2))
print(''.split(','), ','.split(','), 'a'.split('ab'), 'aXXbXXc'.split('XX', 1))
print('éàé'.split('à'), 'x€€y'.rsplit('€', 1), 'abab'.split('ab', -5))
