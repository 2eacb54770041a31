#!/bin/sh
set -- ",once" coroutines modules
. "$(dirname "$0")/_fail.sh"
