#!/bin/sh
set -- "" coroutines modules
. "$(dirname "$0")/_fail.sh"
