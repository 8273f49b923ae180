/**
 * The setters of one JSON object: a string of fields, or `$` with such a string and further keys for its parts.
 * A field is `name`, `name!` (true by default), `name=default`, `name==constant` (no argument), `name[]` (an array; one
 * value is wrapped, and there is a mixin) or `name:path…` when it is written elsewhere (`/` = from the panel's root).
 * A key is `name` (a part with setter and mixin of its own), `name[]` (also builds one element of that array) or
 * `name@path` (only a group of names; what they write starts at that path from the root).
 */
export type Rows = string | { readonly [key: string]: Rows };

const link = 'title url type icon tooltip tags[] asDropdown! includeVars! keepTime! targetBlank!';
const datasource = 'type uid';
const result = 'color icon index text';
const transformation = { $: 'id disabled! options topic', filter: 'id options' };

const thresholdStep = 'color value index state';

const valueMapping = {
  'ValueMap@': { $: 'type==value options{}' },
  'RangeMap@': { $: 'type==range', options: { $: 'from to', result } },
  'RegexMap@': { $: 'type==regex', options: { $: 'pattern', result } },
  'SpecialValueMap@': { $: 'type==special', options: { $: 'match', result } },
};

/** The names every panel has. Source: the panel types of Grafana's published TypeScript schema. */
export const panelRows: Rows = {
  'panelOptions@': {
    $: 'title description transparent! links[] repeat repeatDirection=h maxPerRow',
    'link@': link,
  },
  'queryOptions@': {
    $: 'cacheTimeout hideTimeOverride! interval maxDataPoints queryCachingTTL targets[] timeFrom timeShift transformations[]',
    datasource,
    'transformation@': transformation,
  },
  'standardOptions@fieldConfig.defaults': {
    $: 'decimals displayName description fieldMinMax! filterable! links[] mappings[] max min noValue path unit overrides:/fieldConfig.overrides[]',
    color: 'fixedColor mode seriesBy',
    thresholds: 'mode steps[]',
    'threshold@': { 'step@': thresholdStep },
    'mapping@': valueMapping,
  },
  'gridPos@gridPos': 'h=9 w=12 x=0 y=0 static!',
  'datasource@datasource': datasource,
  'libraryPanel@libraryPanel': 'name uid',
};

const annotation = {
  $: 'builtIn enable! expr hide! iconColor name type',
  datasource,
  filter: 'exclude! ids[]',
  target: 'limit matchAny! tags[] type',
};

/** File of setters → what is in it, besides those of the panels. */
export const otherRows: Readonly<Record<string, Rows>> = {
  dashboard: {
    $: 'description editable! fiscalYearStartMonth=0 gnetId graphTooltip=0 id liveNow! preload! refresh revision tags[] timezone=browser title uid version weekStart links[] annotations:annotations.list[] variables:templating.list[]',
    time: 'from=now-6h to=now',
    timepicker:
      'hidden! nowDelay quickRanges:quick_ranges[] refreshIntervals:refresh_intervals[] timeOptions:time_options[]',
    'annotation@': { ...annotation, 'list@': annotation },
  },
  link: {
    $: 'icon title tooltip url',
    'options@': 'asDropdown! includeVars! keepTime! targetBlank!',
  },
  row: {
    $: 'collapsed! id panels[] repeat title type==row',
    'gridPos@gridPos': 'h=9 w=12 x=0 y=0 static!',
    datasource,
  },
  prometheus: {
    $: 'editorMode exemplar! expr format hide! instant! interval intervalFactor legendFormat queryType range! refId',
    datasource,
  },
  loki: {
    $: 'direction editorMode expr hide! instant! legendFormat maxLines queryType range! refId resolution step',
    datasource,
  },
  tempo: {
    $: 'exemplars filters[] groupBy[] hide! limit maxDuration minDuration query queryType refId search serviceMapIncludeNamespace! serviceMapQuery serviceName spanName spss step tableType',
    datasource,
  },
  testData: {
    $: 'alias csvContent csvFileName dropPercent hide! labels lines max min noise queryType rawFrameContent refId scenarioId seriesCount spanCount spread startValue stringInput',
    datasource,
  },
};
