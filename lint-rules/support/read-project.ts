import { isAbsolute, join, resolve } from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import { type Conventions, resolveConventions } from '../../src/conventions.js';
import { TricordError } from '../../src/errors.js';
import { type ConfigFinding, findProjectConfig, readConfig } from './find-project-config.js';
import { parseConfigConventions, type ParsedSettings, parseSettings } from './parse-settings.js';
import type { Parser } from './read-export.js';

/** What the rules know of the project a file belongs to. */
export interface Project extends Omit<ParsedSettings, 'conventions' | 'config'> {
  /** The project's conventions over the defaults; undefined when they are computed and cannot be seen. */
  readonly conventions: Conventions | undefined;
  /** Whether the project has stated conventions, which then hold for definers whose own cannot be seen. */
  readonly hasConventions: boolean;
}

export type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** File → its project, so that nineteen rules ask once. */
const projects = new WeakMap<object, Project>();

/**
 * Returns the project of the file that is linted. Its conventions are looked for when a rule first asks for them:
 * most files name no metric, log nothing, and cost nothing.
 */
export function readProject(context: Context): Project {
  const known = projects.get(context.sourceCode);
  if (known !== undefined) return known;
  const { conventions: overrides, config, ...settings } = parseSettings(context.settings);
  let stated: Stated | undefined;
  const state = (): Stated => (stated ??= stateConventions(context, { overrides, config }));
  const project: Project = {
    ...settings,
    get conventions() {
      return state().conventions;
    },
    get hasConventions() {
      return state().isStated;
    },
  };
  projects.set(context.sourceCode, project);
  return project;
}

interface Stated {
  readonly conventions: Conventions | undefined;
  readonly isStated: boolean;
}

function stateConventions(
  context: Context,
  { overrides, config }: { overrides: ParsedSettings['conventions']; config: ParsedSettings['config'] },
): Stated {
  const inSettings = Object.keys(overrides).length > 0;
  const finding = config === false ? undefined : findConfig(context, config);
  if (finding === undefined || finding.conventions === 'absent')
    return { conventions: resolveConventions(overrides), isStated: inSettings };
  // Settings that are there answer what the file leaves open.
  if (finding.conventions === 'unseen')
    return { conventions: inSettings ? resolveConventions(overrides) : undefined, isStated: inSettings };
  const ofFile = parseConfigConventions(finding.conventions, finding.path);
  return { conventions: resolveConventions({ ...ofFile, ...overrides }), isStated: true };
}

function findConfig(context: Context, config: string): ConfigFinding | undefined {
  const parser = (context.languageOptions as { parser?: Parser } | undefined)?.parser ?? {};
  if (config !== 'tricord.config') {
    const named = readConfig(resolve(context.cwd, config), parser);
    if (named !== undefined) return named;
    const data = { key: 'tricord.config', value: config, expected: 'the path of a file that is there' };
    throw new TricordError('TRI_LINT_WRONG_SETTING', data);
  }
  const file = context.physicalFilename;
  return findProjectConfig(isAbsolute(file) ? file : join(context.cwd, file), parser);
}
