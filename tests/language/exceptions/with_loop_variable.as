out = []
for i in range(3):
    try:
        if i == 1: raise ValueError(i)
        out.append(i)
    except ValueError as e:
        out.append(f"e{e}")
        continue
    out.append("end")
print(out)
