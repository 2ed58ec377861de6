# shellcheck shell=bash
# What the scripts here and in bench share; sourced by them, not run.

# shellcheck disable=SC2034 # for those who source this
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
    printf '%s: %s\n' "$(realpath --relative-to="$root" "$0")" "$1" >&2
    exit 1
}

base64url() {
    base64 -w 0 | tr '+/' '-_' | tr -d =
}

# A key of the admin API: its name, and 32 random bytes.
new_api_key() { # NAME
    echo "chappe_$1_$(head -c 32 /dev/urandom | base64url)"
}

api_key_hash() { # KEY
    printf %s "$1" | sha256sum | cut -d ' ' -f 1
}

# The path of a program of the JDK that JAVA_HOME names, or else its name, for the PATH.
jdk() {
    echo "${JAVA_HOME:+$JAVA_HOME/bin/}$1"
}

require_jdk() {
    local version
    [[ -z ${JAVA_HOME:-} || -x $JAVA_HOME/bin/java ]] ||
        fail "JAVA_HOME is $JAVA_HOME, and there is no bin/java in it; set it to a JDK, or unset it"
    version=$("$(jdk java)" -version 2>&1) ||
        fail "no java found; install a JDK, 17 or newer (on Debian: apt install openjdk-17-jdk-headless)"
    [[ $version =~ version\ \"(([0-9]+)[^\"]*) ]] && ((BASH_REMATCH[2] >= 17)) ||
        fail "Java ${BASH_REMATCH[2]:-of unknown version} is too old; install a JDK, 17 or newer, or set JAVA_HOME to one"
    java_release=${BASH_REMATCH[1]}
    java_version=${BASH_REMATCH[2]}
    "$(jdk javac)" -version >/dev/null 2>&1 && "$(jdk keytool)" -help >/dev/null 2>&1 ||
        fail "this Java has no compiler; install a whole JDK (on Debian: apt install openjdk-17-jdk-headless)"
}

require_maven() {
    local version
    version=$(mvn --version 2>&1) || fail "no mvn found; install Maven 3.8.7 or newer (on Debian: apt install maven)"
    [[ $version =~ Apache\ Maven\ ([0-9.]+) ]] &&
        [[ $(printf '%s\n' 3.8.7 "${BASH_REMATCH[1]}" | sort -V | head -n 1) == 3.8.7 ]] ||
        fail "Maven ${BASH_REMATCH[1]:-of unknown version} is too old; install 3.8.7 or newer"
}

require_node() {
    local version
    version=$(node --version 2>/dev/null) || fail "no node found; install Node.js 20 or newer, with npm"
    [[ $version =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= 20)) ||
        fail "Node.js $version is too old; install 20 or newer"
    command -v npm >/dev/null || fail "no npm found; install it (on Debian: apt install npm)"
}
