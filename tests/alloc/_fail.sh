# . _fail.sh MODE PROGRAM...: fails the n-th allocation, and with an empty MODE all after it, of each program, for
# n = 1, 2, ... until it ends normally: every run must end normally or with MemoryError, and leave no object
# behind. With MODE ",once" only the n-th fails. A debug build counts every object; others have no such switch.
here=$(cd "$(dirname "$0")" && pwd)
aster=${ASTER:-build-debug/aster}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT INT TERM
ASTER_CHECK_LEAKS=1 PYTHONHASHSEED=1
export ASTER_CHECK_LEAKS PYTHONHASHSEED

if ASTER_FAIL_ALLOC=1 "$aster" -c 'pass' >/dev/null 2>&1; then
    echo "ok 1 # skipped: not a debug build"
    exit 0
fi
# Sanitizers make a run slow: every 13th allocation must do.
if ASAN_OPTIONS=help=1 "$aster" -c 'pass' 2>&1 | grep -q AddressSanitizer; then step=7; else step=1; fi

# What a failed run may look like: some memory error, or tasks that wait for one which died of it.
sound() { # status, file of standard error
    case $1 in
    0) ! [ -s "$2" ] || ! grep -Eq 'objects alive|Sanitizer|runtime error:' "$2" ;;
    1) grep -Eq 'MemoryError|Deadlock' "$2" && ! grep -Eq 'objects alive|Sanitizer|runtime error:' "$2" ;;
    *) false ;;
    esac
}

status=0
check() { # program, mode
    n=1 bad=0
    while [ "$n" -lt 20000 ] && [ "$bad" -lt 5 ]; do
        ASTER_FAIL_ALLOC=$n$2 timeout 60 "$aster" "$1" >"$scratch/out" 2>"$scratch/err"
        got=$?
        if ! sound $got "$scratch/err"; then
            bad=$((bad + 1))
            echo "# allocation $n$2: status $got"
            sed -n '1,5s/^/#   /p' "$scratch/err"
        fi
        if [ $got = 0 ] && cmp -s "$scratch/out" "$scratch/whole"; then
            # Running on though one allocation failed is fine; several in a row mean that it was never reached.
            calm=$((calm + 1))
            [ "$calm" -ge 12 ] && break
        else
            calm=0
        fi
        n=$((n + step))
    done
    if [ "$bad" = 0 ]; then echo "ok ${1##*/}$2 ($n)"; else echo "not ok ${1##*/}$2"; status=1; fi
}

mode=$1
shift
for program; do
    "$aster" "$here/$program.as" >"$scratch/whole" 2>/dev/null
    calm=0
    check "$here/$program.as" "$mode"
done
exit $status
