print("Hello World".upper(), "Hello".lower(), "hello world".title(), "hELLO".capitalize(), "Hello".swapcase(), "Straße".casefold(), "ß".upper())
print("they're bill's".title(), "ÉCOLE".lower(), "ǆ".title(), "İ".lower() == "i̇")
