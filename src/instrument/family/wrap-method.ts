/** A function of any shape. */
type Method = (...args: never[]) => unknown;

/**
 * Replaces a method on the instance given, never on its prototype, and returns what puts the original back.
 * When someone wrapped it again in between, restoring leaves their wrapper alone.
 */
export function wrapMethod<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  wrap: (original: Target[Name] & Method) => Target[Name] & Method,
): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  const original = target[name] as Target[Name] & Method;
  const wrapped = wrap(original);
  target[name] = wrapped;
  return () => {
    if (target[name] !== wrapped) return;
    if (own === undefined) delete target[name];
    else Object.defineProperty(target, name, own);
  };
}
