/* Underlining within an expression: the operator of a binary operation and the brackets of a
 * subscript get
 * `^`, the rest `~`.
 *
 *     print(len(b) + (a["x"] - b))          x = table[key][5]
 *                     ~~~~~~~^~~                ~~~~~~~~~~^^^
 *
 * The text is that of one node of the syntax tree on one line, so it is known to be well-formed;
 * one scan at bracket depth 0 finds the operator that binds loosest. What cannot be the top of such
 * a node (commas, comparisons, keywords) ends the scan. */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "vm/report.h"

enum { NONE = 99, POWER = 7, NOWHERE = -1 };

typedef struct Scan {
    const char *s;
    size_t n, i;
    bool operand;  /* the last token ended an operand */
    bool prefixed; /* begins with a unary operator or await */
    int level;     /* of the loosest operator yet */
    size_t op;     /* where it stands */
    size_t op_size;
    ptrdiff_t bracket; /* the `[` of a subscript that ends here, or NOWHERE */
} Scan;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r' || c == '\v';
}

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* --- tokens --- */

/* Behind the string literal whose quote is at `i`; `formatted` ones may hold quotes within braces.
 */
static size_t skip_string(const char *s, size_t n, size_t i, bool formatted) {
    char quote = s[i];
    size_t width = i + 2 < n && s[i + 1] == quote && s[i + 2] == quote ? 3 : 1;
    int braces = 0;
    for (i += width; i < n; i++) {
        if (s[i] == '\\')
            i++;
        else if (formatted && s[i] == '{')
            braces++;
        else if (formatted && s[i] == '}' && braces)
            braces--;
        else if (braces && (s[i] == '"' || s[i] == '\'') && s[i] != quote)
            i = skip_string(s, n, i, false) - 1;
        else if (!braces && s[i] == quote &&
                 (width == 1 || (i + 2 < n && s[i + 1] == quote && s[i + 2] == quote)))
            return i + width;
    }
    return n;
}

/* Behind the bracket that matches the one at `i`; n + 1 when there is none. */
static size_t skip_brackets(const char *s, size_t n, size_t i) {
    int depth = 0;
    while (i < n) {
        char c = s[i];
        if (c == '"' || c == '\'') {
            i = skip_string(s, n, i, i > 0 && tolower((unsigned char)s[i - 1]) == 'f');
            continue;
        }
        if (c == '#') return n + 1;
        if (strchr("([{", c))
            depth++;
        else if (strchr(")]}", c) && --depth == 0)
            return i + 1;
        i++;
    }
    return n + 1;
}

static bool is_keyword(const char *word, size_t size) {
    static const char *const words[] = {
        "and",      "as",   "assert", "async", "class",  "def",  "del",   "else",
        "for",      "from", "global", "if",    "import", "in",   "is",    "lambda",
        "nonlocal", "not",  "or",     "raise", "return", "with", "yield",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == size && memcmp(words[i], word, size) == 0) return true;
    return false;
}

/* --- one token of the scan; false: the text is neither kind of expression --- */

static bool scan_word(Scan *c) {
    size_t from = c->i;
    bool number = isdigit((unsigned char)c->s[from]) || c->s[from] == '.';
    while (c->i < c->n && (is_word(c->s[c->i]) || (number && c->s[c->i] == '.'))) {
        char last = c->s[c->i++];
        bool exponent =
            number && (last == 'e' || last == 'E') && c->i < c->n && c->s[from + 1] != 'x';
        if (exponent && (c->s[c->i] == '+' || c->s[c->i] == '-')) c->i++;
    }
    size_t size = c->i - from;
    if (c->i < c->n && size <= 2 && !number && (c->s[c->i] == '"' || c->s[c->i] == '\'')) {
        bool formatted = memchr(c->s + from, 'f', size) || memchr(c->s + from, 'F', size);
        c->i = skip_string(c->s, c->n, c->i, formatted);
    } else if (size == 5 && memcmp(c->s + from, "await", 5) == 0) {
        c->prefixed |= c->level == NONE;
        c->operand = false;
        return true;
    } else if (!number && is_keyword(c->s + from, size)) {
        return false;
    }
    c->operand = true;
    c->bracket = NOWHERE;
    return true;
}

