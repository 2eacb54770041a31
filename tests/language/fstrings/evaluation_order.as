def say(x):
    print("eval", x)
    return x
print(f"{say(1)} {say(2):>{say(4)}} {say(3)!r}")
