def f():
    nonlocal nowhere
