import { describe, expect, it } from 'vitest';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import { ask, snapshotOf } from '#lib/view/answer.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';

describe('answerService', () => {
  it('is live without a what-if', () => {
    const { answer } = ask();
    expect(answer.live).toBeUndefined();
    expect(answer.analysis.verdict.state).toBe('zone-routed');
  });

  it('shows the prediction, with the live analysis beside it, while one is on', () => {
    const { answer } = ask({}, { whatIf: [{ kind: 'replicas', replicas: 1 }] });
    expect(answer.analysis.verdict.state).toBe('off');
    expect(answer.live?.verdict.state).toBe('zone-routed');
    expect(answer.outcome?.goes).toHaveLength(3);
  });

  it("follows the URL's version and gates over the cluster's", () => {
    const other = ask({}, { minor: '1.37' }).answer.analysis;
    expect(other.hintsByFamily.get('IPv4')).toMatchObject({
      differs: true,
      decision: { reason: 'overload-threshold' },
    });
    expect(other.verdict).toMatchObject({ state: 'zone-routed', reason: 'hints-followed' });
    const gates = [{ gate: 'TopologyAwareHints', state: false }];
    expect(ask({}, { gates }).answer.analysis.verdict).toMatchObject({ state: 'ignored', reason: 'gate-off' });
  });

  it("follows what the URL says of the nodes' data planes", () => {
    const verdict = (dataPlanes: readonly DataPlaneOverride[]) => ask({}, { dataPlanes }).answer.analysis.verdict;
    expect(verdict([{ kind: 'ipvs' }])).toMatchObject({ state: 'zone-routed', nodesInEffect: 4 });
    expect(verdict([{ kind: 'cilium' }])).toMatchObject({ state: 'ignored', reason: 'data-plane-ignores-hints' });
    expect(verdict([{ node: 'kind-worker', kind: 'unknown' }])).toMatchObject({
      state: 'partly',
      reason: 'data-plane-unknown',
    });
  });

  it('computes the live analysis once while the slider moves', () => {
    const snapshot = snapshotOf();
    const at = (replicas: number) =>
      answerService(snapshot, { ...DEFAULT_URL_STATE, whatIf: [{ kind: 'replicas', replicas }] });
    expect(at(3).live).toBe(at(2).live);
    expect(answerService(snapshot, { ...DEFAULT_URL_STATE, minor: '1.30' }).analysis).not.toBe(at(2).live);
  });

  it('says what it refused, and answers the rest', () => {
    const { answer } = ask(
      {},
      {
        whatIf: [
          { kind: 'cordon', node: 'nobody' },
          { kind: 'mode', mode: 'off' },
        ],
      },
    );
    expect(answer.refused.map(({ key }) => key)).toEqual(['refused.no-such-node']);
    expect(answer.analysis.mode).toBe('off');
  });
});
