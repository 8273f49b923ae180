import { type Change, renderChange } from './change.js';
import { renderGroup, type Ruler, type RuleGroup } from './ruler.js';

/** What a ruler is to hold in a namespace, which is a service's own. */
export interface RulesPlan {
  readonly groups: readonly RuleGroup[];
  readonly namespace: string;
  /** Deletes groups of the namespace that are no longer wanted. @default false */
  readonly prune?: boolean | undefined;
}

/** Compares a ruler with what it is to hold; only reads. */
export async function planRules(ruler: Ruler, { groups, namespace, prune }: RulesPlan): Promise<Change[]> {
  const stored = new Map((await ruler.listGroups(namespace)).map((group) => [group.name, group]));
  const changes = groups.map((group): Change => {
    const before = stored.get(group.name);
    const about = { kind: 'rule group' as const, name: `${namespace}/${group.name}` };
    const diff = renderChange(
      about.name,
      before === undefined ? '' : renderGroup(before),
      renderGroup(group),
    );
    if (diff === '') return { ...about, action: 'keep' };
    const apply = () => ruler.saveGroup(namespace, group);
    return { ...about, action: before === undefined ? 'create' : 'update', diff, apply };
  });
  if (prune !== true) return changes;
  const wanted = new Set(groups.map(({ name }) => name));
  const gone = [...stored.values()].filter(({ name }) => !wanted.has(name));
  return [
    ...changes,
    ...gone.map((group): Change => {
      const name = `${namespace}/${group.name}`;
      const apply = () => ruler.deleteGroup(namespace, group.name);
      return {
        kind: 'rule group',
        name,
        action: 'delete',
        diff: renderChange(name, renderGroup(group), ''),
        apply,
      };
    }),
  ];
}
