import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackageRoot } from '../package-root.js';

/** As much of JSON Schema as schemas/settings.schema.json uses to say where a value may stand. */
export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

/** Reads the schema of settings. */
export function readSettingsSchema(): SchemaNode {
  return JSON.parse(
    readFileSync(join(findPackageRoot(), 'schemas/settings.schema.json'), 'utf8'),
  ) as SchemaNode;
}

/** Returns the node a `$ref` of the schema names, or the node itself. */
export function resolveNode(root: SchemaNode, node: SchemaNode): SchemaNode {
  const name = node.$ref?.replace('#/$defs/', '');
  return name === undefined ? node : (root.$defs?.[name] ?? node);
}

/** What an object of any keys holds, when those are objects with known keys themselves. */
export function elementNode(root: SchemaNode, node: SchemaNode): SchemaNode | undefined {
  if (typeof node.additionalProperties !== 'object') return undefined;
  const element = resolveNode(root, node.additionalProperties);
  return element.properties === undefined ? undefined : element;
}
