/** What a name contains that stands for something nobody knows here, as a variable of a dashboard does. */
export const opaqueMark = '__variable_';

/** Whether a name stands for something nobody knows. */
export function isOpaque(name: string): boolean {
  return name.includes(opaqueMark);
}
