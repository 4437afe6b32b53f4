# What all scripts of this directory share; they source it. Set from outside:
#
#   DIRECTORY  the configuration, from the root of the repository
#   OUT        where plans and reports are left, which needs a line in .gitignore
#   LABELS     labels of the pull request, with commas in between
#   PLAN_KEY   the passphrase of saved plans

# shellcheck shell=sh
DIRECTORY=${DIRECTORY:-.}
OUT=${OUT:-out}

mkdir -p "$OUT"
OUT=$(cd "$OUT" && pwd)

export TF_IN_AUTOMATION=1 TF_INPUT=0

# What was planned and what was merged are the same if their trees are, whatever the commits are called.
tree() {
  git rev-parse 'HEAD^{tree}'
}

# The binary of the provider that init has installed, in the version of the lock file; else the one on the PATH.
provider() {
  installed=$(cd "$DIRECTORY" && cd "${TF_DATA_DIR:-.terraform}/providers" 2>/dev/null &&
    find -L "$PWD" -type f -name 'terraform-provider-workato*' | head -n 1)
  printf '%s\n' "${installed:-terraform-provider-workato}"
}

# gpg with the passphrase of saved plans, and with nothing of the user's.
crypt() {
  GNUPGHOME=$(mktemp -d)
  export GNUPGHOME
  crypted=0
  printf '%s' "${PLAN_KEY:?is the passphrase of saved plans}" |
    gpg --batch --yes --quiet --no-symkey-cache --pinentry-mode loopback --passphrase-fd 0 "$@" || crypted=$?
  rm -rf "$GNUPGHOME"
  return "$crypted"
}

# The comment for the pull request, as a file.
comment() {
  {
    printf '### Plan for %s\n\n' "$(git rev-parse --short HEAD)"
    if [ -f "$OUT/verdict.md" ]; then
      cat "$OUT/verdict.md"
      printf '\n'
    fi
    cat "$OUT/plan.md"
  } >"$OUT/comment.md"
  printf '%s\n' "$OUT/comment.md"
}

# A file between fences, cut where comments and issues would be refused for their length.
quoted() {
  printf '~~~~~~text\n'
  head -c 50000 "$1"
  if [ "$(wc -c <"$1")" -gt 50000 ]; then
    printf '\n… and more: see the log of the job.\n'
  fi
  printf '~~~~~~\n'
}
