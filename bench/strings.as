def run(n):
    s = ""
    parts = []
    for i in range(n):
        s += "x"
        parts.append(f"{i}:{i * 2:>6}|{i / 4:.2f}")
        if i % 1000 == 0:
            s = s[:10]
    text = ",".join(parts)
    return len(text), len(s), text.count("9"), len(text.split(",")), text.upper().replace("|", "/").find("/9")

print(run(600_000))
