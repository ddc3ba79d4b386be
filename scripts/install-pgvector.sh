#!/usr/bin/env bash
# Installs pgvector beside the newest Postgres of this Debian machine: its package where there is one, else built from
# the source of Debian's next release, which has it.
set -euo pipefail

major=$(ls /usr/lib/postgresql | sort -n | tail -n 1)
control="/usr/share/postgresql/$major/extension/vector.control"
if [ -f "$control" ]; then
  echo "pgvector is there: $control"
  exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -q
if apt-get install -yq --no-install-recommends "postgresql-$major-pgvector" 2> /dev/null; then
  exit 0
fi

apt-get install -yq --no-install-recommends "postgresql-server-dev-$major" build-essential dpkg-dev
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/sources"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/$' | head -n 1)
printf 'Types: deb-src\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
  "$mirror" > "$work/sources/next.sources"
apt=(-q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/sources" -o "Dir::State::lists=$work/lists"
  -o APT::Sandbox::User=root)
apt-get "${apt[@]}" update
cd "$work"
apt-get "${apt[@]}" source --download-only pgvector
dpkg-source --no-check -x pgvector_*.dsc source
# Portable code: the machine that runs it may not be the one that builds it.
make -C source -j2 OPTFLAGS="" PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" with_llvm=no
make -C source install PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" with_llvm=no
test -f "$control"
