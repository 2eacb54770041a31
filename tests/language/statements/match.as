def m(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "small"
        case str(s) if len(s) > 3: return f"long {s}"
        case "abc": return "abc"
        case [a]: return f"one {a}"
        case [a, *rest]: return f"{a} then {rest}"
        case {"k": v, **others}: return f"k={v} {others}"
        case int() | float(): return "number"
        case None: return "none"
        case (): return "never"
        case _: return "other"
for x in (0, 2, "hello", "abc", "x", [1], (1, 2, 3), {"k": 1, "z": 2}, {"q": 1}, 7, 1.5, None, []): print(m(x))
