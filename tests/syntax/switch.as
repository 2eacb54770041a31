switch x:
    pass
