import { buildInfo } from './build-info.js';
import {
  clientHandleSeconds,
  clientHandleTotal,
  clientStartedTotal,
  clientStatsGauge,
} from './client-metrics.js';
import { grpcClientStream, grpcClientUnary, grpcServerStream, grpcServerUnary } from './grpc-operations.js';
import { httpClientRequest, httpServerRequest } from './http-operations.js';
import { jobHandleSeconds, jobHandleTotal } from './job-metrics.js';
import { serverHandleSeconds, serverHandleTotal, serverStartedTotal } from './server-metrics.js';
import { sqlClientQuery } from './sql-operations.js';
import {
  telemetryErrorsTotal,
  telemetryLogBufferBytes,
  telemetryLogLinesTotal,
  telemetryMetricOverflowsTotal,
  telemetryMetricRejectsTotal,
  telemetrySpanQueueBytes,
  telemetrySpansTotal,
} from './telemetry-metrics.js';

/** Every metric of the framework. */
export const frameworkMetrics = [
  buildInfo,
  serverStartedTotal,
  serverHandleTotal,
  serverHandleSeconds,
  clientStartedTotal,
  clientHandleTotal,
  clientHandleSeconds,
  clientStatsGauge,
  jobHandleTotal,
  jobHandleSeconds,
  telemetryErrorsTotal,
  telemetryLogLinesTotal,
  telemetryLogBufferBytes,
  telemetrySpansTotal,
  telemetrySpanQueueBytes,
  telemetryMetricRejectsTotal,
  telemetryMetricOverflowsTotal,
] as const;

/** Every operation of the framework. */
export const operations = [
  httpServerRequest,
  httpClientRequest,
  grpcServerUnary,
  grpcServerStream,
  grpcClientUnary,
  grpcClientStream,
  sqlClientQuery,
] as const;
