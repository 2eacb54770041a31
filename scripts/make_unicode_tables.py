#!/usr/bin/env python3
"""Write base/unicode_tables.c from the Unicode Character Database.

Usage: scripts/make_unicode_tables.py [directory]     (default /usr/share/unicode: Debian's unicode-data)

The output is checked in, so a build needs neither this script nor the database.
"""
import sys

DIRECTORY = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
OUTPUT = "base/unicode_tables.c"
LIMIT = 0x110000
DENSE = 0x32400     # code points from here on are all alike, except...
TAGS = 0xE0000      # ...the 512 from here, and private use (see as_unicode)
DECOMP_LIMIT = 0x2FA40
MANY = 0x40000000

(ALPHA, DECIMAL, DIGIT, NUMERIC, SPACE, PRINTABLE, UPPER, LOWER, TITLE, CASED, CASE_IGNORABLE,
 XID_START, XID_CONTINUE, COMPOSES) = (1 << i for i in range(14))


def lines(name):
    with open(f"{DIRECTORY}/{name}", encoding="utf-8") as f:
        for line in f:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def property_sets(name, wanted):
    sets = {w: set() for w in wanted}
    for fields in lines(name):
        if fields[1] in sets:
            sets[fields[1]].update(span(fields[0]))
    return sets


def codes(text):
    return [int(c, 16) for c in text.split()]


class Database:
    def __init__(self):
        self.rows = {}
        first = None
        for f in lines("UnicodeData.txt"):
            c = int(f[0], 16)
            if f[1].endswith(", First>"):
                first = c
                continue
            for each in range(first, c + 1) if first is not None else (c,):
                self.rows[each] = f
            first = None
        self.derived = property_sets("DerivedCoreProperties.txt", (
            "Uppercase", "Lowercase", "Cased", "Case_Ignorable", "XID_Start", "XID_Continue"))
        self.numeric = property_sets("extracted/DerivedNumericType.txt",
                                     ("Decimal", "Digit", "Numeric"))
        self.read_cases()
        self.read_decompositions()

    def read_cases(self):
        self.maps = {"upper": {}, "lower": {}, "title": {}, "fold": {}}
        for c, f in self.rows.items():
            for name, field in (("upper", 12), ("lower", 13), ("title", 14)):
                if f[field]:
                    self.maps[name][c] = codes(f[field])
            if not f[14] and f[12]:
                self.maps["title"][c] = codes(f[12])
        for f in lines("SpecialCasing.txt"):
            if len(f) > 5:  # conditional
                continue
            c = int(f[0], 16)
            for name, field in (("lower", 1), ("title", 2), ("upper", 3)):
                self.maps[name][c] = codes(f[field])
        for f in lines("CaseFolding.txt"):
            if f[1] in "CF":
                self.maps["fold"][int(f[0], 16)] = codes(f[2])

    def read_decompositions(self):
        excluded = property_sets("DerivedNormalizationProps.txt",
                                 ("Full_Composition_Exclusion",))["Full_Composition_Exclusion"]
        self.ccc = {c: int(f[3]) for c, f in self.rows.items() if f[3] != "0"}
        self.direct, self.pairs = {}, []
        for c, f in self.rows.items():
            if not f[5]:
                continue
            canonical = not f[5].startswith("<")
            self.direct[c] = codes(f[5] if canonical else f[5].split("> ")[1])
            if canonical and c not in excluded:
                self.pairs.append((*self.direct[c], c))
        self.pairs.sort()
        self.seconds = {second for _, second, _ in self.pairs}
        self.seconds.update(range(0x1161, 0x1176), range(0x11A8, 0x11C3))  # Hangul V and T

    def decompose(self, c):
        if c not in self.direct:
            return [c]
        return [d for part in self.direct[c] for d in self.decompose(part)]


def flags_of(db, c):
    f = db.rows.get(c)
    category = f[2] if f else "Cn"
    bits = 0
    d = db.derived
    if category in ("Lm", "Lt", "Lu", "Ll", "Lo"): bits |= ALPHA
    if f and f[6]: bits |= DECIMAL
    if f and f[7]: bits |= DIGIT
    if any(c in s for s in db.numeric.values()): bits |= NUMERIC
    if f and (f[4] in ("WS", "B", "S") or category == "Zs"): bits |= SPACE
    if c == 32 or category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"):
        bits |= PRINTABLE
    if c in d["Uppercase"]: bits |= UPPER
    if c in d["Lowercase"]: bits |= LOWER
    if category == "Lt": bits |= TITLE
    if c in d["Cased"]: bits |= CASED
    if c in d["Case_Ignorable"]: bits |= CASE_IGNORABLE
    if c in d["XID_Start"]: bits |= XID_START
    if c in d["XID_Continue"]: bits |= XID_CONTINUE
    if c in db.seconds: bits |= COMPOSES
    return bits


