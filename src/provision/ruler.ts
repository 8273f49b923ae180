import { dump, load } from 'js-yaml';
import { TricordError } from '../errors.js';
import { type ApiClient, type ApiReply, saidBy } from './api-client.js';
import type { Secret } from './secret.js';

/** A group of rules, as Prometheus has it. */
export type RuleGroup = Readonly<Record<string, unknown>> & { readonly name: string };

/** The ruler API of Mimir and Cortex, which others speak too: groups of rules in namespaces. */
export interface Ruler {
  listGroups(namespace: string): Promise<RuleGroup[]>;
  saveGroup(namespace: string, group: RuleGroup): Promise<void>;
  deleteGroup(namespace: string, name: string): Promise<void>;
}

/**
 * Creates a client of a ruler whose URL is that of its configuration API, e.g.
 * `https://mimir.example/prometheus/config/v1/rules`. Its methods reject with `TRI_PROVISION_FAILED`.
 */
export function createRuler(api: ApiClient, token?: Secret): Ruler {
  const pathOf = (...names: string[]) => `/${names.map(encodeURIComponent).join('/')}`;
  const expect = (what: string, reply: ApiReply, codes: readonly number[]): void => {
    if (!codes.includes(reply.status))
      throw new TricordError('TRI_PROVISION_FAILED', { request: what, reason: saidBy(reply, token) });
  };
  return {
    async listGroups(namespace) {
      const path = pathOf(namespace);
      const reply = await api.request('GET', path);
      if (reply.status === 404) return [];
      expect(`GET ${path}`, reply, [200]);
      return readGroups(reply.text, namespace, path);
    },
    async saveGroup(namespace, group) {
      const path = pathOf(namespace);
      // A group is replaced as a whole, so that it may be sent twice.
      const reply = await api.request('POST', path, { body: renderGroup(group), type: 'application/yaml' });
      expect(`POST ${path}`, reply, [200, 202]);
    },
    async deleteGroup(namespace, name) {
      const path = pathOf(namespace, name);
      const reply = await api.request('DELETE', path);
      expect(`DELETE ${path}`, reply, [200, 202, 404]);
    },
  };
}

/** Returns a group of rules as YAML, the same for the same group. */
export function renderGroup(group: RuleGroup): string {
  return dump(group, { sortKeys: true, lineWidth: -1, noRefs: true });
}

function readGroups(text: string, namespace: string, path: string): RuleGroup[] {
  try {
    const found = (load(text) as Record<string, unknown> | null | undefined)?.[namespace] ?? [];
    if (Array.isArray(found))
      return found.filter((group): group is RuleGroup => typeof (group as RuleGroup).name === 'string');
  } catch {
    // Told below.
  }
  const reason = 'the answer is not YAML of rule groups by namespace; is the address that of a ruler?';
  throw new TricordError('TRI_PROVISION_FAILED', { request: `GET ${path}`, reason });
}
