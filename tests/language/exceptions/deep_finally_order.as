log = []
def f():
    try:
        try:
            try:
                raise ValueError(1)
            finally:
                log.append("a")
        except ValueError as e:
            log.append("b")
            raise TypeError(2)
        finally:
            log.append("c")
    except TypeError as e:
        log.append(repr(e.__context__))
    else:
        log.append("never")
    finally:
        log.append("d")
f()
print(log)
