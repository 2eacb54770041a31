assert True, "not seen"
try:
    assert 1 == 2
except AssertionError as e:
    print(repr(e))
try:
    assert (), "message " + str(5)
except AssertionError as e:
    print(repr(e))
def f(): print("evaluated"); return "m"
assert 1, f()
