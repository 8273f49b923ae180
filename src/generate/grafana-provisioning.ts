import type { GeneratedFile } from './generated-file.js';
import { generateDashboardProviders } from './stack/dashboard-providers.js';
import { generateDataSources } from './stack/data-sources.js';
import type { StackService } from './stack/stack-service.js';

/** Returns the provisioning folder of a Grafana that shows some services: data sources, providers and the boards themselves. */
export function generateGrafanaProvisioning(services: readonly StackService[]): GeneratedFile[] {
  return [generateDataSources(services), ...generateDashboardProviders(services)];
}
