// grafonnet, or the built-in library that answers to its name: whichever the jsonnet path finds first.
import 'github.com/grafana/grafonnet/gen/grafonnet-latest/main.libsonnet'
