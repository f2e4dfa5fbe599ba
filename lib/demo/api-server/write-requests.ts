import { type ApiRequest, objectBody, queryNumber } from '#lib/demo/api-server/api-request.ts';
import { jsonMergePatch } from '#lib/demo/api-server/json-merge-patch.ts';
import { jsonPatch } from '#lib/demo/api-server/json-patch.ts';
import { asKubeObject, type KubeObject, withMetadata } from '#lib/demo/api-server/kube-object.ts';
import { matcherOf, type ReadContext } from '#lib/demo/api-server/read-requests.ts';
import type { DeleteOptions } from '#lib/demo/api-server/registry.ts';
import type { ResourcePath } from '#lib/demo/api-server/resource-path.ts';
import { groupVersionOf, PODS } from '#lib/demo/api-server/resources.ts';
import { scaleOf, withScale } from '#lib/demo/api-server/scale.ts';
import { asServed, asStored } from '#lib/demo/api-server/served-version.ts';
import { badRequest, type StatusError, unsupportedMediaType } from '#lib/demo/api-server/status-error.ts';
import { strategicMergePatch } from '#lib/demo/api-server/strategic-merge-patch.ts';
import { isRecord, type Json, optionalNumber, optionalText, record, texts } from '#lib/to-model/json.ts';

export interface Answer {
  readonly code: number;
  readonly body: Json;
}

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_MERGE_PATCH = 'application/strategic-merge-patch+json';
const PATCH_TYPES: readonly string[] = [JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH];

/** POST to a collection, or to a Pod's eviction. */
export async function createObject(context: ReadContext, request: ApiRequest, path: ResourcePath): Promise<Answer> {
  const body = await objectBody(request);
  if (path.subresource === 'eviction') {
    const options = deleteOptions(request, record(body['deleteOptions']));
    context.registry.delete(PODS, path.name, { ...options, namespace: path.namespace });
    return { code: 201, body: success(path) };
  }
  const object = ofPath(path, asKubeObject(body));
  const created = context.registry.create(path.resource, object, { dryRun: isDryRun(request) });
  return { code: 201, body: asServed(path, created) };
}

/** PUT of an object, its status or its scale. */
export async function replaceObject(context: ReadContext, request: ApiRequest, path: ResourcePath): Promise<Answer> {
  const body = asKubeObject(await objectBody(request));
  if (body.metadata.name !== '' && body.metadata.name !== path.name) {
    throw badRequest(
      `the name of the object (${body.metadata.name}) does not match the name on the URL (${path.name})`,
    );
  }
  return { code: 200, body: write(context, { request, path }, body) };
}

/** PATCH of an object, its status or its scale, in one of the three formats. */
export async function patchObject(context: ReadContext, request: ApiRequest, path: ResourcePath): Promise<Answer> {
  if (!PATCH_TYPES.includes(request.contentType)) throw unknownPatchType();
  const patch = await request.body();
  const stored = context.registry.store.get(path.resource, path.name, path.namespace);
  const current = path.subresource === 'scale' ? scaleOf(stored) : asServed(path, stored);
  const patched = applyPatch(request.contentType, current, patch);
  if (!isRecord(patched)) throw badRequest('the patch leaves no object');
  return { code: 200, body: write(context, { request, path }, asKubeObject(patched)) };
}

function applyPatch(contentType: string, current: KubeObject, patch: unknown): unknown {
  if (contentType === MERGE_PATCH) return jsonMergePatch(current, patch);
  if (contentType === JSON_PATCH) return jsonPatch(current, patch);
  return strategicMergePatch(current.kind, current, record(patch));
}

function unknownPatchType(): StatusError {
  const types = PATCH_TYPES.join(', ');
  return unsupportedMediaType(
    `the body of the request was in an unknown format - accepted media types include: ${types}`,
  );
}

function write(
  context: ReadContext,
  target: { readonly request: ApiRequest; readonly path: ResourcePath },
  body: KubeObject,
): Json {
  const { path } = target;
  const dryRun = isDryRun(target.request);
  if (path.subresource === 'scale') {
    const workload = context.registry.store.get(path.resource, path.name, path.namespace);
    return scaleOf(context.registry.update(path.resource, withScale(workload, body), { dryRun }));
  }
  const part = path.subresource === 'status' ? 'status' : 'main';
  return asServed(path, context.registry.update(path.resource, ofPath(path, body), { dryRun, part }));
}

/** DELETE of one object, or of all that match in a collection. */
export async function deleteObjects(context: ReadContext, request: ApiRequest, path: ResourcePath): Promise<Answer> {
  const options = deleteOptions(request, record(await request.body()));
  const { registry } = context;
  if (path.name !== '') {
    const { object, gone } = registry.delete(path.resource, path.name, { ...options, namespace: path.namespace });
    return { code: 200, body: gone ? success(path, object) : asServed(path, object) };
  }
  const matching = registry.store.list(path.resource, path.namespace).filter(matcherOf(request, path));
  const items = matching.map(({ metadata: { name, namespace = '' } }) => {
    return registry.delete(path.resource, name, { ...options, namespace }).object;
  });
  const metadata = { resourceVersion: String(registry.store.version) };
  return {
    code: 200,
    body: { kind: `${path.resource.kind}List`, apiVersion: groupVersionOf(path.resource), metadata, items },
  };
}

function deleteOptions(request: ApiRequest, body: Json): DeleteOptions {
  const preconditions = record(body['preconditions']);
  const grace = optionalNumber(body['gracePeriodSeconds']) ?? queryNumber(request, 'gracePeriodSeconds');
  const orphan = body['orphanDependents'] === true ? 'Orphan' : undefined;
  const policy = optionalText(body['propagationPolicy']) ?? request.query.get('propagationPolicy') ?? orphan;
  const uid = optionalText(preconditions['uid']);
  const resourceVersion = optionalText(preconditions['resourceVersion']);
  return {
    dryRun: isDryRun(request) || texts(body['dryRun']).includes('All'),
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    ...(policy === undefined ? {} : { propagationPolicy: policy }),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
}

function isDryRun(request: ApiRequest): boolean {
  return request.query.get('dryRun') === 'All';
}

/** The object under the kind, namespace and name of the path it was sent to, in the version that is stored. */
function ofPath(path: ResourcePath, body: KubeObject): KubeObject {
  const { resource } = path;
  const apiVersion = groupVersionOf({ ...resource, version: path.version });
  if (body.kind !== '' && (body.kind !== resource.kind || (body.apiVersion !== '' && body.apiVersion !== apiVersion))) {
    throw badRequest(`${body.kind} in version "${body.apiVersion}" cannot be handled as a ${resource.kind}`);
  }
  const given = body.metadata.namespace;
  if (resource.namespaced && given !== undefined && given !== '' && given !== path.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const named = withMetadata(body, { namespace: resource.namespaced ? path.namespace : undefined });
  const object = path.name === '' ? named : withMetadata(named, { name: path.name });
  return asStored(path, { ...object, kind: resource.kind, apiVersion });
}

function success(path: ResourcePath, object?: KubeObject): Json {
  const { resource } = path;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: path.name,
      ...(resource.group === '' ? {} : { group: resource.group }),
      kind: resource.name,
      ...(object?.metadata.uid === undefined ? {} : { uid: object.metadata.uid }),
    },
  };
}
