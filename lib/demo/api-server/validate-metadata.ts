import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import type { FieldError } from '#lib/demo/api-server/status-error.ts';

/** Texts are those of apimachinery's util/validation, which users know from kubectl. */
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const DNS_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1035_TEXT =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const KEY_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const KEY_NAME_TEXT =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const LABEL_VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const ANNOTATIONS_BYTES = 262_144;

export function invalidValue(field: string, value: unknown, why: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${why}` };
}

export function requiredValue(field: string, why = ''): FieldError {
  return { field, reason: 'FieldValueRequired', message: why === '' ? 'Required value' : `Required value: ${why}` };
}

export function unsupportedValue(field: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map((item) => JSON.stringify(item)).join(', ');
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`,
  };
}

/** Name, labels and annotations of any object. */
export function validateMetadata(object: KubeObject): readonly FieldError[] {
  const { name, labels, annotations } = object.metadata;
  return [
    ...validateName(object.kind, name),
    ...validateLabels('metadata.labels', labels),
    ...validateAnnotations(annotations),
  ];
}

function validateName(kind: string, name: string): readonly FieldError[] {
  const field = 'metadata.name';
  if (name === '') return [requiredValue(field, 'name or generateName is required')];
  if (kind === 'Service') {
    return DNS_1035.test(name) && name.length <= 63 ? [] : [invalidValue(field, name, DNS_1035_TEXT)];
  }
  if (name.length > 253) return [invalidValue(field, name, 'must be no more than 253 characters')];
  return SUBDOMAIN.test(name) ? [] : [invalidValue(field, name, SUBDOMAIN_TEXT)];
}

/** `ValidateLabels`; the field is that of the map, as Kubernetes reports it. */
export function validateLabels(field: string, labels: unknown): readonly FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...validateQualifiedName(field, key),
    ...(String(value).length > 63 ? [invalidValue(field, value, 'must be no more than 63 bytes')] : []),
    ...(LABEL_VALUE.test(String(value)) ? [] : [invalidValue(field, value, LABEL_VALUE_TEXT)]),
  ]);
}

/** Older versions say "characters" where newer ones say "bytes"; the newer wording is used throughout. */
function validateAnnotations(annotations: KubeObject['metadata']['annotations']): readonly FieldError[] {
  const entries = Object.entries(annotations ?? {});
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  return [
    ...entries.flatMap(([key]) => validateQualifiedName('metadata.annotations', key.toLowerCase(), key)),
    ...(bytes > ANNOTATIONS_BYTES
      ? [invalidValue('metadata.annotations', '', `Too long: must have at most ${ANNOTATIONS_BYTES} bytes`)]
      : []),
  ];
}

/** `IsQualifiedName`: an optional DNS subdomain, a slash, and a name of at most 63 characters. */
function validateQualifiedName(field: string, key: string, shown = key): readonly FieldError[] {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2) {
    return [
      invalidValue(
        field,
        shown,
        `a qualified name ${KEY_NAME_TEXT.replace('name part ', '')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
      ),
    ];
  }
  return [
    ...(prefix === '' ? [invalidValue(field, shown, 'prefix part must be non-empty')] : []),
    ...(prefix && !SUBDOMAIN.test(prefix) ? [invalidValue(field, shown, `prefix part ${SUBDOMAIN_TEXT}`)] : []),
    ...(name === '' ? [invalidValue(field, shown, 'name part must be non-empty')] : []),
    ...(name.length > 63 ? [invalidValue(field, shown, 'name part must be no more than 63 bytes')] : []),
    ...(name === '' || KEY_NAME.test(name) ? [] : [invalidValue(field, shown, KEY_NAME_TEXT)]),
  ];
}
