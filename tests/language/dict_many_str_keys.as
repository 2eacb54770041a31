d = {}
for i in range(2000): d['key_%d' % i] = i
print(sum(d['key_%d' % i] for i in range(2000)), 'key_2000' in d, len(d))
for i in range(2000):
    if i % 10: del d['key_' + str(i)]
print(len(d), list(d)[:3], d['key_' + '1990'])
d[5] = 'int'; d['key_0'] = 'zero'; print(d[5], d['key_0'], d.get('key_1'), len(d))
class S(str): pass
d[S('key_10')] = 'heir'; print(d['key_10'], len(d), d[S('key_20')])
