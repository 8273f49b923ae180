import { TricordError } from '../errors.js';
import { type ApiClient, saidBy } from './api-client.js';
import type { Secret } from './secret.js';

/**
 * Has a Prometheus read its files again, for which it needs `--web.enable-lifecycle`. Rejects with
 * `TRI_PROVISION_FAILED` when it does not, or refuses what it read.
 */
export async function reloadPrometheus(api: ApiClient, token?: Secret): Promise<void> {
  const reply = await api.request('POST', '/-/reload');
  if (reply.status === 200) return;
  const said = reply.text.trim().slice(0, 300);
  const reason =
    reply.status === 403
      ? 'it may not be reloaded; start it with --web.enable-lifecycle'
      : `${saidBy(reply, token)}${said === '' ? '' : `: ${token?.scrub(said) ?? said}`}`;
  throw new TricordError('TRI_PROVISION_FAILED', { request: 'POST /-/reload', reason });
}
