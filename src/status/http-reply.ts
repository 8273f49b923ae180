import type { Conventions } from '../conventions.js';
import { limits } from './limits.js';
import { codeOfHttpStatus, fromFacts } from './parse-error.js';
import { StatusError } from './status-error.js';
import { parseStatusJson, renderStatusJson } from './status-json.js';

/** What an HTTP reply tells of an error. */
export interface ErrorReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Renders an error as an HTTP reply of JSON; the business code stands in a header too, for whoever reads no bodies. */
export function renderErrorReply(error: StatusError, { uniformCodes, identity }: Conventions): ErrorReply {
  const body = JSON.stringify(renderStatusJson(error));
  return {
    statusCode: error.httpStatus(uniformCodes),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      ...(error.bizCode === undefined ? {} : { [identity.bizCodeHeader]: String(error.bizCode) }),
    },
    body,
  };
}

/** Returns the error that an HTTP reply tells of, with the code its status stands for when its body says none. */
export function parseErrorReply(status: number, body: string): StatusError {
  const facts = body.length > limits.receivedBytes ? undefined : parseStatusJson(readJson(body));
  if (facts !== undefined) return fromFacts(facts, { httpStatus: status });
  return new StatusError(codeOfHttpStatus(status), `HTTP status ${status}`, { httpStatus: status });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
