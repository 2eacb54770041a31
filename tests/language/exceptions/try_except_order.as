def f(e):
    try:
        raise e
    except (KeyError, IndexError) as x:
        return f"lookup {x!r}"
    except ValueError:
        return "value"
    except Exception as x:
        return f"other {type(x).__name__}"
    except:
        return "bare"
print(f(KeyError("k")), f(IndexError()), f(UnicodeError()), f(OSError("o")), f(KeyboardInterrupt()))
