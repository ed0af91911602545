# For scripts that run Node.js programs against the built jar: sets $root, $jar and $node, defines install and start, and ends at
# exit what start began. Needs npm. The caller sets $work, a folder of its own under target.

readonly root=$PWD jar=$PWD/target/resend-full-mcp.jar tools=$PWD/target/node-tools
readonly node_version=26.10.0
# For processes that live briefly: compiled quickly rather than well.
readonly java=(java -XX:TieredStopAtLevel=1)

# Installs a package at one version into a folder of its own, unless it is there already. Packages run no scripts.
install() {
    local folder=$tools/$1 package=$2
    [[ -f $folder/.installed-${package##*@} ]] && return
    rm -rf "$folder"
    mkdir -p "$folder"
    echo '{"private": true}' > "$folder/package.json"
    (cd "$folder" && npm install --no-audit --no-fund --loglevel=error --ignore-scripts "$package" >&2)
    touch "$folder/.installed-${package##*@}"
}

processes=()
trap 'for p in "${processes[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true' EXIT

# Starts a server, waits until it says where it serves, and puts that into a variable. What it prints is $work/<variable>/output.
start() {
    local -n url=$1
    local folder=$work/$1 tries
    mkdir -p "$folder/logs"
    : > "$folder/output"
    (cd "$folder" && exec env -u MCP_AUTH_TOKENS MCP_HOST=127.0.0.1 ADMIN_HOST=127.0.0.1 MCP_PORT=0 ADMIN_PORT=0 APPROVE_TOOLS=none \
        LOG_DIR="$folder/logs" "${@:2}" > "$folder/output" 2>&1) &
    processes+=($!)
    for ((tries = 0; tries < 120; tries++)); do
        url=$(sed -n 's|.*Serving .* at \(http://[^" ]*/mcp\).*|\1|p' "$folder/output")
        [[ -n $url ]] && curl -s -o "$folder/probe" "$url" && return
        kill -0 "${processes[-1]}" 2>/dev/null || break
        sleep 0.5
    done
    tail -n 20 "$folder/output" >&2
    echo "The server for $1 did not start" >&2
    exit 1
}

[[ -f $jar ]] || { echo "${0##*/} needs the jar: run mvn package first" >&2; exit 1; }
command -v npm > /dev/null || { echo "${0##*/} needs npm, which comes with Node.js: install it and run this again" >&2; exit 1; }
# Node.js at one version, for whichever machine this is; npm brings a Node.js of its own that can tell.
platform=$(node -p 'process.platform + "-" + process.arch')
install node "node-$platform@$node_version"
readonly node=$tools/node/node_modules/node-$platform/bin/node
