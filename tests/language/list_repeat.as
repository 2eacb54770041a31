print([1, 2] * 0, [1, 2] * -3, [1, 2] * 3, 2 * [None], [] * 5, True * [7])
l = [[]] * 3
l[0].append(1); print(l)
l = [1]; m = l; m *= 3; print(l, m is l)
m *= 0; print(l)
m += (1, 2); m += 'ab'; m += {3: 4}; print(l)
l = [1, 2]; l += l; print(l); l.extend(l); print(l)
