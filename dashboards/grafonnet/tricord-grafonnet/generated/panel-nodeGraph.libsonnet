// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withZoomMode(value): { options+: { zoomMode: value } },
    withEdges(value): { options+: { edges: value } },
    withEdgesMixin(value): { options+: { edges+: value } },
    edges+: {
      withMainStatUnit(value): { options+: { edges+: { mainStatUnit: value } } },
      withSecondaryStatUnit(value): { options+: { edges+: { secondaryStatUnit: value } } },
    },
    withNodes(value): { options+: { nodes: value } },
    withNodesMixin(value): { options+: { nodes+: value } },
    nodes+: {
      withArcs(value): { options+: { nodes+: { arcs: if std.isArray(value) then value else [value] } } },
      withArcsMixin(value): { options+: { nodes+: { arcs+: if std.isArray(value) then value else [value] } } },
      withMainStatUnit(value): { options+: { nodes+: { mainStatUnit: value } } },
      withSecondaryStatUnit(value): { options+: { nodes+: { secondaryStatUnit: value } } },
    },
  },
}
