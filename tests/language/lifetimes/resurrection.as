saved = []
class P:
    def __del__(self):
        print("del")
        saved.append(self)
p = P()
p = None
print(len(saved))
saved.clear()
print("gone for good, no second del")
