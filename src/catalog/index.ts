import { breakerEventsTotal } from './breaker-metrics.js';
import { buildInfo } from './build-info.js';
import {
  clientHandleSeconds,
  clientHandleTotal,
  clientStartedTotal,
  clientStatsGauge,
} from './client-metrics.js';
import { configInfo, configLastSuccessTimestampSeconds, configReloadTotal } from './config-metrics.js';
import { grpcClientStream, grpcClientUnary, grpcServerStream, grpcServerUnary } from './grpc-operations.js';
import { httpClientRequest, httpServerRequest } from './http-operations.js';
import { jobHandleSeconds, jobHandleTotal } from './job-metrics.js';
import { jobCronRun, jobQueueRun, jobTaskRun } from './job-operations.js';
import { messagingEventsTotal, messagingLag } from './messaging-metrics.js';
import {
  amqpClientConsume,
  amqpClientPublish,
  kafkaClientHandle,
  kafkaClientSend,
  queueClientAdd,
} from './messaging-operations.js';
import { mongoClientCommand } from './mongo-operations.js';
import { redisClientCommand } from './redis-operations.js';
import { serverHandleSeconds, serverHandleTotal, serverStartedTotal } from './server-metrics.js';
import { sqlClientQuery } from './sql-operations.js';
import {
  telemetryCollectErrorsTotal,
  telemetryErrorsTotal,
  telemetryLogBufferBytes,
  telemetryLogLinesTotal,
  telemetryLogRecordsTotal,
  telemetryMetricOverflowsTotal,
  telemetryMetricRejectsTotal,
  telemetrySamplesRatio,
  telemetryOpenSpans,
  telemetryQueuedSpans,
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
  breakerEventsTotal,
  messagingEventsTotal,
  messagingLag,
  configReloadTotal,
  configLastSuccessTimestampSeconds,
  configInfo,
  telemetryErrorsTotal,
  telemetryLogLinesTotal,
  telemetryLogRecordsTotal,
  telemetryLogBufferBytes,
  telemetrySpansTotal,
  telemetryQueuedSpans,
  telemetrySpanQueueBytes,
  telemetryOpenSpans,
  telemetryMetricRejectsTotal,
  telemetryMetricOverflowsTotal,
  telemetryCollectErrorsTotal,
  telemetrySamplesRatio,
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
  redisClientCommand,
  mongoClientCommand,
  kafkaClientSend,
  kafkaClientHandle,
  amqpClientPublish,
  amqpClientConsume,
  queueClientAdd,
  jobCronRun,
  jobTaskRun,
  jobQueueRun,
] as const;
