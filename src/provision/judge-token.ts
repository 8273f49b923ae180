import type { ApiClient } from './api-client.js';

/**
 * Returns whether a token of Grafana may see its service accounts, which only the role Admin lets it. Nothing depends on
 * the answer, so that no answer is none.
 */
export async function hasAdminRole(api: ApiClient): Promise<boolean> {
  const path = '/api/serviceaccounts/search?perpage=1&page=1';
  const reply = await api.request('GET', path, { tries: 1 }).catch(() => undefined);
  return reply?.status === 200;
}
