# The command's ways to be called, and the exit statuses.
. "$(dirname "$0")/_lib.sh"

check code 0 '2' '' "$ASTER" -c 'print(1 + 1)'
check code_arguments 0 "\['-c', 'a', '-b'\]" '' "$ASTER" -c 'import sys; print(sys.argv)' a -b
check code_error 1 '' 'ZeroDivisionError: division by zero' "$ASTER" -c '1 / 0'
check code_syntax_error 1 '' "SyntaxError: '\(' was never closed" "$ASTER" -c 'print(1'
check code_empty 0 '' '' "$ASTER" -c ''
check code_missing 2 '' '.*' "$ASTER" -c
check code_await 0 'awaited' '' "$ASTER" -c 'import asyncio
await asyncio.sleep(0)
print("awaited")'
check unknown_option 2 '' '.*' "$ASTER" --no-such-option
check version 0 'Aster [0-9].*' '' "$ASTER" --version
check exit_status 44 '' '' "$ASTER" -c 'import sys; sys.exit(300)'
check exit_true 1 '' '' "$ASTER" -c 'raise SystemExit(True)'
check exit_none 0 '' '' "$ASTER" -c 'import sys; sys.exit()'
check exit_message 1 '' 'the message' "$ASTER" -c 'import sys; sys.exit("the message")'
check keyboard_interrupt 130 '' 'KeyboardInterrupt' "$ASTER" -c 'raise KeyboardInterrupt'
check implementation 0 'aster \(3, 12\)' '' "$ASTER" -c \
    'import sys; print(sys.implementation.name, sys.version_info[:2])'

"$ASTER" --help >out 2>err </dev/null
status=$?
if [ $status -eq 0 ] && [ -s out ]; then echo "ok help"; else echo "not ok help: status $status"; fi

echo 'import sys; print("from standard input", __name__, sys.argv)' | "$ASTER" - a b >out 2>err
verdict dash 0 "from standard input __main__ \['-', 'a', 'b'\]" '' $?
echo 'print("piped")' | "$ASTER" >out 2>err
verdict piped 0 'piped' '' $?
echo 'raise ValueError("from stdin")' | "$ASTER" - >out 2>err
verdict dash_error 1 '' 'ValueError: from stdin' $?

echo 'import sys; print(sys.argv[1:], __file__[0] == "/")' >args.as
check script_arguments 0 "\['-c', '--version', 'x y'\] True" '' "$ASTER" args.as -c --version 'x y'

printf 'def f(x):\n    return x + 1\nprint(f(1))\n' >small.as
"$ASTER" dis small.as >out 2>err </dev/null
status=$?
if [ $status -eq 0 ] && [ -s out ]; then echo "ok dis"; else echo "not ok dis: status $status"; fi
