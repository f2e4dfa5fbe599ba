const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** `namespace/name`, the key of a namespaced object everywhere in Zonescope. */
export type NamespacedName = string;

export function namespacedName(object: { readonly namespace: string; readonly name: string }): NamespacedName {
  return `${object.namespace}/${object.name}`;
}

/** Reads "ns/name" as a Service's key; undefined unless both parts are DNS-1123 labels. */
export function parseServiceKey(text: string): { readonly namespace: string; readonly name: string } | undefined {
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (rest.length > 0 || !DNS_1123_LABEL.test(namespace) || !DNS_1123_LABEL.test(name)) return undefined;
  return { namespace, name };
}
