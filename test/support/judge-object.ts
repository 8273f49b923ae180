import type { StoredObject } from './kube-api.js';

/** Bytes that the API server takes of an object, and of all its annotations. */
const limits = { object: 1 << 20, annotations: 262_144 };

/** Returns why the API server would not admit an object, by the rules that hold for every kind. */
export function judgeObject(object: StoredObject, kind: string): string | undefined {
  const { name, labels = {}, annotations = {} } = object.metadata;
  if (object.kind !== kind) return `kind is ${object.kind}, not ${kind}`;
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(name))
    return `metadata.name: ${name} is no DNS subdomain`;
  for (const [key, value] of [...Object.entries(labels), ...Object.entries(annotations)])
    if (typeof value !== 'string') return `metadata: the value of ${key} is no string`;
  for (const [key, value] of Object.entries(labels))
    if (!/^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/.test(value))
      return `metadata.labels: ${key}=${value} is no label`;
  const bytes = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (bytes > limits.annotations)
    return `metadata.annotations: Too long: may not be more than ${limits.annotations} bytes`;
  return JSON.stringify(object).length > limits.object ? 'Request entity too large' : undefined;
}
