// What is particular about the panel of a signal: where its values start to worry, whether its series are parts of a
// whole, which colours mean something, whether its points lead to traces. What is not named here looks as usual.
local step(color, value=null) = { color: color, value: value };

// More than `warn` worries, more than `bad` hurts.
local above(warn, bad) = { thresholds: [step('green'), step('yellow', warn), step('red', bad)] };
// Less than `good` worries, less than `bad` hurts.
local below(bad, good) = { thresholds: [step('red'), step('yellow', bad), step('green', good)] };

local shades(regexp, color) = { regexp: regexp, color: { mode: 'shades', fixedColor: color } };
local fixed(regexp, color) = { regexp: regexp, color: { mode: 'fixed', fixedColor: color } };

// Half a second is from where the access log calls a request slow.
local slow = above(0.5, 1);
// The usual objective of 99.9 %, and ten times its error budget.
local available = below(0.99, 0.999) + { decimals: 2, max: 1 };
local nearlyFull = above(0.8, 0.95) + { max: 1 };

local byId = {
  // A single instance cannot be replaced without an interruption.
  overviewInstances: below(1, 2) + { decimals: 0 },
  overviewAvailability: available,
  overviewErrorRatio: above(0.001, 0.01) + { decimals: 2 },
  overviewLatencyP99: slow,

  instances: {
    columns: [
      'pod',
      'start_time',
      'app_version',
      'framework_version',
      'enable',
      'runtime_version',
      'instance',
      'namespace',
      'pod_template_hash',
      'version',
    ],
  },

  poolUsage: nearlyFull,
  poolWaiting: above(1, 10),
  // A tenth of a second is the lag that users notice.
  runtimeEventLoopLag: above(0.1, 0.5),
  runtimeEventLoopUtilization: nearlyFull,
  runtimeHeapUsage: nearlyFull,
  runtimeHeap: { fill: 0, colors: [fixed('/^limit/', 'red'), fixed('/^reserved/', 'yellow')] },
  telemetryLogLines: { colors: [fixed('dropped', 'red')] },
  telemetrySpans: { colors: [fixed('/dropped|failed|rejected/', 'red')] },
};

// Half of all, most, and nearly all: the same colours wherever they are.
local percentiles = {
  exemplars: true,
  colors: [shades('/^p50/', 'green'), shades('/^p95/', 'yellow'), shades('/^p99/', 'red')],
};

// Outcomes of calls that are no failure: gRPC and databases say OK, HTTP the text of its status.
local success = '(OK|Empty|Created|Accepted|No Content|Partial Content|Found|See Other|Not Modified)\\b';

// How the ids of the signals of servers and clients end.
local bySuffix = {
  ServerErrors: { stacked: true, colors: [shades('/^4/', 'yellow'), shades('/^5/', 'red')] },
  ServerLatency: percentiles,
  ServerAvailability: available + { softMin: 0.99 },
  ServerRate: { stacked: true },
  ServerLatencyByMethod: slow,
  ClientRate: { stacked: true },
  ClientCodes: { stacked: true, colors: [shades('/^%s/' % success, 'green'), shades('/^(?!%s)/' % success, 'orange')] },
  ClientLatency: percentiles,
  ClientLatencyByMethod: slow,
};

// The look of a signal: by its id, else by how that ends.
function(id)
  local suffixes = [suffix for suffix in std.objectFields(bySuffix) if std.endsWith(id, suffix)];
  if std.objectHas(byId, id) then byId[id]
  else if suffixes != [] then bySuffix[suffixes[0]]
  else {}
