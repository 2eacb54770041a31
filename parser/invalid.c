/* The second pass: what is said about common mistakes. */
#include "parser/internal.h"

void as_diagnose_expression(Parser *p, Token start, Node *a) {
    (void)p, (void)start, (void)a;
}
void as_diagnose_named(Parser *p, Token start) {
    (void)p, (void)start;
}
void as_diagnose_assignment(Parser *p) {
    (void)p;
}
void as_diagnose_arguments(Parser *p) {
    (void)p;
}
void as_diagnose_keyword(Parser *p) {
    (void)p;
}
void as_diagnose_params(Parser *p, bool lambda) {
    (void)p, (void)lambda;
}
void as_diagnose_display(Parser *p) {
    (void)p;
}
void as_diagnose_field(Parser *p) {
    (void)p;
}
