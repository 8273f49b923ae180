// Alerts of promises: each error budget is watched over pairs of windows. The long one says that it matters, the short one
// that it still goes on, so that the alert ends soon after its cause.
local page = 'critical';
local ticket = 'warning';

// Share of the budget that is gone when the alert fires, in which long window, and for whom that is.
local pairs = {
  month: [
    { spent: 0.02, long: '1h', short: '5m', 'for': '2m', severity: page },
    { spent: 0.05, long: '6h', short: '30m', 'for': '15m', severity: page },
    { spent: 0.1, long: '1d', short: '2h', 'for': '1h', severity: ticket },
    { spent: 0.1, long: '3d', short: '6h', 'for': '3h', severity: ticket },
  ],
  // A week's budget is smaller, so the same burn eats a larger part of it.
  week: [
    { spent: 0.08, long: '1h', short: '5m', 'for': '2m', severity: page },
    { spent: 0.125, long: '6h', short: '30m', 'for': '15m', severity: page },
    { spent: 0.2, long: '1d', short: '2h', 'for': '1h', severity: ticket },
    { spent: 0.42, long: '3d', short: '6h', 'for': '3h', severity: ticket },
  ],
};
local pairsOf = { '7d': pairs.week, '28d': pairs.month, '30d': pairs.month };

local hours = { '1h': 1, '6h': 6, '1d': 24, '3d': 72, '7d': 168, '28d': 672, '30d': 720 };

// Prometheus takes an annotation for a template: braces that somebody's method has in it must come out as they are.
local literal(text) = std.strReplace(text, '{{', '{{ "{{" }}');

local names = { availability: 'AvailabilityBudgetBurn', latency: 'LatencyBudgetBurn' };

function(catalog, config, rule)
  local burn(slo, pair) =
    local factor = pair.spent * hours[slo.period] / hours[pair.long];
    local limit = rule.decimal(factor * slo.budget);
    rule.alert(names[slo.kind], pair {
      expr: '(%s > %s)\nand\n(%s > %s)' % [slo.ratios[pair.long], limit, slo.ratios[pair.short], limit],
      board: 'api',
      labels: { slo: slo.name, window: pair.long },
      summary: 'A promise is being broken.',
      description: '{{ $labels.app }} in {{ $labels.namespace }} promises %s %% %s; within %s {{ $value | humanizePercentage }} broke that, which spends the error budget of %s %s times too fast.' % [
        rule.decimal(slo.objective),
        literal(slo.promise),
        pair.long,
        slo.period,
        rule.decimal(std.round(factor * 100) / 100),
      ],
    });
  local unmeasured(slo) = rule.alert('SloUnmeasured', {
    expr: slo.unmeasured,
    'for': '1h',
    severity: ticket,
    board: 'api',
    labels: { slo: slo.name },
    summary: 'A promise is not measured any more.',
    description: 'For an hour no request to {{ $labels.app }} in {{ $labels.namespace }} was measured for %s, so its alerts cannot fire.' % slo.name,
  });
  std.flattenArrays([
    (if rule.isDisabled(names[slo.kind]) then [] else [burn(slo, pair) for pair in pairsOf[slo.period]])
    + (if rule.isDisabled('SloUnmeasured') then [] else [unmeasured(slo)])
    for slo in catalog.slos.promises
  ])
