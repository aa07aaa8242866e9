# Sourced by the other scripts, for what they need in addition to Rust. `need COMMAND PACKAGE` installs the Debian
# package of a missing command if it runs as root; otherwise it says what is missing and stops.

need() {
  command -v "$1" >/dev/null && return
  need_package "$1" "$2"
  command -v "$1" >/dev/null || { echo "$1 is still missing after installing $2" >&2; exit 1; }
}

need_package() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $2" >&2
    [ -n "${apt_fresh:-}" ] || apt-get update -qq
    apt_fresh=1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $2 >/dev/null
  else
    echo "$1 is missing: install ${2} (Debian's names)" >&2
    exit 1
  fi
}

# Node, Chromium and the fonts that readers on Debian have; the pages bring their own two.
need_browser() {
  need node nodejs
  need npm npm
  need chromium chromium
  [ -d /usr/share/fonts/truetype/noto ] || need_package "the Noto fonts" fonts-noto-core
}

# Installs the locked npm packages of a folder. `npm ci` runs every time, so that a stale lock file is noticed.
need_modules() {
  npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel error
}

# A Python environment below target/: its folder, the modules by which it is known, and the packages that have them.
python_environment() {
  local folder=${CARGO_TARGET_DIR:-target}/$1 modules=$2
  shift 2
  [ -x "$folder/bin/python" ] && "$folder/bin/python" -c "import $modules" 2>/dev/null && return
  need python3 python3
  python3 -c "import ensurepip" 2>/dev/null || need_package "Python's venv" python3-venv
  python3 -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check "$@"
}

# Servers that the tests start: one for mail, and an object store that speaks S3.
need_servers() {
  python_environment servers "aiosmtpd, moto.server, boto3" aiosmtpd==1.4.6 "moto[s3,iam,server]==5.2.5" ||
    echo "!! THE TESTS OF MAIL AND OF BUCKETS WILL BE SKIPPED: their servers could not be installed." >&2
}

# Programs that read the paper's feeds and pages as others do: newsboat, and packages of Python.
need_feed_readers() {
  need newsboat newsboat
  python_environment feed-readers "extruct, feedparser, lxml" feedparser==6.0.14 extruct==0.18.0 lxml==6.1.3
}
