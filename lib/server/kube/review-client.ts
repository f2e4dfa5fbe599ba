import http from 'node:http';
import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { createConnectionOptions } from '#lib/server/kube/connection-options.ts';
import { failureOfStatus, KubeRequestError } from '#lib/server/kube/failure.ts';

/** Who a token belongs to, as a TokenReview answers. */
export interface ReviewedUser {
  readonly username: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** One right, as a SubjectAccessReview asks for it; no namespace means all of them. */
export interface AccessQuestion {
  readonly verb: 'list' | 'watch';
  readonly group: '' | 'discovery.k8s.io' | 'autoscaling';
  readonly resource: 'nodes' | 'services' | 'endpointslices' | 'pods' | 'horizontalpodautoscalers';
  readonly namespace?: string;
}

/** The two reviews that an API server answers about somebody else; they change nothing there. */
export interface ReviewClient {
  /** Whose token it is; undefined when it is nobody's. @throws when the API server does not answer. */
  userOf(token: string): Promise<ReviewedUser | undefined>;
  /** @throws when the API server does not answer. */
  mayUser(user: ReviewedUser, question: AccessQuestion): Promise<boolean>;
}

const PATHS = {
  TokenReview: '/apis/authentication.k8s.io/v1/tokenreviews',
  SubjectAccessReview: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
} as const;
const API_VERSIONS = {
  TokenReview: 'authentication.k8s.io/v1',
  SubjectAccessReview: 'authorization.k8s.io/v1',
} as const;
const ANSWER_MILLIS = 10_000;
const MAX_ANSWER_BYTES = 256 * 1024;

interface ReviewStatus {
  readonly authenticated?: boolean;
  readonly user?: ReviewedUser;
  readonly allowed?: boolean;
}

/** Asks by the server's own credentials, which need `create` on both kinds of review. */
export function createReviewClient(load: () => KubeConfig): ReviewClient {
  const connection = createConnectionOptions(load);

  async function review(kind: keyof typeof PATHS, spec: unknown, refresh = false): Promise<ReviewStatus> {
    const body = JSON.stringify({ apiVersion: API_VERSIONS[kind], kind, spec });
    try {
      const connect = await connection.next({ refresh, answerMillis: ANSWER_MILLIS });
      const url = new URL(connection.base.pathname.replace(/\/+$/, '') + PATHS[kind], connection.base);
      return await post(url, connect, body);
    } catch (error) {
      connection.doubt();
      const isRefused = error instanceof KubeRequestError && error.failure.kind === 'unauthorized';
      if (isRefused && !refresh) return review(kind, spec, true);
      throw error;
    }
  }

  return {
    async userOf(token) {
      const { authenticated, user } = await review('TokenReview', { token });
      return authenticated === true && user !== undefined && user.username !== '' ? user : undefined;
    },
    async mayUser({ username, uid, groups, extra }, { verb, group, resource, namespace = '' }) {
      const resourceAttributes = { verb, group, resource, namespace };
      const { allowed } = await review('SubjectAccessReview', {
        user: username,
        uid,
        groups,
        extra,
        resourceAttributes,
      });
      return allowed === true;
    },
  };
}

function post(url: URL, connect: https.RequestOptions, body: string): Promise<ReviewStatus> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...connect.headers,
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'zonescope',
    };
    const options = { ...connect, method: 'POST', headers, signal: AbortSignal.timeout(ANSWER_MILLIS) };
    const request = (url.protocol === 'http:' ? http : https).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) response.destroy(malformed());
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        if (status !== 200 && status !== 201) {
          reject(new KubeRequestError(failureOfStatus(status, response.headers['retry-after'])));
          return;
        }
        try {
          resolve(statusOf(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
        } catch {
          reject(malformed());
        }
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function statusOf(answer: unknown): ReviewStatus {
  const status = typeof answer === 'object' && answer !== null && 'status' in answer ? answer.status : undefined;
  if (typeof status !== 'object' || status === null) throw malformed();
  return status;
}

function malformed(): KubeRequestError {
  return new KubeRequestError({ kind: 'malformed', said: 'answered a review with what is none' });
}
