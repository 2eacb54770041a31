# -m, folders as programs, and what the module path holds.
. "$(dirname "$0")/_lib.sh"

mkdir -p package/inner folder beside
echo 'x = 1' >package/__init__.py
: >package/inner/__init__.as
echo 'from . import x; import sys; print(__name__, __package__, x, sys.argv[1:], __file__[0])' >package/mod.as
echo 'print("inner", __package__)' >package/inner/__main__.py
check module 0 "__main__ package 1 \['a', '-c'\] /" '' "$ASTER" -m package.mod a -c
check package_main 0 'inner package.inner' '' "$ASTER" -m package.inner
check package_without_main 1 '' \
    "aster: No module named package\.__main__; 'package' is a package and cannot be directly executed" \
    "$ASTER" -m package
check no_module 1 '' 'aster: No module named nothing_here' "$ASTER" -m nothing_here
check no_module_in_package 1 '' 'aster: No module named package\.nothing' "$ASTER" -m package.nothing
check module_missing_name 2 '' '.*' "$ASTER" -m

echo 'import sys, helper; print("folder", helper.value, sys.argv)' >folder/__main__.as
echo 'value = 7' >folder/helper.py
check folder 0 "folder 7 \['folder'\]" '' "$ASTER" folder

# The script's own folder is searched, not the working one; links are followed.
echo 'value = 8' >beside/neighbour.as
echo 'import neighbour; print(neighbour.value)' >beside/script.as
check neighbour 0 8 '' "$ASTER" beside/script.as
ln -s beside/script.as link.as
check neighbour_of_link 0 8 '' "$ASTER" link.as
echo 'value = 9' >here.as
check code_sees_working_folder 0 9 '' "$ASTER" -c 'import here; print(here.value)'

check warnings_option 0 "\['ignore', 'error'\]" '' "$ASTER" -Wignore -W error -c 'import sys; print(sys.warnoptions)'
check unknown_x 2 '' '.*' "$ASTER" -X nonsense -c 1
check known_x 0 '' '' "$ASTER" -X dev -c 1
check end_of_options 0 "\['-x\.as'\]" '' sh -c 'echo "import sys; print(sys.argv)" >-x.as; "$ASTER" -- -x.as'
check short_version 0 'Aster [0-9].*' '' "$ASTER" -V
check unknown_short 2 '' '.*' "$ASTER" -Q
