import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { backendsOf, portValue, selectedPort } from '#lib/view/selected-port.ts';

const dual = (() => {
  const given = tutorial({ version: 'v1.36.0' });
  const service = { ...given.service, ipFamilies: ['IPv4', 'IPv6'], clusterIPs: ['10.96.0.10', 'fd00::a'] };
  return analyse({ ...given, service });
})();

describe('selectedPort', () => {
  it('is the first where the URL names none, or one that is not there', () => {
    for (const choice of [{}, { port: 'nobody' }, { family: 'IPv4' as const }]) {
      expect(selectedPort(dual, choice)).toMatchObject({ family: 'IPv4', port: { name: 'dns' } });
    }
  });

  it('is found by name before number, and by family', () => {
    expect(selectedPort(dual, { port: 'metrics', family: 'IPv6' })).toMatchObject({
      family: 'IPv6',
      port: { port: 9153 },
    });
    expect(selectedPort(dual, { port: '53' })?.port.name).toBe('dns');
  });

  it('is nothing for a Service without ports', () => {
    expect(selectedPort({ ...dual, ports: [] }, {})).toBeUndefined();
  });
});

describe('portValue', () => {
  it('is the name, or the number of a port without one', () => {
    expect([portValue({ name: 'http', port: 80 }), portValue({ name: '', port: 80 })]).toEqual(['http', '80']);
  });
});

describe('backendsOf', () => {
  it('is the list for outside only where there is another one', () => {
    const [clientClass] = dual.ports[0]?.classes ?? [];
    if (clientClass === undefined) throw new Error('no class');
    expect(backendsOf(clientClass, 'outside')).toBe(clientClass.backends);
    expect(backendsOf({ ...clientClass, outside: [1] }, 'outside')).toEqual([1]);
    expect(backendsOf({ ...clientClass, outside: [1] }, 'cluster')).toBe(clientClass.backends);
  });
});
