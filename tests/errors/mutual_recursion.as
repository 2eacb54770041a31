def even(n): return odd(n - 1)
def odd(n):
    if n < -5: raise ValueError("deep")
    return even(n - 1)
even(3)
