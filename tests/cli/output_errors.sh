# Standard output that takes nothing.
. "$(dirname "$0")/_lib.sh"

echo 'print("x")' >print.as
"$ASTER" print.as >&- 2>err </dev/null
status=$?
: >out
verdict closed_stdout 0 '' '' $status

"$ASTER" print.as 2>err >/dev/full </dev/null
status=$?
if [ $status -ne 0 ] && [ $status -lt 126 ] && grep -q '\[Errno 28\] No space left on device' err; then
    echo "ok full device"
else
    echo "not ok full device: status $status: $(cat err)"
fi

echo 'for i in range(1000000): print("line", i)' >many.as
{ "$ASTER" many.as 2>err; echo $? >status; } </dev/null | head -n 1 >out
status=$(cat status)
if [ "$(cat out)" = "line 0" ] && [ "$status" -ne 0 ] && grep -q 'BrokenPipeError: \[Errno 32\] Broken pipe' err; then
    echo "ok broken pipe"
else
    echo "not ok broken pipe: status $status: $(tail -n 1 err)"
fi

# With no sys.stderr, file=None is the standard output, as in CPython.
: >err
"$ASTER" -c 'import sys; print("out"); print("err", file=sys.stderr)' 2>&- >out </dev/null
verdict closed_stderr 0 'out err' '' $?
"$ASTER" -c 'print(1 if input is not None else 0)' <&- >out 2>err
verdict closed_stdin 0 1 '' $?
