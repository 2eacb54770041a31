/* Which characters make a name. ASCII is answered by the lexer's own table; the rest goes through
 * the three functions here, the only users of the Unicode tables in the lexer. */
#include "base/unicode.h"
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

bool as_lexer_name_start(uint32_t c) {
    return as_unicode_is_xid_start(c);
}

bool as_lexer_name_continue(uint32_t c) {
    return as_unicode_is_xid_continue(c);
}

bool as_lexer_printable(uint32_t c) {
    return as_unicode_is(c, UNI_PRINTABLE);
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
