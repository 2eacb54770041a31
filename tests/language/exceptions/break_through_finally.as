for i in range(4):
    try:
        if i == 1: continue
        if i == 3: break
        print("body", i)
    finally:
        print("finally", i)
else:
    print("never")
def g():
    for i in range(3):
        for j in range(3):
            try:
                try:
                    if j == 1: break
                    if i == 2: return "out"
                finally:
                    print("in", i, j)
            finally:
                print("out", i, j)
print(g())
