// Which boards a service has, and which groups of signals each of them shows: from what everybody asks first to what
// only the service's team looks at. Servers and clients that are not named here come after those that are.
// Id of the board → { groups: [id or { id, only: [signals] } or { id, first: n }], variables: [names] }.
local all(ids) = [{ id: id } for id in ids];
local beginnings(ids) = [{ id: id, first: 3 } for id in ids];

local servers = ['httpServer', 'grpcServer'];
local clients = ['grpcClient', 'httpClient', 'sqlClient', 'redisClient', 'mongoClient', 'kafkaClient', 'amqpClient', 'queueClient'];

function(catalog)
  local groupsOf(known, suffix) = known + [
    group
    for group in std.objectFields(catalog.groups)
    if std.endsWith(group, suffix) && !std.member(known, group)
  ];
  local allServers = groupsOf(servers, 'Server');
  local allClients = groupsOf(clients, 'Client');
  local target = ['version', 'instance', 'summarize', 'app', 'namespace'];

  {
    overview: {
      variables: target + ['method'],
      groups: all(['overview', 'slos', 'instances'])
              + beginnings(allServers)
              + all(['dependencies', 'jobs'])
              + beginnings(['process', 'own', 'telemetry']),
    },
    instance: { variables: target, groups: all(['instances', 'process', 'telemetry']) },
    api: { variables: target + ['method'], groups: all(['slos'] + allServers) },
    client: { variables: target, groups: all(['dependencies'] + allClients + ['messaging', 'pools', 'breakers']) },
    runtime: { variables: target, groups: all(['runtime']) },
    service: { variables: target, groups: all(['own']) },
  }
