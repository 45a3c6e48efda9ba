# Finds or fetches what Weightbench is built and run with; sourced by weightbench and releng/verify.

readonly REQUIRED_JAVA=25
readonly MAVEN_VERSION=3.9.12
readonly CACHE_FOLDER="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/weightbench"

say() {
  printf 'weightbench: %s\n' "$*" >&2
}

die() {
  say "$@"
  exit 1
}

# Sets java_version (major) and java_build of the Java home $1; fails when there is no Java.
describe_java() {
  local line
  java_version=0
  java_build=unknown
  [ -x "$1/bin/java" ] || return 1
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=*) java_version=${line#*\"} ;;
        JAVA_RUNTIME_VERSION=*)
          java_build=${line#*\"}
          java_build=${java_build%\"*}
          ;;
      esac
    done <"$1/release"
  else
    java_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    java_build=$java_version
  fi
  java_version=${java_version#1.}
  java_version=${java_version%%[!0-9]*}
  [ -n "$java_version" ]
}

# Sets JAVA_HOME to the first Java $REQUIRED_JAVA or later that has bin/$1 (java or javac).
find_java() {
  local tool=$1 on_path home
  local candidates=()
  [ -z "${JAVA_HOME:-}" ] || candidates+=("$JAVA_HOME")
  on_path=$(type -P "$tool") && on_path=$(readlink -f "$on_path") && candidates+=("${on_path%/bin/*}")
  candidates+=(
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/*j[dr][ke]* /opt/* /opt/java/* /opt/jdk/*
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
  )
  for home in "${candidates[@]}"; do
    if [ -x "$home/bin/$tool" ] && describe_java "$home" && [ "$java_version" -ge "$REQUIRED_JAVA" ]; then
      export JAVA_HOME=$home
      return
    fi
  done
  die "no JDK $REQUIRED_JAVA or later in JAVA_HOME, PATH or the usual folders (/usr/lib/jvm, /opt, ~/.sdkman):" \
    "install one, for example Eclipse Temurin $REQUIRED_JAVA (temurin-$REQUIRED_JAVA-jdk) or openjdk-$REQUIRED_JAVA-jdk," \
    "or set JAVA_HOME to it"
}

# Installs Debian packages where that is allowed, or names the command: install_packages WHAT PACKAGE...
install_packages() {
  local what=$1
  shift
  if ! type -P apt-get >/dev/null; then
    die "$what is missing: install what this system calls $*"
  elif [ "$(id -u)" -ne 0 ]; then
    die "$what is missing: run 'sudo apt-get install $*' and start this again"
  fi
  say "$what is missing, installing $*"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$@"; } >&2 ||
    die "apt-get install $* failed; its message is above"
}

has_library() {
  local ldconfig
  ldconfig=$(PATH=$PATH:/usr/sbin:/sbin type -P ldconfig) || return 0
  [[ $("$ldconfig" -p) == *"$1"* ]]
}

# Java draws the text of charts with these.
require_fonts() {
  has_library libfontconfig.so.1 || install_packages "What draws the text of charts" fontconfig fonts-dejavu-core
}

# Whether the Maven command $1 is 3.9.9 or later.
is_recent_maven() {
  local version
  version=$("$1" -v 2>/dev/null | sed -n 's/^Apache Maven \([0-9.]*\).*/\1/p') || return 1
  [ -n "$version" ] && [ "$(printf '%s\n' 3.9.9 "$version" | sort -V | head -n 1)" = 3.9.9 ]
}

# Sets MAVEN to a Maven that Tycho accepts; an older one on PATH is enough to fetch it.
find_maven() {
  local fetched=$CACHE_FOLDER/apache-maven-$MAVEN_VERSION on_path unpacked
  MAVEN=$fetched/bin/mvn
  [ ! -x "$MAVEN" ] || return 0
  type -P mvn >/dev/null || install_packages Maven maven
  on_path=$(type -P mvn) || die "Maven is missing: run 'apt-get install maven' and start this again"
  if is_recent_maven "$on_path"; then
    MAVEN=$on_path
    return
  fi
  say "fetching Maven $MAVEN_VERSION into $CACHE_FOLDER, since $on_path is too old"
  mkdir -p "$CACHE_FOLDER" || die "cannot create $CACHE_FOLDER: set XDG_CACHE_HOME to a writable folder"
  unpacked=$(mktemp -d "$CACHE_FOLDER/fetch.XXXXXX")
  (
    cd "$unpacked" &&
      "$on_path" -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
        -Dartifact="org.apache.maven:apache-maven:$MAVEN_VERSION:tar.gz:bin" -DoutputDirectory=. >fetch.log 2>&1 &&
      tar xzf apache-maven-*.tar.gz
  ) || die "Maven $MAVEN_VERSION could not be fetched: $(tail -n 5 "$unpacked/fetch.log")"
  mv -T "$unpacked/apache-maven-$MAVEN_VERSION" "$fetched" 2>/dev/null || [ -x "$MAVEN" ] ||
    die "cannot move Maven to $fetched"
  rm -rf "$unpacked"
}
