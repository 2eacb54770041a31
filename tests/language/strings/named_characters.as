print("\N{LATIN SMALL LETTER D}\N{snowman}\N{HANGUL SYLLABLE GAG}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{CJK COMPATIBILITY IDEOGRAPH-F900}")
print(f"\N{BULLET} {1 + 1} \N{EURO SIGN}", rf"\N{1}", repr("\N{NUL}\N{LINE FEED}\N{ZWJ}"), r"\N{X}", "\\N{X}")
print(b"\\N", "a\N{GREEK SMALL LETTER ALPHA}b", len("\N{GRINNING FACE}"), ascii("\N{GRINNING FACE}\N{GOTHIC LETTER AHSA}"))
for bad in ("X", "latin  small letter a", "cjk unified ideograph-4E00", "IDEOGRAPH-#", "SNOWMAN ", "", "{}", "HANGUL SYLLABLE "):
    try: eval('"a\\N{' + bad + '}"')
    except SyntaxError as e: print(e)
for bad in ('"\\N"', '"\\Nx"', '"\\N{"', 'f"\\N{X}"', 'f"\\N{SPACE}" + "é\\N{X}"', '"\\N{SPACE"'):
    try: print(eval(bad))
    except SyntaxError as e: print(e)
