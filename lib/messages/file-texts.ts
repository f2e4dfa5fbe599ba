import type { FileProblem } from '#lib/model/file-error.ts';

/** Why a file cannot be read; what a parser said of it stays in the parser's words. */
export const FILE_PROBLEMS_ZH: Readonly<Record<FileProblem, string>> = {
  'file.packed': '文件以 {format} 压缩，请先解压',
  'file.binary': '含有 NUL 字节且没有字节顺序标记，因此不是文本；请保存为 UTF-8 或 UTF-16',
  'file.empty': '文件为空',
  'file.yaml': '文件是 YAML；请用 kubectl get ... -o json 写出',
  'file.not-json': '不是 JSON（{said}）',
  'file.no-object': '其中没有对象；应为 kubectl get ... -o json 输出的 List',
  'file.no-items': 'kind 为“{kind}”，而 items 不是列表；应为 List',
  'file.no-list': 'kind 为“{kind}”，而 items 是列表；应为 List',
  'file.no-kind': '{place} 没有 kind',
  'file.twice': '{place} 出现两次',
  'file.wrong': '{place} 有误：{said}',
  'file.header': 'zonescope.{field}：{said}',
  'file.nothing': '其中没有对象；请列出：{command}',
  'file.nothing-read': '其中 {count} 个对象（{kinds}）都不是会读取的类型；请列出：{command}',
  'file.no-version': '文件和其中的 node 都没有说明 Kubernetes 版本；请用 --kubernetes-version 指定',
};
