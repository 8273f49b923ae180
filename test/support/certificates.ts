import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** An authority of a test's own; its files lie in the folder it was made in. */
export interface Authority {
  /** Its certificate, in PEM. */
  readonly pem: string;
  /** Makes `<name>.key` and `<name>.pem` for an address or a name, valid for some days; a negative number is in the past. */
  issue(name: string, subject?: string, days?: number): { readonly key: string; readonly cert: string };
}

/** Makes `ca.key` and `ca.pem`, by openssl. */
export function makeAuthority(folder: string): Authority {
  const openssl = (...args: string[]) => void execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  openssl(
    ...['req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=authority'],
    ...['-days', '2'],
  );
  return {
    pem: read('ca.pem'),
    issue(name, subject = 'IP:127.0.0.1', days = 2) {
      const names = ['-addext', `subjectAltName=${subject}`];
      openssl(
        ...['req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`],
        ...names,
      );
      const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy'];
      openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...by, '-days', String(days));
      return { key: read(`${name}.key`), cert: read(`${name}.pem`) };
    },
  };
}