static bool scan_bracket(Scan *c) {
    bool trailer = c->operand;
    c->bracket = trailer && c->s[c->i] == '[' ? (ptrdiff_t)c->i : NOWHERE;
    c->i = skip_brackets(c->s, c->n, c->i);
    c->operand = true;
    return c->i <= c->n;
}

/* How tightly the operator at `i` binds, and its length; NONE: it makes no binary operation. */
static int operator_level(const Scan *c, size_t *size) {
    const char *p = c->s + c->i;
    char next = c->i + 1 < c->n ? p[1] : 0;
    bool twice = next == *p && strchr("*/<>", *p);
    *size = twice ? 2 : 1;
    if (c->i + *size < c->n && p[*size] == '=') return NONE; /* compares or assigns */
    switch (*p) {
    case '|': return 0;
    case '^': return 1;
    case '&': return 2;
    case '<':
    case '>': return twice ? 3 : NONE;
    case '+': return 4;
    case '-': return next == '>' ? NONE : 4;
    case '*': return twice ? POWER : 5;
    case '/':
    case '%':
    case '@': return 5;
    default: return NONE;
    }
}

static bool scan_operator(Scan *c) {
    char ch = c->s[c->i];
    if (!c->operand) {
        if (ch != '-' && ch != '+' && ch != '~') return false;
        c->prefixed |= c->level == NONE;
        c->i++;
        return true;
    }
    if (ch == '.') {
        c->i++;
        c->operand = false;
        return true;
    }
    size_t size;
    int level = operator_level(c, &size);
    if (level == NONE) return false;
    if (level < c->level || (level == c->level && level != POWER)) {
        c->level = level;
        c->op = c->i;
        c->op_size = size;
    }
    c->i += size;
    c->operand = false;
    return true;
}

static bool scan(Scan *c) {
    while (c->i < c->n) {
        char ch = c->s[c->i];
        bool fraction =
            ch == '.' && !c->operand && c->i + 1 < c->n && isdigit((unsigned char)c->s[c->i + 1]);
        bool ok = true;
        if (is_blank(ch) || ch == '\\') {
            c->i++;
        } else if (ch == '"' || ch == '\'') {
            c->i = skip_string(c->s, c->n, c->i, false);
            c->operand = true;
            c->bracket = NOWHERE;
        } else if (strchr("([{", ch)) {
            ok = scan_bracket(c);
        } else if (is_word(ch) || fraction) {
            ok = scan_word(c);
        } else {
            ok = scan_operator(c);
        }
        if (!ok) return false;
    }
    return c->operand;
}

/* --- the operands --- */

/* Whether the brackets around from..to are part of the node inside: a tuple, or a generator
 * expression. */
static bool brackets_belong(const char *s, size_t from, size_t to) {
    bool content = false;
    for (size_t i = from; i < to;) {
        if (s[i] == '"' || s[i] == '\'')
            i = skip_string(s, to, i, false);
        else if (strchr("([{", s[i]))
            i = skip_brackets(s, to, i);
        else if (s[i] == ',')
            return true;
        else if (is_word(s[i])) {
            size_t start = i;
            while (i < to && is_word(s[i])) i++;
            if (i - start == 3 && memcmp(s + start, "for", 3) == 0) return true;
        } else {
            content |= !is_blank(s[i]);
            i++;
            continue;
        }
        content = true;
    }
    return !content;
}

/* Narrow from..to to the node itself: without blanks and brackets around it. */
static void trim_operand(const char *s, size_t *from, size_t *to) {
    for (;;) {
        while (*from < *to && is_blank(s[*from])) (*from)++;
        while (*from < *to && is_blank(s[*to - 1])) (*to)--;
        if (*from == *to || s[*from] != '(' || skip_brackets(s, *to, *from) != *to) return;
        if (brackets_belong(s, *from + 1, *to - 1)) return;
        (*from)++;
        (*to)--;
    }
}

