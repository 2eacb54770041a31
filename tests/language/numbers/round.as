print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(5), round(1234, -2), round(1250, -2), round(1350, -2))
print(round(0.5), round(1e20), round(2.5, 0), round(-0.4), round(1.005, 2), round(10 ** 30, -29))
