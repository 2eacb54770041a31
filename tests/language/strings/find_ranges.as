print('abcabc'.find('c', 3), 'abcabc'.find('c', -1), 'abcabc'.find('', 6), 'abcabc'.find('', 7))
print('abcabc'.rfind('b', 0, 3), 'abcabc'.rfind('', 2, 4), 'abcabc'.count('', 1, 3), 'aaaa'.count('aa'))
print('éaéa'.find('a', 2), 'éaéa'.rfind('é'), 'éaéa'.index('aé'), '€uro'.find('o', -1))
print('abc'.find('c', None, None), 'abc'.find('c', 0, -1))
