import { expect, it } from 'vitest';
import { collectNft, NFT_CONTAINERS } from '#lib/proxy-text/nft-writer.ts';

it('collectNft() has every container, empty, and no chain', () => {
  const { family, elementsByContainer, rulesByChain, timeoutBySet } = collectNft('IPv6');
  expect(family).toBe('IPv6');
  expect([...elementsByContainer.keys()]).toEqual([...NFT_CONTAINERS]);
  expect([...elementsByContainer.values()].every(({ size }) => size === 0)).toBe(true);
  expect(rulesByChain.size + timeoutBySet.size).toBe(0);
});
