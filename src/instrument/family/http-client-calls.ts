import type { AttributeValues } from '../../catalog/attributes.js';
import { httpClientRequest } from '../../catalog/http-operations.js';
import { httpOutcome } from '../../catalog/outcome.js';
import { type Operation, startOperation } from '../../operation.js';
import { tellCallee } from '../../propagation.js';
import { isBizCode } from '../../status/index.js';
import type { Telemetry } from '../../telemetry.js';
import { knownMethod, methodLabel } from './http.js';
import { createPathTemplate, type PathRelabel } from './path-relabel.js';

/** What every HTTP client adapter lets its user say. */
export interface HttpClientOptions {
  /** Name of the client in metrics and logs. @default that of the library, e.g. 'fetch' */
  readonly name?: string;
  /** Rules by which paths become labels, the first that matches; Ego's PathRelabel. @default ids become `:id` */
  readonly relabel?: readonly PathRelabel[];
}

/** A request that is about to be sent. */
export interface OutgoingCall {
  readonly method: string;
  readonly origin: URL;
  readonly path: string;
  /** Template of the path that the caller knows. */
  readonly route: string | undefined;
  /** The value of a header that is set, by its lower-case name. */
  header(name: string): unknown;
  setHeader(name: string, value: string): void;
}

/** The requests of one client. */
export interface HttpClientCalls {
  /** Begins one, and tells the callee who calls; undefined for one that another adapter has begun already. */
  start(call: OutgoingCall): Operation | undefined;
  /** Says what the callee answered; `end` follows once the reply is read. */
  answer(operation: Operation, status: number, header: (name: string) => unknown): void;
  /** Ends one whose reply was read. */
  end(operation: Operation, status: number): void;
}

/** Returns what makes operations of requests; throws for rules that are none, see `createPathTemplate`. */
export function createHttpClientCalls(
  telemetry: Telemetry,
  component: string,
  { name, relabel }: { readonly name: string; readonly relabel?: readonly PathRelabel[] | undefined },
): HttpClientCalls {
  const template = createPathTemplate(relabel);
  return {
    start(call) {
      const said = call.header('traceparent');
      if (typeof said === 'string' && telemetry.running.announced.has(said)) return undefined;
      const { origin, method, path, route = template(path) } = call;
      const operation = startOperation(telemetry, httpClientRequest, {
        component,
        name,
        method: methodLabel(method, route),
        spanName: knownMethod(method),
        peer: origin.host,
        attributes: describeCall(component, name, call),
      });
      // What the caller set itself stays.
      tellCallee(telemetry, operation.context, (key, value) => {
        if (call.header(key) === undefined) call.setHeader(key, value);
      });
      return operation;
    },
    answer(operation, status, header) {
      if (status < 400) return;
      // The body is the caller's; the business code stands in a header too.
      const bizCode = Number(header(telemetry.conventions.identity.bizCodeHeader) ?? Number.NaN);
      operation.set({ errorType: String(status), ...(isBizCode(bizCode) ? { bizCode } : {}) });
    },
    end(operation, status) {
      operation.set({ httpStatusCode: status });
      operation.end(httpOutcome(status));
    },
  };
}

function describeCall(
  component: string,
  name: string,
  { origin, method, path }: OutgoingCall,
): AttributeValues {
  return {
    component,
    httpMethod: knownMethod(method),
    urlFull: origin.origin + (path.split('?')[0] ?? ''),
    serverAddress: origin.hostname,
    serverPort: Number(origin.port) || (origin.protocol === 'https:' ? 443 : 80),
    peerService: name,
  };
}
