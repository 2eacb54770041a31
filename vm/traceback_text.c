/* The frames of a traceback as text: file, line and function, the source line, and what of it is
 * underlined. */
#include <string.h>

#include "vm/objects/containers.h"
#include "vm/report.h"

enum { SHOWN_FRAMES = 1000, SHOWN_REPEATS = 3 };

void as_lines_begin(Lines *l, const char *margin) {
    if (l->depth == 0) return;
    as_sb_fill(&l->text, ' ', (size_t)l->depth * 2);
    as_sb_c(&l->text, margin);
}

static bool is_indent(char c) {
    return c == ' ' || c == '\t' || c == '\f';
}

/* Byte offset in a line, moved back to where a character begins. */
static size_t at_character(const char *line, size_t size, size_t offset) {
    if (offset > size) offset = size;
    while (offset > 0 && offset < size && ((unsigned char)line[offset] & 0xC0) == 0x80) offset--;
    return offset;
}

static void put_many(Lines *l, char c, size_t count) {
    as_sb_fill(&l->text, (uint32_t)c, count);
}

static void add_carets(Lines *l, const char *line, size_t size, size_t indent, CodePos pos) {
    bool one_line = pos.end_line == pos.line;
    size_t start = at_character(line, size, pos.col),
           end = one_line ? at_character(line, size, pos.end_col) : size;
    if (start < indent) start = indent;
    if (end <= start) return;
    const char *segment = line + start;
    size_t left = 0, right = 0;
    bool anchors = one_line && as_caret_anchors(segment, end - start, &left, &right);
    if (!anchors && end - start == size - indent) return;
    as_lines_begin(l, "| ");
    put_many(l, ' ', 4 + as_display_width(line + indent, start - indent));
    size_t width = as_display_width(segment, end - start);
    if (anchors) {
        left = as_display_width(segment, left);
        right = as_display_width(segment, right);
        put_many(l, '~', left);
        put_many(l, '^', right - left);
        put_many(l, '~', width - right);
    } else {
        put_many(l, '^', width);
    }
    as_sb_c(&l->text, "\n");
}

static void add_source(Lines *l, const Code *code, const Traceback *tb) {
    const char *line;
    size_t size, indent = 0;
    if (!as_source_line(&l->source, code->filename, tb->line, &line, &size)) return;
    while (indent < size && is_indent(line[indent])) indent++;
    as_lines_begin(l, "| ");
    as_sb_c(&l->text, "    ");
    as_sb_bytes(&l->text, line + indent, size - indent);
    as_sb_c(&l->text, "\n");
    CodePos pos = as_code_pos(code, tb->pc);
    if (pos.line == tb->line && pos.end_col != 0xFFFF) add_carets(l, line, size, indent, pos);
}

static void add_frame(Lines *l, const Code *code, const Traceback *tb) {
    as_lines_begin(l, "| ");
    as_sb_c(&l->text, "  File \"");
    as_sb_value(&l->text, code->filename);
    char number[40];
    snprintf(number, sizeof number, "\", line %u, in ", tb->line);
    as_sb_c(&l->text, number);
    as_sb_value(&l->text, code->name);
    as_sb_c(&l->text, "\n");
    add_source(l, code, tb);
}

static void add_repeats(Lines *l, size_t count) {
    if (count <= SHOWN_REPEATS) return;
    count -= SHOWN_REPEATS;
    char text[64];
    snprintf(text, sizeof text, "  [Previous line repeated %zu more time%s]\n", count,
             count > 1 ? "s" : "");
    as_lines_begin(l, "| ");
    as_sb_c(&l->text, text);
}

static const Code *code_of(const Traceback *tb) {
    return ((FrameObject *)as_obj(tb->frame))->code;
}

static bool same_place(const Code *a, const Code *b) {
    return a == b || (as_str_equal(as_as_str(a->filename), as_as_str(b->filename)) &&
                      as_str_equal(as_as_str(a->name), as_as_str(b->name)));
}

void as_lines_frames(Lines *l, Value traceback) {
    size_t depth = 0, repeats = 0;
    Value v;
    for (v = traceback; as_is_exact(v, T_TRACEBACK); v = ((Traceback *)as_obj(v))->next) depth++;
    const Traceback *last = NULL;
    for (v = traceback; as_is_exact(v, T_TRACEBACK); v = ((Traceback *)as_obj(v))->next, depth--) {
        if (depth > SHOWN_FRAMES) continue;
        const Traceback *tb = (Traceback *)as_obj(v);
        if (!as_is_exact(tb->frame, T_FRAME)) continue;
        if (!last || last->line != tb->line || !same_place(code_of(last), code_of(tb))) {
            add_repeats(l, repeats);
            repeats = 0;
        }
        last = tb;
        if (++repeats <= SHOWN_REPEATS) add_frame(l, code_of(tb), tb);
    }
    add_repeats(l, repeats);
}

Value as_format_frames(Thread *t, Value traceback, bool first) {
    Lines l = {.depth = 0};
    as_sb_init(&l.text, t);
    as_source_open(&l.source, t);
    bool one = first && as_is_exact(traceback, T_TRACEBACK);
    const Traceback *tb = one ? (Traceback *)as_obj(traceback) : NULL;
    if (!one)
        as_lines_frames(&l, traceback);
    else if (as_is_exact(tb->frame, T_FRAME))
        add_frame(&l, code_of(tb), tb);
    as_source_close(&l.source);
    return as_sb_end(&l.text);
}
