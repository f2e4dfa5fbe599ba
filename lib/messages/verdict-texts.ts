import type { VerdictReason } from '#lib/diagnose/port-verdict.ts';
import type { TextTable } from '#lib/messages/text-pair.ts';

/** Reasons of a verdict that no other table has. */
export const VERDICT_REASON_TEXTS: TextTable<VerdictReason> = {
  'hints-followed': {
    en: 'hints are there and followed, although the rules give none',
    zh: 'hint 存在并被遵循，尽管按规则不会写入',
  },
  'hints-missing': {
    en: 'by the rules there would be hints, but the slices carry none',
    zh: '按规则应有 hint，但 slice 中没有',
  },
};

/** What is wrong beside a verdict, and what an answer rests on. */
export const NOTE_TEXTS: TextTable<string> = {
  'warning.hints-differ': {
    en: "the slices' hints differ from what the controller would write now",
    zh: 'slice 中的 hint 与 controller 现在会写入的不同',
  },
  'warning.outdated-zones': {
    en: '{endpoints} {endpoints|endpoint has|endpoints have} another zone than {endpoints|its node|their nodes}: an endpoint learns its zone when it is written',
    zh: '{endpoints} 个 endpoint 的 zone 与其 node 不同：endpoint 只在写入时获得 zone',
  },
  'warning.idle-endpoints': {
    en: '{endpoints} {endpoints|endpoint is|endpoints are} reached by nobody',
    zh: '{endpoints} 个 endpoint 无人访问',
  },
  'warning.overload': {
    en: 'the busiest endpoint takes {load} times its fair share',
    zh: '最忙的 endpoint 承受公平份额的 {load} 倍',
  },
  'warning.shadowed': {
    en: '{key}: "{value}" hides {shadowed}: "{shadowedValue}"',
    zh: '{key}: “{value}” 遮住了 {shadowed}: “{shadowedValue}”',
  },
  'assumption.kubelet-version': {
    en: "{nodes} {nodes|node does|nodes do} not tell {nodes|its|their} kube-proxy version: the kubelet's is assumed",
    zh: '{nodes} 个 node 没有报告 kube-proxy 版本：按 kubelet 版本假定',
  },
  'assumption.kube-proxy-gates': {
    en: "kube-proxy's feature gates cannot be seen: the defaults of its version are assumed",
    zh: '无法看到 kube-proxy 的 feature gate：按其版本的默认值假定',
  },
  'assumption.nearest-version': {
    en: 'the rules of {version} are not known: those of the nearest known version are used',
    zh: '没有 {version} 的规则：使用最接近的已知版本',
  },
};
