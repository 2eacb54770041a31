x = 1 1
y = "a
