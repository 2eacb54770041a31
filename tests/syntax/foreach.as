foreach x in y:
    pass
