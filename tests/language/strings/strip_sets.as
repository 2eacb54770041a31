print('xxaxx'.strip('x'), 'xyaxy'.lstrip('yx'), 'aéé'.rstrip('é'), 'éaé'.strip('aé'))
print(repr('\u2003 a\x1f'.strip()), 'abc'.strip(''), 'abc'.strip('abc') == '')
print('€a€'.strip('\u20ac'), 'mississippi'.rstrip('ip'))
