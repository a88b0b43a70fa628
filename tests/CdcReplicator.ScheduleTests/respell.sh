#!/usr/bin/env bash
# respell.sh FOLDER: respells the sources whose paths are on standard input into the folder, under their own paths.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
while IFS= read -r source; do
  target=$1$source
  mkdir -p "${target%/*}"
  sed -E -f "$here/respell.sed" -f "$here/planted.sed" "$source" > "$target"
done
