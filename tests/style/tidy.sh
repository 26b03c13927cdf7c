#!/usr/bin/env bash
# clang-tidy over src, one process a core: tidy.sh BUILD_FOLDER [FILE...]. Called by the target
# lint, not by ctest. A file with a finding is checked to its end and the others still run, so that
# one call shows all there is to mend.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${1:?tidy.sh BUILD_FOLDER [FILE...]}
shift
[ -f "$build/compile_commands.json" ] || {
  echo "tidy: no $build/compile_commands.json: configure with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON" >&2
  exit 6
}
files=("$@")
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(find src -name '*.c' | sort)
# Few files a process: the long ones then spread over the cores. What clang counts on stderr
# ("123 warnings generated" in system headers) is left out, its errors are not.
printf '%s\0' "${files[@]}" |
  xargs -0 -n 4 -P "$(nproc)" clang-tidy --quiet -p "$build" 2> >(grep -v ' generated\.$' >&2)