static bool operator_anchors(const Scan *c, size_t *left, size_t *right) {
    size_t a = 0, left_end = c->op, right_start = c->op + c->op_size, b = c->n;
    trim_operand(c->s, &a, &left_end);
    trim_operand(c->s, &right_start, &b);
    *left = left_end;
    while (*left < right_start && is_blank(c->s[*left])) (*left)++;
    *right = *left + 1;
    /* As CPython finds operators of two characters, which takes `+(` for one too. */
    if (*right < right_start && !is_blank(c->s[*right])) (*right)++;
    while (*left < c->n && (is_blank(c->s[*left]) || c->s[*left] == ')' || c->s[*left] == '#')) {
        (*left)++;
        (*right)++;
    }
    return *right <= c->n;
}

bool as_caret_anchors(const char *segment, size_t size, size_t *left, size_t *right) {
    Scan c = {.s = segment, .n = size, .level = NONE, .bracket = NOWHERE};
    if (!scan(&c)) return false;
    if (c.level != NONE)
        return (!c.prefixed || c.level != POWER) && operator_anchors(&c, left, right);
    if (c.prefixed || c.bracket == NOWHERE) return false;
    *left = (size_t)c.bracket;
    *right = size;
    return true;
}

/* --- widths --- */

/* Characters of two columns: East Asian Width W and F of Unicode 15.0. */
static const uint32_t wide[][2] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x2E99},
    {0x2E9B, 0x2EF3},   {0x2F00, 0x2FD5},   {0x2FF0, 0x2FFB},   {0x3000, 0x303E},
    {0x3041, 0x3096},   {0x3099, 0x30FF},   {0x3105, 0x312F},   {0x3131, 0x318E},
    {0x3190, 0x31E3},   {0x31F0, 0x321E},   {0x3220, 0x3247},   {0x3250, 0x4DBF},
    {0x4E00, 0xA48C},   {0xA490, 0xA4C6},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE52},   {0xFE54, 0xFE66},
    {0xFE68, 0xFE6B},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x16FE4},
    {0x16FF0, 0x16FF1}, {0x17000, 0x187F7}, {0x18800, 0x18CD5}, {0x18D00, 0x18D08},
    {0x1AFF0, 0x1AFF3}, {0x1AFF5, 0x1AFFB}, {0x1AFFD, 0x1AFFE}, {0x1B000, 0x1B122},
    {0x1B132, 0x1B132}, {0x1B150, 0x1B152}, {0x1B155, 0x1B155}, {0x1B164, 0x1B167},
    {0x1B170, 0x1B2FB}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F200, 0x1F202}, {0x1F210, 0x1F23B}, {0x1F240, 0x1F248},
    {0x1F250, 0x1F251}, {0x1F260, 0x1F265}, {0x1F300, 0x1F320}, {0x1F32D, 0x1F335},
    {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3},
    {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440},
    {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567},
    {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F},
    {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7},
    {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB},
    {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF},
    {0x1FA70, 0x1FA7C}, {0x1FA80, 0x1FA88}, {0x1FA90, 0x1FABD}, {0x1FABF, 0x1FAC5},
    {0x1FACE, 0x1FADB}, {0x1FAE0, 0x1FAE8}, {0x1FAF0, 0x1FAF8}, {0x20000, 0x2FFFD},
    {0x30000, 0x3FFFD},
};

static bool is_wide(uint32_t c) {
    size_t low = 0, high = sizeof wide / sizeof *wide;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (c > wide[mid][1])
            low = mid + 1;
        else
            high = mid;
    }
    return low < sizeof wide / sizeof *wide && c >= wide[low][0];
}

size_t as_display_width(const char *utf8, size_t size) {
    size_t width = 0;
    for (const char *p = utf8, *end = utf8 + size; p < end;)
        width += is_wide(as_utf8_read(&p)) ? 2 : 1;
    return width;
}
