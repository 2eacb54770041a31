for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\tnewline\nreturn\r", "\x00\x1f\x7f", "é ü 漢", "\u200b\ud800", "back\\slash", "😀"):
    print(ascii(s), repr(s) if "\ud800" not in s else "surrogate")
