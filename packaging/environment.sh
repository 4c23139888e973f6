# shellcheck shell=bash
# Sourced by run and test: finds Python, installs what is missing, keeps what is there.
# Everything said here goes to stderr; stdout belongs to the program.

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What the X11 platform of Qt needs, as Debian and Ubuntu name it.
qt_packages=(
    libegl1 libgl1 libxkbcommon0 libfontconfig1 libfreetype6 libdbus-1-3 libglib2.0-0 libx11-6
    libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1
    libxcb-util1 libxcb-xfixes0 libxcb-xkb1
)
# The same as the loader knows it, on any Linux.
qt_libraries=(
    libEGL.so.1 libGL.so.1 libxkbcommon.so.0 libfontconfig.so.1 libfreetype.so.6 libdbus-1.so.3
    libglib-2.0.so.0 libX11.so.6 libX11-xcb.so.1 libxkbcommon-x11.so.0 libxcb-cursor.so.0
    libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1 libxcb-randr.so.0 libxcb-render.so.0
    libxcb-render-util.so.0 libxcb-shape.so.0 libxcb-shm.so.0 libxcb-sync.so.1 libxcb-util.so.1
    libxcb-xfixes.so.0 libxcb-xkb.so.1
)
# What the tests of real windows and printed pages need, and the commands that show it is there.
test_packages=(xvfb xauth xdotool poppler-utils)
test_commands=(Xvfb xauth xdotool pdftotext)

say() { printf '%s\n' "$@" >&2; }

fail() {
    say "" "mkbviewer cannot be prepared: $1" "${@:2}"
    exit 1
}

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        return 1
    fi
}

# install_packages NAME...: those that are not there yet, in one go.
install_packages() {
    local name missing=() installed
    # A newer system may have the library in a package of another name that provides this one.
    installed=$(dpkg-query -W -f='${db:Status-Status}, ${Package}, ${Provides}\n' |
        sed -n 's/^installed, //; T; s/([^)]*)//g; s/[, ]\+/\n/gp')
    for name; do
        grep -qx "$name" <<<"$installed" || missing+=("$name")
    done
    ((${#missing[@]})) || return 0
    say "Installing system packages: ${missing[*]}"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq) log
    log=$(mktemp)
    { as_root "${apt[@]}" update &&
        as_root "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
        fail "system packages are missing." "$(tail -n 20 "$log")" "As an administrator, run:" \
            "    apt-get install --no-install-recommends ${missing[*]}"
    rm -f "$log"
}

is_usable() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        2>/dev/null
}

# find_python: sets `python`; where MKBVIEWER_PYTHON names one, no other will do.
find_python() {
    if [[ -n ${MKBVIEWER_PYTHON:-} ]]; then
        python=$MKBVIEWER_PYTHON
        is_usable "$python" || fail "$python is not Python 3.11, 3.12 or 3.13 with venv."
        return
    fi
    for python in python3 python3.13 python3.12 python3.11; do
        if is_usable "$python"; then return; fi
    done
    return 1
}

prepare_python() {
    local version
    find_python && return
    if is_debian; then
        install_packages python3 python3-venv
        find_python && return
        for version in 3.13 3.12 3.11; do
            if apt-cache show "python$version-venv" >/dev/null 2>&1; then
                install_packages "python$version" "python$version-venv"
                find_python && return
            fi
        done
    fi
    fail "Python 3.11, 3.12 or 3.13 with its venv module is not here." \
        "Install it by the means of your system, or name it: MKBVIEWER_PYTHON=/path/to/python3.12 $0"
}

# prepare_system PURPOSE: what Qt needs and, for the tests, what they need besides.
prepare_system() {
    [[ $(uname) == Linux ]] || return 0
    local packages=("${qt_packages[@]}") missing=() command
    [[ $1 == run ]] || packages+=("${test_packages[@]}")
    if is_debian; then
        install_packages "${packages[@]}"
        return
    fi
    mapfile -t missing < <("$python" -c '
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)' "${qt_libraries[@]}")
    if [[ $1 != run ]]; then
        for command in "${test_commands[@]}"; do
            command -v "$command" >/dev/null || missing+=("$command")
        done
    fi
    ((${#missing[@]})) || return 0
    fail "the system lacks ${missing[*]}." "Install the packages that hold them. For Qt these are:" \
        "    Fedora    dnf install mesa-libEGL mesa-libGL libxkbcommon-x11 libX11-xcb fontconfig \\" \
        "              xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil" \
        "    openSUSE  zypper install Mesa-libEGL1 Mesa-libGL1 libxkbcommon-x11-0 libX11-xcb1 \\" \
        "              libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0" \
        "    Arch      pacman -S mesa libxkbcommon-x11 libx11 fontconfig xcb-util-cursor \\" \
        "              xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil"
}

# fingerprint ENVIRONMENT LOCK: changes when anything that is installed there would.
fingerprint() {
    {
        printf '%s\n' "$root"
        cat "$1/pyvenv.cfg" "$2" "$root"/packaging/environment.sh "$root"/pyproject.toml \
            "$root"/hatch_build.py "$root"/src/mkbviewer/__init__.py "$root"/resources/i18n/*.po
    } 2>/dev/null | cksum
}

# prepare ENVIRONMENT PURPOSE [WITHOUT]: a virtual environment with what packaging/PURPOSE.lock
# names, save the packages that match WITHOUT, and the project itself. Nothing to do when all is
# there.
prepare() {
    local environment=$1 lock=$root/packaging/$2.lock stamp=$1/installed-for-$2 python
    if [[ -x $environment/bin/python && -f $stamp ]] &&
        [[ $(<"$stamp") == "$(fingerprint "$environment" "$lock")" ]]; then
        return
    fi
    say "Preparing ${environment##*/}; the first time this takes a few minutes."
    prepare_python
    prepare_system "$2"
    if [[ ! -f $environment/made-in || $(<"$environment/made-in") != "$root" ]] ||
        ! is_usable "$environment/bin/python"; then
        say "Making $environment with $("$python" --version)"
        "$python" -m venv --clear "$environment" >&2 || fail "no virtual environment (see above)."
        printf '%s\n' "$root" >"$environment/made-in"
    fi
    say "Installing Python packages from ${lock##*/}"
    local pip=("$environment/bin/python" -m pip --quiet --quiet --disable-pip-version-check install)
    awk -v without="^(${3:-none})(==|\$)" '/^[a-z]/ { keep = $0 !~ without } keep' "$lock" \
        >"$environment/wanted.txt"
    "${pip[@]}" --only-binary :all: --requirement "$environment/wanted.txt" >&2 ||
        fail "a Python package could not be installed (see above)." "Is there a network?"
    "${pip[@]}" --no-deps --no-build-isolation --editable "$root" >&2 ||
        fail "mkbviewer itself could not be installed (see above)."
    fingerprint "$environment" "$lock" >"$stamp"
}
