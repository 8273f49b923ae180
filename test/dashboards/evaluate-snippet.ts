import { evaluateJsonnet, type Json } from '../../src/jsonnet/index.js';
import { createGrafonnetResolver } from '../../src/generate/grafonnet-resolver.js';

/** Returns what a jsonnet expression gives in which `g` is the built-in grafonnet. */
export function evaluateSnippet(expression: string, version = 'latest'): Json {
  const source = `local g = import 'github.com/grafana/grafonnet/gen/grafonnet-${version}/main.libsonnet';\n${expression}`;
  return evaluateJsonnet({ source, resolver: createGrafonnetResolver([]) }).value;
}
