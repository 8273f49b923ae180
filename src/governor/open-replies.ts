import type { ServerResponse } from 'node:http';
import { refusal, send } from './reply.js';

/** The replies a governor has not finished. */
export interface OpenReplies {
  /** Returns a signal that says when nothing long is worth going on with: the caller has gone, or the service stops. */
  begin(response: ServerResponse): AbortSignal;
  /** Says that the service stops. */
  stop(): void;
  /** Answers that there will be no answer. */
  giveUp(): void;
}

/** Creates the book of open replies. */
export function createOpenReplies(): OpenReplies {
  const open = new Map<ServerResponse, AbortController>();
  const state = { isStopping: false };
  return {
    begin(response) {
      const controller = new AbortController();
      open.set(response, controller);
      response.once('close', () => {
        open.delete(response);
        controller.abort();
      });
      if (state.isStopping) controller.abort();
      return controller.signal;
    },
    stop() {
      state.isStopping = true;
      for (const controller of open.values()) controller.abort();
    },
    giveUp() {
      for (const response of open.keys()) {
        if (!response.headersSent)
          send(refusal(503, 'the governor closes', { connection: 'close' }), response, false);
      }
    },
  };
}
