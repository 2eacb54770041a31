value = 1; other = 2; third = value + other; result = third / 0; never = result + value + other + third
