/** A kubectl command on one Service; names come from the API and need no quotes. */
export function serviceCommand(
  verb: 'annotate' | 'patch' | 'describe' | 'get',
  { namespace, name }: { readonly namespace: string; readonly name: string },
  rest = '',
): string {
  return `kubectl -n ${namespace} ${verb} service ${name} ${rest}`.trimEnd();
}
