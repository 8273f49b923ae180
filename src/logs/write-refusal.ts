const busyCodes = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);
const fullCodes = new Set(['ENOSPC', 'EDQUOT']);

/** Says whether a write that was refused can be tried again: soon, when there is room, or not at all. */
export function refusalOf(code: string): 'busy' | 'full' | 'lost' {
  return busyCodes.has(code) ? 'busy' : fullCodes.has(code) ? 'full' : 'lost';
}