def two_stages(values, shift):
    size, blocks, pages, known = 1 << shift, [], [], {}
    for start in range(0, len(values), size):
        block = tuple(values[start:start + size])
        if block not in known:
            known[block] = len(known)
            blocks.extend(block)
        pages.append(known[block])
    return pages, blocks


class Output:
    def __init__(self, file):
        self.file = file
        self.bytes = 0

    def array(self, declaration, values, unit):
        self.file.write(f"\n{declaration} = {{\n")
        row = ""
        for v in values:
            item = f"{v},"
            if len(row) + len(item) > 98:
                self.file.write(f"{row}\n")
                row = ""
            row += item
        self.file.write(f"{row}\n}};\n")
        self.bytes += len(values) * unit


def case_map(sequences, c, mapped):
    if mapped is None:
        return 0
    if len(mapped) == 1:
        return mapped[0] - c
    if tuple(mapped) not in sequences:
        sequences[tuple(mapped)] = sum(map(len, sequences))
    return MANY | len(mapped) << 16 | sequences[tuple(mapped)]


def write_records(db, out):
    categories = sorted({f[2] for f in db.rows.values()} | {"Cn"})
    records, index, sequences = {}, [], {}
    for c in (*range(DENSE), *range(TAGS, TAGS + 512), *[0xF0000] * 128, *[LIMIT - 1] * 128):
        f = db.rows.get(c)
        flags = flags_of(db, c)
        record = (*(case_map(sequences, c, db.maps[m].get(c)) for m in ("upper", "lower", "title", "fold")),
                  flags, int(f[6]) if f and f[6] else 0, int(f[7]) if f and f[7] else 0,
                  categories.index(f[2] if f else "Cn"), db.ccc.get(c, 0))
        index.append(records.setdefault(record, len(records)))
    pages, blocks = two_stages(index, 7)
    out.array("const char as_unicode_categories[][3]", [f'"{c}"' for c in categories], 3)
    out.array("const UnicodeRecord as_unicode_records[]",
              ["{" + ",".join(map(str, r)) + "}" for r in records], 24)
    out.array("const uint16_t as_unicode_maps[]", [c for s in sequences for c in s], 2)
    out.array("const uint16_t as_unicode_pages[]", pages, 2)
    out.array("const uint16_t as_unicode_blocks[]", blocks, 2)


def utf16(c):
    return [c] if c < 0x10000 else [0xD800 + (c - 0x10000 >> 10), 0xDC00 + (c & 0x3FF)]


def write_normalization(db, out):
    data, index, known = [0], [0] * DECOMP_LIMIT, {}
    for c in sorted(db.direct):
        units = [u for d in db.decompose(c) for u in utf16(d)]
        key = tuple(units)
        if key not in known:
            known[key] = len(data)
            data += [len(units), *units]
        index[c] = known[key]
    pages, blocks = two_stages(index, 6)
    assert max(pages) < 256 and max(data) < 65536
    out.array("const uint8_t as_unicode_decomp_pages[]", pages, 1)
    out.array("const uint16_t as_unicode_decomp_blocks[]", blocks, 2)
    out.array("const uint16_t as_unicode_decomp_data[]", data, 2)
    out.array("const Composition as_unicode_compositions[]",
              ["{%d,%d,%d}" % p for p in db.pairs], 12)
    out.file.write(f"const uint32_t as_unicode_composition_count = {len(db.pairs)};\n")


def main():
    db = Database()
    with open(OUTPUT, "w") as file:
        file.write("/* Generated by scripts/make_unicode_tables.py from Unicode 15.0; do not edit.\n"
                   " * What the arrays mean is said in unicode_tables.h. */\n"
                   '#include "base/unicode_tables.h"\n\n/* clang-format off */\n')
        out = Output(file)
        write_records(db, out)
        write_normalization(db, out)
    assert all(c < DENSE or TAGS <= c < TAGS + 512 or f[2] == "Co" for c, f in db.rows.items())
    print(f"{OUTPUT}: {out.bytes} bytes of tables")


main()
