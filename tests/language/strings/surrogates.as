print(ascii('\ud800\udc00'), len('\ud800\udc00'), '\ud800' < '\ue000' < '😀')
print(ascii('a\udcffb'[::-1]), '\ud83d\ude00' == '😀', repr('\ud800'))
print(ascii('\ud800'.upper()), '\ud800'.isalpha(), '\ud800'.isprintable())
