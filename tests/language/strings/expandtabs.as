print(repr('a\tb\n\tc'.expandtabs()), repr('a\tb'.expandtabs(4)), repr('a\tb'.expandtabs(0)), repr('a\tb'.expandtabs(-3)))
print(repr('éé\tx'.expandtabs(4)), repr('\t\t'.expandtabs(1)), repr('12345678\t9'.expandtabs()), repr('ab\r\tc'.expandtabs(tabsize=3)))
