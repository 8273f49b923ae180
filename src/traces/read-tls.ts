import { readFileSync } from 'node:fs';
import { TricordError } from '../errors.js';

/** PEM files for a connection by TLS; empty or absent for none. */
export interface TlsFiles {
  /** Whom to trust. */
  readonly certificate?: string;
  /** Who this service is. */
  readonly clientKey?: string;
  readonly clientCertificate?: string;
}

/** What `node:https` and gRPC take. */
export interface TlsOptions {
  readonly ca?: Buffer;
  readonly key?: Buffer;
  readonly cert?: Buffer;
}

/** Reads the files; throws `TRI_TRACES_UNREADABLE_CERTIFICATE`. */
export function readTls({ certificate, clientKey, clientCertificate }: TlsFiles = {}): TlsOptions {
  return {
    ...readPem('ca', 'traces.certificate', certificate),
    ...readPem('key', 'traces.clientKey', clientKey),
    ...readPem('cert', 'traces.clientCertificate', clientCertificate),
  };
}

function readPem(key: keyof TlsOptions, setting: string, path = ''): TlsOptions {
  if (path === '') return {};
  try {
    return { [key]: readFileSync(path) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new TricordError('TRI_TRACES_UNREADABLE_CERTIFICATE', { path, setting, reason });
  }
}
