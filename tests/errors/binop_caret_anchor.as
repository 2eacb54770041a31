a = {"x": 1}
b = [1]
print(len(b) + (a["x"] - b))
