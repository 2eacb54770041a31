# Input that is large or deep: CPython's answer where it has one, and never a crash.
. "$(dirname "$0")/_lib.sh"

{ printf 'x = "'; head -c 50000000 /dev/zero | tr '\0' a; printf '"; print(len(x))\n'; } >long.as
check line_of_50_mb 0 50000000 '' "$ASTER" long.as
{ printf '# '; head -c 50000000 /dev/zero | tr '\0' a; printf '\nprint("after")\n'; } >comment.as
check comment_of_50_mb 0 after '' "$ASTER" comment.as
rm -f long.as comment.as

{ printf 'x = ['; repeat 300000 '1,'; printf ']; print(len(x))\n'; } >list.as
check list_of_300000 0 300000 '' "$ASTER" list.as

{ printf 'x = '; repeat 100000 '('; repeat 100000 ')'; echo; } >parens.as
check nested_parentheses 1 '' 'SyntaxError: too many nested parentheses' "$ASTER" parens.as
{ printf 'x = '; repeat 150 '('; printf 1; repeat 150 ')'; printf '; print(x)\n'; } >parens.as
check parentheses_150_deep 0 1 '' "$ASTER" parens.as
repeat 100000 '[' >open.as
check nested_brackets_unclosed 1 '' 'SyntaxError: too many nested parentheses' "$ASTER" open.as

awk 'BEGIN { for (i = 0; i < 101; i++) { for (j = 0; j < i; j++) printf " "; print "if 1:" } }' >indent.as
check indentation_100_deep 1 '' 'IndentationError: too many levels of indentation' "$ASTER" indent.as

# CPython refuses these with a MemoryError or RecursionError of its parser; running them is as good.
for deep in '-' 'not ' 'lambda: ' '1 + ' 'a.' 'await ' '*' '"x" if 1 else ' '~' '[] or '; do
    { printf 'a = 1\nx = '; repeat 100000 "$deep"; printf '1\n'; } >deep.as
    "$ASTER" deep.as >out 2>err </dev/null
    status=$?
    if [ $status -le 1 ]; then echo "ok deep '$deep'"; else echo "not ok deep '$deep': status $status"; fi
done
{ printf 'x = a'; repeat 100000 '.b'; echo; } >attributes.as
"$ASTER" attributes.as >out 2>err </dev/null
status=$?
if [ $status -eq 1 ]; then echo "ok attribute chain"; else echo "not ok attribute chain: status $status"; fi
