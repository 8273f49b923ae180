import type { Telemetry } from '../telemetry.js';
import { flameGraphPolicy, renderFlameGraph } from './flame-graph.js';
import type { Profile, ProfileTaker } from './profiler.js';
import { refusal, type Reply } from './reply.js';
import type { Asked } from './routes.js';

const defaultSeconds = 10;
const longestSeconds = 60;

/**
 * Answers a request for a profile: V8's own form, which the tools of browsers and editors open, or a flame graph as a
 * page (`?format=html`). One is taken at a time, for at most a minute, and it ends when its caller goes.
 */
export async function takeProfile(
  profiles: ProfileTaker,
  kind: Profile['kind'],
  { query, request, signal }: Asked,
  telemetry: Telemetry,
): Promise<Reply> {
  const seconds = Number(query.get('seconds') ?? defaultSeconds);
  const format = query.get('format') ?? 'json';
  if (!(seconds > 0 && seconds <= longestSeconds))
    return refusal(400, `seconds must be 1 to ${longestSeconds}`);
  if (format !== 'json' && format !== 'html') return refusal(400, 'format must be json or html');
  if (profiles.isBusy) return refusal(409, 'a profile is being taken already', { 'retry-after': '60' });
  const audit = telemetry.logs.framework.child({ comp: 'server.governor' }, { level: 'info' });
  audit.warn('profile taken', { name: kind, seconds, peerIp: request.socket.remoteAddress });
  const profile = await profiles.take(kind, seconds, signal());
  if (profile === undefined) return refusal(503, 'the profile was broken off');
  return format === 'html' ? page(profile, telemetry) : raw(profile, telemetry);
}

function raw(profile: Profile, { settings }: Telemetry): Reply {
  const name = `${settings.service.name}.${profile.kind}profile`;
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
    body: JSON.stringify(profile.raw),
  };
}

function page(profile: Profile, { settings }: Telemetry): Reply {
  const title = `${settings.service.name}: ${profile.kind === 'cpu' ? 'CPU' : 'allocations'}, ${new Date().toISOString()}`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': flameGraphPolicy },
    body: renderFlameGraph(profile, title),
  };
}
