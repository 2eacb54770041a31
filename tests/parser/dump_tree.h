/* Prints a syntax tree as nested lists, for tests:
 * (Kind line:col-line:col field ...), lists in [], absent things as -. */
#ifndef AS_TESTS_DUMP_TREE_H
#define AS_TESTS_DUMP_TREE_H

#include "parser/ast.h"

void dump_tree(const Node *n);

#endif
