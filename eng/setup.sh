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
      postgresql) compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || missing+=("$package") ;;
      kcat) command -v kcat >/dev/null || missing+=("$package") ;;
      librdkafka1) ldconfig -p 2>/dev/null | grep -q 'librdkafka\.so\.1' || missing+=("$package") ;;
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
