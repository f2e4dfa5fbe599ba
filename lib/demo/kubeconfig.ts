/** The name of the cluster, the user and the context in the kubeconfig of the embedded cluster. */
export const DEMO_CONTEXT = 'zonescope-demo';

/** A kubeconfig for the embedded cluster; it has no credentials, since the server is on loopback and asks for none. */
export function kubeconfigText(url: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: ${DEMO_CONTEXT}
  cluster:
    server: ${url}
users:
- name: ${DEMO_CONTEXT}
  user: {}
contexts:
- name: ${DEMO_CONTEXT}
  context:
    cluster: ${DEMO_CONTEXT}
    user: ${DEMO_CONTEXT}
current-context: ${DEMO_CONTEXT}
`;
}
