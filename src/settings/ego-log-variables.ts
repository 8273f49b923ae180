import { join } from 'node:path';
import { TricordError } from '../errors.js';
import type { Entry } from './entries.js';

const writers = ['file', 'stdout', 'stderr'];

/**
 * Returns what Ego's EGO_LOG_WRITER and EGO_LOG_PATH set: the destination of both loggers, and of files the folder, in which
 * Ego calls them default.log and ego.sys. Nothing, once one of ours says where lines go. Throws
 * `TRI_SETTINGS_INVALID_VARIABLE` for a writer that only Ego has.
 */
export function readEgoLogVariables(env: Readonly<Record<string, string | undefined>>): readonly Entry[] {
  const { EGO_LOG_WRITER: word = '', EGO_LOG_PATH: folder = '' } = env;
  const isOurs = ['', 'FRAMEWORK_'].some(
    (logger) => (env[`TRICORD_LOG_${logger}DESTINATION`] ?? env[`TRICORD_LOG_${logger}FILE`] ?? '') !== '',
  );
  if (isOurs || (word === '' && folder === '')) return [];
  const spelled = word === '' ? 'EGO_LOG_PATH' : 'EGO_LOG_WRITER';
  const writer = word === '' ? 'file' : word.toLowerCase();
  if (!writers.includes(writer))
    throw new TricordError('TRI_SETTINGS_INVALID_VARIABLE', {
      name: spelled,
      value: word,
      expected: 'one of file, stdout, stderr',
    });
  const set = (name: string, value: string): Entry => ({
    path: ['logs', name],
    value,
    spelled,
    source: `variable ${spelled}`,
  });
  if (writer !== 'file') return [set('destination', writer)];
  const inFolder = (file: string): string => join(folder === '' ? './logs' : folder, file);
  return [
    set('destination', 'file'),
    set('file', inFolder('default.log')),
    set('frameworkDestination', 'file'),
    set('frameworkFile', inFolder('ego.sys')),
  ];
}
