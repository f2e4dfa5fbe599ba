import type { Text } from '#lib/model/text.ts';
import type { FixedWorkload, NotScalableReason } from '#lib/replicas/workload.ts';

/** Says why no replica slider can move a Service's pods. */
export function noSliderText({ reason, owners }: FixedWorkload): Text {
  return TEXT_BY_REASON[reason](owners);
}

type TextOf = (owners: readonly string[]) => Text;

const kindText: TextOf = ([owner = '']) => ({ key: 'no-slider.kind', values: kindAndName(owner) });

const TEXT_BY_REASON: Readonly<Record<NotScalableReason, TextOf>> = {
  'no-pods': () => ({ key: 'no-slider.no-pods', values: {} }),
  'bare-pods': ([pod = '']) => ({ key: 'no-slider.bare-pods', values: { pod } }),
  'one-per-node': kindText,
  'runs-to-completion': kindText,
  'unknown-owner': ([owner = '']) => ({ key: 'no-slider.unknown-owner', values: kindAndName(owner) }),
  'rollout-in-progress': ([owner = '']) => ({ key: 'no-slider.rollout', values: { name: kindAndName(owner).name } }),
  'several-workloads': (owners) => {
    const pod = owners.find((owner) => !owner.includes('/'));
    // A pod that nobody scales is the nearer reason, whatever else stands beside it.
    return pod === undefined
      ? { key: 'no-slider.several', values: { workloads: owners.length } }
      : { key: 'no-slider.bare-pods', values: { pod } };
  },
};

/** Of `Kind/name`. */
function kindAndName(owner: string): { readonly kind: string; readonly name: string } {
  const [kind = '', name = ''] = owner.split('/');
  return { kind, name };
}
