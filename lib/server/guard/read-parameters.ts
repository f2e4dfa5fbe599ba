/**
 * The named parameters of a query; undefined, to be answered 400, when one of them is given twice or the query is no
 * UTF-8. Other parameters are no error. What a value means is for the caller to check.
 */
export function readParameters<Name extends string>(
  request: { readonly url: string },
  names: readonly Name[],
): Partial<Readonly<Record<Name, string>>> | undefined {
  const { search, searchParams } = new URL(request.url);
  if (!isDecodable(search)) return undefined;
  const valueByName: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const [value, ...more] = searchParams.getAll(name);
    if (more.length > 0) return undefined;
    if (value !== undefined) valueByName[name] = value;
  }
  return valueByName;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
