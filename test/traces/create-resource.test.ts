import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResource } from '../../src/traces/create-resource.js';

const service = { name: 'orders', version: '1.4.2' };
const resourceOf = (environment: Record<string, string>, resource?: Record<string, string>) =>
  createResource({ service, environment, resource }).attributes;

describe('createResource', () => {
  it('says who sends: service, SDK, host and process', () => {
    expect(resourceOf({})).toMatchObject({
      'service.name': 'orders',
      'service.version': '1.4.2',
      'telemetry.sdk.language': 'nodejs',
      'process.pid': process.pid,
    });
  });

  it("takes what Kubernetes' downward API gives a pod", () => {
    const pod = {
      POD_NAME: 'orders-7d9f-x2x4p',
      POD_NAMESPACE: 'shop',
      POD_UID: 'uid-1',
      POD_IP: '10.0.0.7',
      NODE_NAME: 'node-3',
      CONTAINER_NAME: 'main',
      DEPLOYMENT_NAME: 'orders',
      CLUSTER_NAME: 'eu-1',
    };
    expect(resourceOf(pod)).toMatchObject({
      'k8s.pod.name': 'orders-7d9f-x2x4p',
      'k8s.namespace.name': 'shop',
      'k8s.pod.uid': 'uid-1',
      'k8s.pod.ip': '10.0.0.7',
      'k8s.node.name': 'node-3',
      'k8s.container.name': 'main',
      'k8s.deployment.name': 'orders',
      'k8s.cluster.name': 'eu-1',
      'service.instance.id': 'shop.orders-7d9f-x2x4p.main',
      'service.namespace': 'shop',
    });
    expect(resourceOf({ POD_NAME: '' })).not.toHaveProperty('k8s.pod.name');
  });

  it.each([
    {
      name: 'pairs',
      text: 'deployment.environment.name=pro, team=shop',
      wanted: { 'deployment.environment.name': 'pro', team: 'shop' },
    },
    { name: 'percent-encoded values', text: 'note=a%2Cb%20c', wanted: { note: 'a,b c' } },
    { name: 'a broken encoding, as it is', text: 'note=100%', wanted: { note: '100%' } },
    { name: 'a value with an equals sign', text: 'note=a=b', wanted: { note: 'a=b' } },
  ])('reads $name from OTEL_RESOURCE_ATTRIBUTES', ({ text, wanted }) => {
    expect(resourceOf({ OTEL_RESOURCE_ATTRIBUTES: text })).toMatchObject(wanted);
  });

  it('leaves out what is no pair, and keeps the name the settings gave', () => {
    const attributes = resourceOf({ OTEL_RESOURCE_ATTRIBUTES: 'nothing,=x,service.name=other,a b=c,ok=1' });
    expect(attributes).toMatchObject({ 'service.name': 'orders', ok: '1' });
    expect(Object.keys(attributes)).not.toEqual(expect.arrayContaining(['', 'a b', 'nothing']));
  });

  it('lets code have the last word, and the variable over what the pod says', () => {
    const environment = { POD_NAMESPACE: 'shop', OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=eu,team=a' };
    expect(resourceOf(environment, { team: 'b' })).toMatchObject({ 'service.namespace': 'eu', team: 'b' });
  });

  it('is never thrown off by the variable', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const attributes = resourceOf({ OTEL_RESOURCE_ATTRIBUTES: text });
        expect(attributes['service.name']).toBe('orders');
      }),
      { numRuns: 1000 },
    );
  });
});
