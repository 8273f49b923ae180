import type { Attribute } from './attribute.js';

/** Facts that every kind of operation has: who speaks and to whom. */
export const peerAttributes = {
  component: {
    brief: 'Library or adapter that made the operation.',
    type: 'string',
    span: { opentracing: 'component' },
  },
  clientAddress: {
    brief: 'Address of the caller.',
    type: 'string',
    span: { otel: 'client.address', opentracing: 'peer.address', ego: 'http.client_ip' },
    log: 'peerIp',
  },
  serverAddress: {
    brief: 'Host that is called.',
    type: 'string',
    span: { otel: 'server.address', opentracing: 'peer.hostname', ego: 'net.peer.name' },
  },
  serverPort: {
    brief: 'Port that is called.',
    type: 'number',
    span: { otel: 'server.port', opentracing: 'peer.port', ego: 'net.peer.port' },
  },
  peerService: {
    brief: 'Name of the service or client at the other end.',
    type: 'string',
    span: { otel: 'peer.service', opentracing: 'peer.service', ego: 'peer.service' },
  },
} as const satisfies Record<string, Attribute>;
