class P: pass
p = P()
try: p.missing
except AttributeError as e: print(e.name, e.obj is p)
try: P.other
except AttributeError as e: print(e.name, e.obj is P)
