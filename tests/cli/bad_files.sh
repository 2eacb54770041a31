# Files that are no programs: CPython's status and message.
. "$(dirname "$0")/_lib.sh"

check missing_file 2 '' ".*: can't open file '.*/missing\.as': \[Errno 2\] No such file or directory" \
    "$ASTER" missing.as

mkdir folder
check directory 1 '' ".*: can't find '__main__' module in '.*folder'" "$ASTER" folder

: >empty.as
check empty_file 0 '' '' "$ASTER" empty.as
printf 'print("no newline")' >open_end.as
check no_last_newline 0 'no newline' '' "$ASTER" open_end.as
printf '\357\273\277print(1)\r\nprint(2)\r\n' >bom.as
check bom_and_crlf 0 '1 2' '' "$ASTER" bom.as
printf '#!/usr/bin/env aster\nprint("shebang")\n' >bang.as
check shebang 0 'shebang' '' "$ASTER" bang.as

printf '\377\376\001\002x' >random.as
check random_bytes 1 '' "SyntaxError: Non-UTF-8 code starting with '.xff' in file .*/random\.as on line 1, but no encoding declared; see https://peps\.python\.org/pep-0263/ for details" \
    "$ASTER" random.as
printf 'x = 1\ny = 2\377\n' >late.as
check bad_byte_on_line_2 1 '' "SyntaxError: Non-UTF-8 code starting with '.xff' in file .*/late\.as on line 2, but no encoding declared; see .*" \
    "$ASTER" late.as

printf 'x = 1\nprint(\0)\n' >nul.as
check nul_byte 1 '' 'SyntaxError: source code cannot contain null bytes' "$ASTER" nul.as
printf '\0' >only_nul.as
check only_nul_byte 1 '' 'SyntaxError: source code cannot contain null bytes' "$ASTER" only_nul.as

# Whatever bytes come, it ends in an error with status 1 or runs: never by a signal.
i=0
bad=
while [ $i -lt 40 ]; do
    dd if=/dev/urandom of=noise.as bs=300 count=1 2>dd.log
    "$ASTER" noise.as >out 2>err </dev/null
    status=$?
    [ $status -gt 1 ] && bad="$status" && cp noise.as "/tmp/aster-noise-$$.as"
    i=$((i + 1))
done
if [ -z "$bad" ]; then echo "ok noise"; else echo "not ok noise: status $bad, see /tmp/aster-noise-$$.as"; fi

# Root reads everything, so as root this runs as nobody, with a copy that nobody can reach.
echo 'print("x")' >secret.as
chmod 000 secret.as
chmod 755 .
if [ "$(id -u)" = 0 ]; then
    cp "$ASTER" ./aster-copy
    set -- setpriv --reuid=65534 --clear-groups ./aster-copy
    (cd "$dir" && setpriv --reuid=65534 --clear-groups ./aster-copy --version) >out 2>err || set --
else
    set -- "$ASTER"
fi
[ $# -eq 0 ] || check unreadable_file 2 '' \
    ".*: can't open file '.*/secret\.as': \[Errno 13\] Permission denied" "$@" secret.as
