print(repr("  x ".strip()), repr("  x ".lstrip()), repr("  x ".rstrip()), "xxhixx".strip("x"), "abcba".strip("ab"), repr("\t\n x\u3000".strip()))
print("prefix_name".removeprefix("prefix_"), "name.as".removesuffix(".as"), "name".removeprefix("x"))
