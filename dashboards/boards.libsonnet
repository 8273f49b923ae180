// Which boards a service has, and which groups of signals each of them shows: from what everybody asks first to what
// only the service's team looks at. Servers and clients that are not named here come after those that are.
local all(ids) = [{ id: id } for id in ids];

local servers = ['httpServer', 'grpcServer'];
local clients = ['grpcClient', 'httpClient', 'sqlClient', 'redisClient', 'mongoClient', 'kafkaClient', 'amqpClient'];

function(catalog)
  local groupsOf(known, suffix) = known + [
    group
    for group in std.objectFields(catalog.groups)
    if std.endsWith(group, suffix) && !std.member(known, group)
  ];
  local beginnings(ids) = [{ id: id, first: 3 } for id in ids];
  local allServers = groupsOf(servers, 'Server');
  local allClients = groupsOf(clients, 'Client');
  local target = ['version', 'instance', 'summarize', 'app', 'namespace'];

  [
    {
      id: 'overview',
      variables: target + ['method'],
      groups: all(['overview', 'instances']) + beginnings(allServers + allClients) + all(['own'])
              + [{ id: 'telemetry', only: ['telemetryLogLines', 'telemetrySpans', 'telemetryLosses'] }],
    },
    { id: 'instance', variables: target, groups: all(['instances', 'runtime', 'pools', 'telemetry']) },
    { id: 'api', variables: target + ['method'], groups: all(allServers) },
    { id: 'client', variables: target, groups: all(allClients + ['pools']) },
  ]
