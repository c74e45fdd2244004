#!/usr/bin/env bash
# What the Makefile needs of the machine:
#   bootstrap.sh uv       prints the path of a uv that works, installing one with pip where there is none
#   bootstrap.sh browser  gets Chromium and a CJK font from Debian's packages where it may, else says what to install
#   bootstrap.sh servers  the same with the MQTT broker and the database that tests start for themselves
# Only `uv` prints to standard output; progress and advice go to standard error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

# The prefix under which apt-get may run unasked: nothing for root, sudo where it needs no password.
elevation() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -eq 0 ]; then
    echo env
  elif sudo -n true 2>/dev/null; then
    echo "sudo -n env"
  else
    return 1
  fi
}

apt_install() {
  local as
  as=$(elevation) || return 1
  # shellcheck disable=SC2086  # the prefix is several words
  { $as apt-get update && $as DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
    </dev/null >&2
}

# A file of that name may be a launcher whose Python has no uv: only an answer counts.
works() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

existing_uv() {
  local candidate
  for candidate in "$(command -v uv || true)" "$(python3 -m site --user-base 2>/dev/null || true)/bin/uv" \
    "$PWD/.venv-uv/bin/uv"; do
    if works "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

install_uv() {
  say "uv is missing: fetching it with pip"
  # Debian's pip refuses to install beside its own packages (PEP 668); a venv is then the place.
  if python3 -m pip install --user --quiet uv >/dev/null 2>&1 && existing_uv >/dev/null; then return; fi
  # Debian keeps what a venv needs in a package of its own.
  python3 -c "import ensurepip" 2>/dev/null || apt_install python3-venv || true
  python3 -m venv --clear .venv-uv >&2 && .venv-uv/bin/python -m pip install --quiet uv >&2
}

print_uv() {
  command -v python3 >/dev/null || { say "Python 3.11 or newer is needed: apt-get install python3"; exit 1; }
  existing_uv && return
  if ! install_uv || ! existing_uv; then
    say "uv could not be fetched. Install it (python3 -m pip install uv), or give pip a venv" \
      "(apt-get install python3-venv), and run make again."
    exit 1
  fi
}

# Chromium's headless shell is the same browser without windows and half as heavy; older Debians have the whole only.
missing_packages() {
  command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null ||
    command -v chromium-browser >/dev/null || echo "$1"
  # fc-list itself is of fontconfig.
  [ -n "$(fc-list :lang=zh family 2>/dev/null)" ] || echo fontconfig fonts-noto-cjk
}

get_browser() {
  local missing
  missing=$(missing_packages chromium-headless-shell)
  [ -n "$missing" ] || return 0
  say "the browser tests need:" $missing
  # shellcheck disable=SC2086  # one word a package
  apt_install $missing || apt_install $(missing_packages chromium) || true
  missing=$(missing_packages chromium)
  [ -z "$missing" ] || say "not installed:" $missing "- as root: apt-get install" $missing \
    "- without Chromium the browser tests do not run; without the font Chinese shows as boxes."
}

missing_servers() {
  # Debian keeps the one out of an ordinary user's path and the other out of everybody's.
  PATH="$PATH:/usr/sbin" command -v mosquitto >/dev/null || echo mosquitto
  compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || echo postgresql
}

get_servers() {
  local missing
  missing=$(missing_servers)
  [ -n "$missing" ] || return 0
  say "the tests of MQTT and of databases need:" $missing
  # shellcheck disable=SC2086  # one word a package
  apt_install $missing || true
  missing=$(missing_servers)
  [ -z "$missing" ] || say "not installed:" $missing "- as root: apt-get install" $missing \
    "- without them those tests do not run. The servers of the machine itself are not needed and may be disabled."
}

case "${1-}" in
  uv) print_uv ;;
  browser) get_browser ;;
  servers) get_servers ;;
  *)
    say "usage: bootstrap.sh uv | browser | servers"
    exit 2
    ;;
esac
