for s in ("abc", "ABC", "123", "a1", " ", "", "Title Case", "½", "²", "_x1", "1x", "é", "漢"):
    print(ascii(s), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle(), s.isdecimal(), s.isnumeric(), s.isidentifier(), s.isascii(), s.isprintable())
