print("a\tb\\c\'d\"e\x41\u0042\U00000043\N{LATIN SMALL LETTER D}\101\0".replace("\0", "<nul>"))
print(r"raw\n", 'single', """triple
lines""", "con" "cat" 'ena' "ted")
print("back\
slash newline")
