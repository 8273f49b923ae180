// What is particular about the panel of a signal: where its values start to worry, whether its series are parts of a
// whole, which colours mean something, which board tells more (`board`), which logs and traces do (`about`), and whether
// its points are traces themselves. What is not named here looks as usual.
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
  overviewInstances: below(1, 2) + { decimals: 0, board: 'instance' },
  overviewAvailability: available + { board: 'api' },
  overviewRequestRate: { board: 'api' },
  overviewErrorRatio: above(0.001, 0.01) + { decimals: 2, board: 'api', about: 'failed' },
  overviewLatencyP99: slow + { board: 'api', about: 'slow' },
  overviewInFlight: { board: 'api' },
  overviewInstanceRate: { board: 'instance' },
  overviewCpu: { board: 'instance' },
  overviewMemory: { board: 'instance' },

  // Below nothing the promise is broken; a quarter left is where one stops taking risks.
  sloBudget: below(0, 0.25) + { decimals: 0 },
  // 14 times is what pages within minutes, once is what lasts exactly the period.
  sloBurn: above(1, 14),
  sloBad: { about: 'failed' },

  dependencyRate: { board: 'client', stacked: true },
  dependencyErrors: above(0.01, 0.1) + { board: 'client', about: 'failed' },
  dependencyLatency: slow + { board: 'client', about: 'slow' },

  poolUsage: nearlyFull,
  poolWaiting: above(1, 10),
  messagingEvents: { colors: [shades('/^(?:crash|disconnect|timeout|give_up|stall|return|cancel|block)/', 'red')] },
  breakerOpen: { max: 1, thresholds: [step('green'), step('red', 0.01)] },
  breakerEvents: { colors: [shades('/^success/', 'green'), shades('/^(?:failure|timeout|reject|open)/', 'red')] },
  jobRuns: { colors: [shades('/^fail/', 'red'), shades('/^ok/', 'green'), shades('/^begin/', 'blue')] },
  jobFailures: above(0.01, 0.1) + { max: 1, about: 'failed' },

  processCpu: { board: 'runtime' },
  processHeap: { board: 'runtime' },
  processGc: above(0.05, 0.1),
  // A tenth of a second is the lag that users notice.
  runtimeEventLoopLag: above(0.1, 0.5),
  runtimeEventLoopUtilization: nearlyFull,
  runtimeEventLoopLagMax: { colors: [shades('/^p50/', 'green'), shades('/^max/', 'red')] },
  runtimeHeapSpaces: { stacked: true },
  runtimeResources: { stacked: true },
  runtimeHeapUsage: nearlyFull,
  runtimeHeap: { colors: [shades('/^used/', 'green'), shades('/^reserved/', 'yellow')] },
  telemetryLogErrors: { colors: [shades('/./', 'red')] },
  telemetryLogLines: { colors: [fixed('dropped', 'red')] },
  telemetrySpans: { colors: [fixed('/dropped|failed|rejected/', 'red')] },
};

// Half of all, most, and nearly all: the same colours wherever they are.
local percentiles = {
  exemplars: true,
  about: 'slow',
  colors: [shades('/^p50/', 'green'), shades('/^p95/', 'yellow'), shades('/^p99/', 'red')],
};

// Outcomes of calls that are no failure: gRPC and databases say OK, HTTP the text of its status.
local success = '(OK|Empty|Created|Accepted|No Content|Partial Content|Found|See Other|Not Modified)\\b';

// How the ids of the signals of servers and clients end.
local bySuffix = {
  ServerErrors: { about: 'failed', stacked: true, colors: [shades('/^4/', 'yellow'), shades('/^5/', 'red')] },
  ServerLatency: percentiles,
  ServerAvailability: available + { softMin: 0.99 },
  ServerRate: { stacked: true, about: 'all' },
  ServerErrorRatio: above(0.001, 0.01) + { about: 'failed' },
  ServerLatencyByMethod: slow + { about: 'slow' },
  ClientRate: { stacked: true, about: 'all' },
  ClientErrors: above(0.01, 0.1) + { about: 'failed' },
  ClientCodes: { stacked: true, colors: [shades('/^%s/' % success, 'green'), shades('/^(?!%s)/' % success, 'orange')] },
  ClientLatency: percentiles,
  ClientLatencyByMethod: slow + { about: 'slow' },
};

// The look of a signal: by its id, else by how that ends.
function(id)
  local suffixes = [suffix for suffix in std.objectFields(bySuffix) if std.endsWith(id, suffix)];
  if std.objectHas(byId, id) then byId[id]
  else if suffixes != [] then bySuffix[suffixes[0]]
  else {}
