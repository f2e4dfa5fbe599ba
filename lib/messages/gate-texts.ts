import type { IdleOverrideReason } from '#lib/kube-version/feature-gates.ts';
import type { TextTable } from '#lib/messages/text-pair.ts';

/** Why a feature gate that somebody set changes nothing: sentences. */
export const GATE_TEXTS: TextTable<`gate.idle.${IdleOverrideReason}`> = {
  'gate.idle.locked': {
    en: 'Setting the feature gate {gate} changes nothing: it is always on in Kubernetes {version}.',
    zh: '设置 feature gate {gate} 不起作用：它在 Kubernetes {version} 中始终开启。',
  },
  'gate.idle.gone': {
    en: 'Setting the feature gate {gate} changes nothing: Kubernetes {version} no longer has it.',
    zh: '设置 feature gate {gate} 不起作用：Kubernetes {version} 已不再有它。',
  },
  'gate.idle.not-yet': {
    en: 'Setting the feature gate {gate} changes nothing: Kubernetes {version} does not have it yet.',
    zh: '设置 feature gate {gate} 不起作用：Kubernetes {version} 尚没有它。',
  },
  'gate.idle.not-known': {
    en: 'Setting the feature gate {gate} changes nothing: no rule of zone routing asks for it.',
    zh: '设置 feature gate {gate} 不起作用：zone 路由的规则都不看它。',
  },
};
