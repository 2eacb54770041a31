#!/bin/sh
set -- ",once" ints strings containers classes closures exceptions generators comprehensions with_finally sorting
. "$(dirname "$0")/_fail.sh"
