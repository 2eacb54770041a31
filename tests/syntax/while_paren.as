while (x:
    pass
