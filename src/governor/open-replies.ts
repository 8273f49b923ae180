import type { ServerResponse } from 'node:http';
import { refusal, send } from './reply.js';

/** The replies a governor has not finished. */
export interface OpenReplies {
  /**
   * Returns what makes a signal that says when nothing long is worth going on with: the caller has gone, or the service
   * stops. Most replies never ask for one, and a scrape is cheaper without.
   */
  begin(response: ServerResponse): () => AbortSignal;
  /** Says that the service stops. */
  stop(): void;
  /** Answers that there will be no answer. */
  giveUp(): void;
}

/** Creates the book of open replies. */
export function createOpenReplies(): OpenReplies {
  const open = new Set<ServerResponse>();
  const controllers = new Map<ServerResponse, AbortController>();
  const state = { isStopping: false };
  const signalOf = (response: ServerResponse): AbortSignal => {
    const controller = controllers.get(response) ?? new AbortController();
    if (state.isStopping || response.closed) controller.abort();
    else controllers.set(response, controller);
    return controller.signal;
  };
  return {
    begin(response) {
      open.add(response);
      response.once('close', () => {
        open.delete(response);
        controllers.get(response)?.abort();
        controllers.delete(response);
      });
      return () => signalOf(response);
    },
    stop() {
      state.isStopping = true;
      for (const controller of controllers.values()) controller.abort();
    },
    giveUp() {
      for (const response of open) {
        if (!response.headersSent)
          send(refusal(503, 'the governor closes', { connection: 'close' }), response, false);
      }
    },
  };
}
