match x:
    case A(a=1, b, c, d=2):
        pass
