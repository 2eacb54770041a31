# What the shell tests share. Each prints "ok NAME" or "not ok NAME ..." lines, which the runner counts.
#
#   check NAME STATUS OUT ERR COMMAND...   OUT and ERR are extended regular expressions that must match
#                                          the whole of standard output and the last line of standard
#                                          error; an empty one wants nothing at all
dir=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$dir"; rm -rf "$dir"' EXIT
cd "$dir" || exit 1

matches() { # matches TEXT PATTERN
    if [ -z "$2" ]; then [ -z "$1" ]; else printf '%s\n' "$1" | tr '\n' ' ' | grep -qE "^($2) \$"; fi
}

verdict() { # verdict NAME STATUS OUT ERR GOT: compare the files out and err
    got_out=$(tr -d '\0' <out | head -c 10000)
    got_err=$(tail -n 1 err | tr -d '\0' | head -c 2000)
    if [ "$5" != "$2" ]; then
        echo "not ok $1: status $5, not $2; stderr: $got_err"
    elif ! matches "$got_out" "$3"; then
        echo "not ok $1: printed '$(printf %s "$got_out" | head -c 200)', not /$3/"
    elif ! matches "$got_err" "$4"; then
        echo "not ok $1: stderr ends '$(printf %s "$got_err" | head -c 300)', not /$4/"
    else
        echo "ok $1"
    fi
}

check() {
    name=$1 status=$2 out_is=$3 err_is=$4
    shift 4
    "$@" >out 2>err </dev/null
    verdict "$name" "$status" "$out_is" "$err_is" $?
}

# repeat N TEXT: TEXT N times over, without a newline.
repeat() { awk -v n="$1" -v t="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", t }'; }
