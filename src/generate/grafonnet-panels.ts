import type { Rows } from './grafonnet-rows.js';

const legend =
  'asTable! calcs[] displayMode isVisible! placement showLegend! sortBy sortDesc! width values[]';
const tooltip = 'hideZeros! maxHeight maxWidth mode sort';
const text = 'percentSize titleSize valueSize';
const reduceOptions = 'calcs[] fields limit values!';
const hideFrom = 'legend! tooltip! viz!';
const scaleDistribution = 'type linearThreshold log';
const axis =
  'axisBorderShow! axisCenteredZero! axisColorMode axisGridShow! axisLabel axisPlacement axisSoftMax axisSoftMin axisWidth';
const bucket = { $: 'mode value', scale: scaleDistribution };
const single = { $: 'orientation', reduceOptions, text };
const series = { legend, tooltip };

const graph = {
  $: `${axis} barAlignment barMaxWidth barWidthFactor drawStyle fillBelowTo fillColor fillOpacity gradientMode insertNulls! lineColor lineInterpolation lineWidth pointColor pointSize pointSymbol showPoints spanNulls! transform`,
  hideFrom,
  lineStyle: 'dash[] fill',
  scaleDistribution,
  stacking: 'group mode',
  thresholdsStyle: 'mode',
} as const;

const timeline = { $: `${axis} fillOpacity lineWidth`, hideFrom, scaleDistribution };

/** A kind of panel: its plugin and what only it has. */
export interface PanelKind {
  readonly type: string;
  readonly options?: Rows;
  readonly custom?: Rows;
}

/** Kind of panel → plugin, `options.*` and `fieldConfig.defaults.custom.*`. */
export const panelKinds: Readonly<Record<string, PanelKind>> = {
  alertList: {
    type: 'alertlist',
    options: {
      $: 'alertInstanceLabelFilter alertName dashboardAlerts! datasource folder groupBy[] groupMode maxItems showInactiveAlerts! showInstances! sortOrder viewMode',
      stateFilter: 'error! firing! inactive! noData! normal! pending!',
    },
  },
  annotationsList: {
    type: 'annolist',
    options:
      'limit navigateAfter navigateBefore navigateToPanel! onlyFromThisDashboard! onlyInTimeRange! showTags! showTime! showUser! tags[]',
  },
  barChart: {
    type: 'barchart',
    custom: {
      $: `${axis} fillOpacity gradientMode lineWidth`,
      hideFrom,
      scaleDistribution,
      thresholdsStyle: 'mode',
    },
    options: {
      $: 'barRadius barWidth colorByField fullHighlight! groupWidth orientation showValue stacking xField xTickLabelMaxLength xTickLabelRotation xTickLabelSpacing',
      text,
      ...series,
    },
  },
  barGauge: {
    type: 'bargauge',
    options: {
      $: 'displayMode maxVizHeight minVizHeight minVizWidth namePlacement orientation showUnfilled! sizing valueMode',
      legend,
      reduceOptions,
      text,
    },
  },
  candlestick: {
    type: 'candlestick',
    custom: graph,
    options: {
      $: 'candleStyle colorStrategy includeAllFields! mode',
      colors: 'down flat up',
      fields: 'close high low open volume',
      ...series,
    },
  },
  dashboardList: {
    type: 'dashlist',
    options:
      'folderId folderUID includeVars! keepTime! maxItems query showFolderNames! showHeadings! showRecentlyViewed! showSearch! showStarred! tags[]',
  },
  gauge: {
    type: 'gauge',
    options: {
      ...single,
      $: 'minVizHeight minVizWidth orientation showThresholdLabels! showThresholdMarkers! sizing',
    },
  },
  geomap: {
    type: 'geomap',
    options: {
      basemap: 'config name opacity tooltip! type',
      controls: 'mouseWheelZoom! showAttribution! showDebug! showMeasure! showScale! showZoom!',
      'layers[]': {
        $: 'config filterData name opacity tooltip! type',
        location: 'geohash gazetteer latitude longitude lookup mode wkt',
      },
      tooltip: 'mode',
      view: 'allLayers! id lastOnly! lat layer lon maxZoom minZoom padding shared! zoom',
    },
  },
  heatmap: {
    type: 'heatmap',
    custom: { hideFrom, scaleDistribution },
    options: {
      $: 'calculate! cellGap cellRadius selectionMode showValue',
      calculation: { xBuckets: bucket, yBuckets: bucket },
      cellValues: 'decimals unit',
      color: 'exponent fill max min mode reverse! scale scheme steps',
      exemplars: 'color',
      filterValues: 'ge le',
      legend: 'show!',
      rowsFrame: 'layout value',
      tooltip: 'maxHeight maxWidth mode showColorScale! yHistogram!',
      yAxis: { $: `${axis} decimals max min reverse! unit`, scaleDistribution },
    },
  },
  histogram: {
    type: 'histogram',
    custom: { ...timeline, $: `${axis} fillOpacity gradientMode lineWidth`, stacking: 'group mode' },
    options: { $: 'bucketCount bucketOffset bucketSize combine!', ...series },
  },
  logs: {
    type: 'logs',
    options:
      'dedupStrategy detailsMode enableInfiniteScrolling! enableLogDetails! fontSize prettifyLogMessage! showCommonLabels! showControls! showLabels! showLogContextToggle! showTime! sortOrder syntaxHighlighting! wrapLogMessage!',
  },
  news: { type: 'news', options: 'feedUrl showImage!' },
  nodeGraph: {
    type: 'nodeGraph',
    options: {
      $: 'zoomMode',
      edges: 'mainStatUnit secondaryStatUnit',
      nodes: 'arcs[] mainStatUnit secondaryStatUnit',
    },
  },
  pieChart: {
    type: 'piechart',
    custom: { hideFrom },
    options: { $: 'displayLabels[] orientation pieType', reduceOptions, text, ...series },
  },
  stat: {
    type: 'stat',
    options: {
      ...single,
      $: 'colorMode graphMode justifyMode orientation percentChangeColorMode showPercentChange! textMode wideLayout!',
    },
  },
  stateTimeline: {
    type: 'state-timeline',
    custom: { ...timeline, $: `${axis} fillOpacity insertNulls! lineWidth spanNulls!` },
    options: { $: 'alignValue mergeValues! perPage rowHeight showValue timezone[]', ...series },
  },
  statusHistory: {
    type: 'status-history',
    custom: timeline,
    options: { $: 'colWidth perPage rowHeight showValue timezone[]', ...series },
  },
  table: {
    type: 'table',
    custom: {
      $: 'align cellOptions{} displayMode filterable! hidden! hideHeader! inspect! minWidth width wrapHeaderText!',
    },
    options: {
      $: 'cellHeight frameIndex showHeader! showTypeIcons!',
      footer: 'countRows! enablePagination! fields[] reducer[] show!',
      'sortBy[]': 'desc! displayName',
    },
  },
  text: { type: 'text', options: { $: 'content mode', code: 'language showLineNumbers! showMiniMap!' } },
  timeSeries: { type: 'timeseries', custom: graph, options: { $: 'orientation timezone[]', ...series } },
  trend: { type: 'trend', custom: graph, options: { $: 'xField', ...series } },
  xyChart: {
    type: 'xychart',
    custom: {
      $: `${axis} fillOpacity lineWidth pointShape pointStrokeWidth show`,
      hideFrom,
      lineStyle: 'dash[] fill',
      pointSize: 'fixed max min',
      scaleDistribution,
    },
    options: { $: 'mapping series[]', ...series },
  },
};
