print(str(0), repr(-0), str(10 ** 40), bin(10), oct(64), hex(255), hex(-255), bin(-5))
print(hex(2 ** 80), f"{2 ** 80:x}", f"{-255:#x}", f"{255:#b}", f"{8:#o}")
