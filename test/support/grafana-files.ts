// The form of files that no program here can read, from public documents and no wider than what we write.
const closed = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const text = { type: 'string', minLength: 1 };
const uid = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,40}$' };
const list = (items: object) => ({ type: 'array', minItems: 1, items });
const shift = { type: 'string', pattern: '^-?\\d+(?:ms|[smhd])$' };

const prometheus = closed({
  httpMethod: { enum: ['GET', 'POST'] },
  prometheusType: { enum: ['Prometheus', 'Cortex', 'Mimir', 'Thanos'] },
  manageAlerts: { type: 'boolean' },
  alertmanagerUid: uid,
  exemplarTraceIdDestinations: list(closed({ name: text, datasourceUid: uid })),
});
const alertmanager = closed({
  implementation: { enum: ['prometheus', 'cortex', 'mimir'] },
  handleGrafanaManagedAlerts: { type: 'boolean' },
});
const jaeger = closed({
  tracesToLogsV2: closed({
    datasourceUid: uid,
    spanStartTimeShift: shift,
    spanEndTimeShift: shift,
    customQuery: { type: 'boolean' },
    query: text,
  }),
  tracesToMetrics: closed({
    datasourceUid: uid,
    spanStartTimeShift: shift,
    spanEndTimeShift: shift,
    tags: list(closed({ key: text, value: text })),
    queries: list(closed({ name: text, query: text })),
  }),
  nodeGraph: closed({ enabled: { type: 'boolean' } }),
});
const loki = closed({
  derivedFields: list(
    closed({
      name: text,
      matcherType: { enum: ['regex', 'label'] },
      matcherRegex: text,
      url: text,
      urlDisplayLabel: text,
      datasourceUid: uid,
    }),
  ),
});

const dataSource = (type: string, jsonData: object) =>
  closed({
    name: text,
    type: { const: type },
    uid,
    access: { enum: ['proxy', 'direct'] },
    url: text,
    editable: { type: 'boolean' },
    jsonData,
  });

/** Of `provisioning/datasources/*.yaml`. */
export const dataSourcesFile = closed({
  apiVersion: { const: 1 },
  datasources: list({
    oneOf: [
      dataSource('prometheus', prometheus),
      dataSource('alertmanager', alertmanager),
      dataSource('jaeger', jaeger),
      dataSource('loki', loki),
    ],
  }),
});

/** Of `provisioning/dashboards/*.yaml`. */
export const dashboardsFile = closed({
  apiVersion: { const: 1 },
  providers: list(
    closed({
      name: text,
      type: { const: 'file' },
      folder: text,
      folderUid: uid,
      disableDeletion: { type: 'boolean' },
      allowUiUpdates: { type: 'boolean' },
      updateIntervalSeconds: { type: 'integer', minimum: 1 },
      options: closed({ path: { type: 'string', pattern: '^/' } }),
    }),
  ),
});

const folder = { type: 'string', pattern: '^/loki' };

/** Of `loki.yml`, from the reference of its configuration. */
export const lokiFile = closed({
  auth_enabled: { type: 'boolean' },
  server: closed({ http_listen_port: { type: 'integer' } }),
  common: closed({
    instance_addr: text,
    path_prefix: folder,
    replication_factor: { const: 1 },
    ring: closed({ kvstore: closed({ store: { enum: ['inmemory', 'memberlist', 'consul', 'etcd'] } }) }),
    storage: closed({ filesystem: closed({ chunks_directory: folder, rules_directory: folder }) }),
  }),
  schema_config: closed({
    configs: list(
      closed({
        from: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        store: { const: 'tsdb' },
        object_store: { const: 'filesystem' },
        // OTLP needs structured metadata, which this is the first schema to have.
        schema: { const: 'v13' },
        index: closed({ prefix: text, period: { const: '24h' } }),
      }),
    ),
  }),
  limits_config: closed({
    otlp_config: closed({
      resource_attributes: closed({
        attributes_config: list(
          closed({
            action: { enum: ['index_label', 'structured_metadata', 'drop'] },
            attributes: list(text),
          }),
        ),
      }),
    }),
  }),
  analytics: closed({ reporting_enabled: { type: 'boolean' } }),
});
