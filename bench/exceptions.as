class Odd(Exception):
    pass


def check(n):
    if n % 2:
        raise Odd(n)
    return n


def run(n):
    total = 0
    for i in range(n):
        try:
            total += check(i)
        except Odd as e:
            total -= e.args[0]
        finally:
            total += 1
        try:
            {}[i]
        except KeyError:
            pass
    return total

print(run(1_000_000))
