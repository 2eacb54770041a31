#!/usr/bin/env python3
"""Writes base/float_powers.h: the first 128 bits of the powers of ten, which base/float_text.c needs to
convert between doubles and decimal text. Run: scripts/make_float_powers.py > base/float_powers.h"""

FIRST, LAST = -342, 324


def leading_128_bits(k):
    """floor(10**k * 2**s) for the s that makes it 128 bits long."""
    if k >= 0:
        n = 10**k
        shift = n.bit_length() - 128
        return n >> shift if shift >= 0 else n << -shift
    d = 10**-k
    n = (1 << (d.bit_length() + 127)) // d
    return n if n.bit_length() == 128 else (1 << (d.bit_length() + 128)) // d


print("/* Made by scripts/make_float_powers.py; do not edit. The first 128 bits of 10**k, truncated, for")
print(" * k from FIRST_POWER to LAST_POWER: high half, low half. Exact for k from 0 to 55. */")
print("#ifndef AS_BASE_FLOAT_POWERS_H")
print("#define AS_BASE_FLOAT_POWERS_H\n")
print("#include <stdint.h>\n")
print(f"enum {{ FIRST_POWER = {FIRST}, LAST_POWER = {LAST} }};\n")
print("static const uint64_t powers_of_ten[][2] = {")
for k in range(FIRST, LAST + 1):
    g = leading_128_bits(k)
    assert g.bit_length() == 128
    print(f"    {{0x{g >> 64:016x}, 0x{g & (1 << 64) - 1:016x}}}, /* {k} */")
print("};\n")
print("#endif")
