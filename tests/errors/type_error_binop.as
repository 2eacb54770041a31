total = 1
total = total + "a" * 2
