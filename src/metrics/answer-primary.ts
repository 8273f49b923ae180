import type { Exchange } from './exchange.js';
import { encodeSeries, parseQuestion, type Question, type Reply } from './messages.js';
import type { PagePart, PartFamily } from './page-part.js';
import { runInSlices, type SlicedWork } from './run-in-slices.js';

/** How a worker reaches its primary. */
export interface Uplink {
  /** Sends a message; never throws, because the primary may be gone. */
  send(reply: Reply): void;
  /** Starts to listen, and returns how to stop. */
  listen(onMessage: (message: unknown) => void): () => void;
}

/** What answers a primary. */
export interface Answering {
  /** Tells the primary the last figures and stops to listen. */
  close(): Promise<void>;
}

/** Share of the time limit that a worker leaves to the workers of its own. */
const innerShare = 0.6;

/** Has a worker answer what its primary asks; `choose` takes out what only the process as a whole can tell. */
export function answerPrimary(
  uplink: Uplink,
  exchange: Exchange,
  choose: (part: PagePart) => PagePart,
): Answering {
  let last = Promise.resolve();
  // One after the other, so that no figure overtakes an older one.
  const answer = (id: number, withinMs: number): Promise<void> => {
    last = last.then(async () => {
      const part = choose(await exchange.collect(withinMs * innerShare));
      await runInSlices(sendPieces(part, id, uplink));
    });
    return last;
  };
  const onQuestion = (question: Question | undefined): void => {
    if (question?.type === 'tricord:metrics:who') uplink.send({ type: 'tricord:metrics:here' });
    if (question?.type === 'tricord:metrics:ask') void answer(question.id, question.withinMs);
  };
  const stopListening = uplink.listen((message) => onQuestion(parseQuestion(message)));
  uplink.send({ type: 'tricord:metrics:here' });
  return {
    async close() {
      stopListening();
      await answer(0, finalMs);
    },
  };
}

const finalMs = 500;

/** Samples in a message: it takes the other side a few milliseconds to read. */
const samplesPerMessage = 1000;

function* sendPieces(part: PagePart, id: number, uplink: Uplink): SlicedWork<void> {
  let families: PartFamily[] = [];
  let samples = 0;
  const send = (isLast: boolean): void => {
    uplink.send({ type: 'tricord:metrics:answer', id, families, isLast });
    families = [];
    samples = 0;
  };
  for (const family of part) {
    const size = Math.max(1, Math.floor(samplesPerMessage / Math.max(1, family.points.length)));
    for (let start = 0; start === 0 || start < family.series.length; start += size) {
      const series = family.series.slice(start, start + size).map(encodeSeries);
      families.push({ ...family, series });
      samples += series.length * family.points.length;
      if (samples < samplesPerMessage) continue;
      send(false);
      yield;
    }
  }
  send(true);
}
