/* Which characters make a name. ASCII is answered by the lexer's own table; the rest goes through
 * the three functions here, the only users of the Unicode tables in the lexer. */
#include "lexer/lexer.h"

uint32_t as_lexer_code_point(const char **at) {
    const unsigned char *p = (const unsigned char *)*at;
    uint32_t c = p[0];
    int more = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    if (more)
        c &= 0x3Fu >> more;
    for (int i = 1; i <= more; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    *at += more + 1;
    return c;
}

/* Symbols, spaces and signs of the blocks that people meet. */
static bool is_symbol(uint32_t c) {
    if (c < 0xC0)
        return c != 0xAA && c != 0xB5 && c != 0xBA && c != 0xB7;
    return c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c < 0x2C00 && !(c >= 0x2070 && c < 0x20A0) &&
           !(c >= 0x2100 && c < 0x2190)) || (c >= 0x3000 && c < 0x3021 && c != 0x3005 && c != 0x3007) ||
           (c >= 0xE000 && c < 0xF900) || (c >= 0xFE00 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFF10) ||
           c >= 0xF0000 || (c >= 0x1F000 && c < 0x20000);
}

bool as_lexer_name_start(uint32_t c) {
    return !is_symbol(c);
}

bool as_lexer_name_continue(uint32_t c) {
    return !is_symbol(c);
}

bool as_lexer_printable(uint32_t c) {
    return !(c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
             (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 ||
             c == 0xFEFF || (c >= 0xD800 && c < 0xF900) || c >= 0xE0000);
}

/* A non-ASCII character at lx->at that cannot be in a name. */
static bool bad_character(Lexer *lx, Token *t, uint32_t c, const char *from) {
    int size = (int)(lx->at - from);
    if (as_lexer_printable(c))
        as_lexer_error(lx, t, "invalid character '%.*s' (U+%04X)", size, from, (unsigned)c);
    else
        as_lexer_error(lx, t, "invalid non-printable character U+%04X", (unsigned)c);
    return false;
}

static bool is_ascii_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool as_lexer_identifier(Lexer *lx, Token *t) {
    const char *start = lx->at;
    for (;;) {
        if (is_ascii_name(*lx->at)) {
            lx->at++;
        } else if ((unsigned char)*lx->at >= 0x80) {
            const char *from = lx->at;
            uint32_t c = as_lexer_code_point(&lx->at);
            bool ok = from == start ? as_lexer_name_start(c) : as_lexer_name_continue(c);
            if (!ok)
                return bad_character(lx, t, c, from);
        } else {
            return true;
        }
    }
}
