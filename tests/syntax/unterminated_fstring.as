s = f"hello {x
