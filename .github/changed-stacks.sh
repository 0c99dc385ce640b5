#!/usr/bin/env bash
# Prints the stacks that a change concerns, a line each: those whose file it touches, or all where it touches the program.
# Usage: changed-stacks.sh COMMIT     the commit that the change is based on
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
base=$(git merge-base "$1" HEAD)
changed=$(git diff --name-only "$base" HEAD)
# No stack is another for what people read, for tests, or for another stack's file.
program=$(grep -vE '(^|/)[^/]+\.md$|^(docs|examples|test|bench|tools|\.github|\.ci)/|^Pulumi\.[^/]+\.yaml$' <<<"$changed" || true)
for file in Pulumi.*.yaml; do
  if [ -n "$program" ] || grep -qxF "$file" <<<"$changed"; then
    stack=${file#Pulumi.}
    echo "${stack%.yaml}"
  fi
done
