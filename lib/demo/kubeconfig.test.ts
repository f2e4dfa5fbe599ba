import { KubeConfig } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { DEMO_CONTEXT, kubeconfigText } from '#lib/demo/kubeconfig.ts';

it('is a kubeconfig with one context', () => {
  const config = new KubeConfig();
  config.loadFromString(kubeconfigText('http://127.0.0.1:1234'));
  expect(config.getCurrentContext()).toBe(DEMO_CONTEXT);
  expect(config.getCurrentCluster()?.server).toBe('http://127.0.0.1:1234');
  expect(config.getCurrentUser()?.name).toBe(DEMO_CONTEXT);
});
