import type * as Grpc from '@grpc/grpc-js';
import type { ChannelState, ResolvedAddress } from '../../client-book.js';

/** The books that every copy of grpc-js keeps of its channels. */
export type Channelz = Pick<typeof Grpc, 'getChannelzHandlers'>;

type Handlers = ReturnType<Channelz['getChannelzHandlers']>;
/** What is read of gRPC's own messages. */
interface Entry {
  readonly ref?: { readonly channel_id?: number; readonly subchannel_id?: number };
  readonly data?: { readonly target?: string; readonly state?: { readonly state?: string } };
  readonly channel_ref?: readonly { readonly channel_id?: number }[];
  readonly subchannel_ref?: readonly { readonly subchannel_id?: number }[];
}

/** Most channels that are looked at. */
const channelLimit = 1000;

/** Reads the channels to a target: their state, and the addresses its name was resolved to. */
export function readChannels({ getChannelzHandlers }: Channelz, target: string): readonly ChannelState[] {
  const handlers = getChannelzHandlers();
  const all = ask(handlers, 'GetTopChannels', { start_channel_id: 0, max_results: channelLimit });
  const channels = (all?.['channel'] ?? []) as readonly Entry[];
  return channels.filter(({ data }) => data?.target === target).map((channel) => describe(handlers, channel));
}

function describe(handlers: Handlers, channel: Entry): ChannelState {
  return {
    target: channel.data?.target ?? '',
    state: stateOf(channel),
    addresses: addressesOf(handlers, channel),
  };
}

function addressesOf(handlers: Handlers, channel: Entry): readonly ResolvedAddress[] {
  const nested = (channel.channel_ref ?? []).flatMap(({ channel_id }) => {
    const child = ask(handlers, 'GetChannel', { channel_id })?.['channel'] as Entry | undefined;
    return child === undefined ? [] : addressesOf(handlers, child);
  });
  const own = (channel.subchannel_ref ?? []).flatMap(({ subchannel_id }) => {
    const found = ask(handlers, 'GetSubchannel', { subchannel_id })?.['subchannel'] as Entry | undefined;
    return found === undefined ? [] : [{ address: found.data?.target ?? '', state: stateOf(found) }];
  });
  return [...own, ...nested];
}

function stateOf({ data }: Entry): string {
  return data?.state?.state ?? 'UNKNOWN';
}

/** They are handlers of a service, which answer at once. */
function ask(
  handlers: Handlers,
  method: 'GetTopChannels' | 'GetChannel' | 'GetSubchannel',
  request: object,
): Readonly<Record<string, unknown>> | undefined {
  let answer: Readonly<Record<string, unknown>> | undefined;
  const handle = handlers[method] as unknown as (
    call: { readonly request: object },
    callback: (error: unknown, reply?: Readonly<Record<string, unknown>>) => void,
  ) => void;
  handle({ request }, (_error, reply) => (answer = reply));
  return answer;
}
