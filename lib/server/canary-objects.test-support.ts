/** Stands in every field that is not kept: where it turns up, something was kept or passed on that should not be. */
export const CANARY = 'canary-7f3a';

/** Of the kubeconfig. */
export const CANARY_TOKEN = `${CANARY}-token`;

const meta = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  uid: `uid-${name}`,
  resourceVersion: '7',
  creationTimestamp: '2026-01-01T00:00:00Z',
  generateName: `${CANARY}-generate`,
  selfLink: `/${CANARY}/self`,
  generation: 3,
  finalizers: [`${CANARY}/finalizer`],
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': `{"data":"${CANARY}-applied"}`,
    [`${CANARY}.example/key`]: `${CANARY}-annotation`,
  },
  managedFields: [
    { manager: `${CANARY}-manager`, operation: 'Update', fieldsV1: { [`f:${CANARY}`]: {} }, subresource: CANARY },
  ],
  ...more,
});

const NODE = {
  kind: 'Node',
  apiVersion: 'v1',
  metadata: meta('node-1', {
    labels: {
      'topology.kubernetes.io/zone': 'zone-a',
      'kubernetes.io/hostname': 'node-1',
      'kubernetes.io/os': 'linux',
      [`${CANARY}.example/label`]: `${CANARY}-label`,
    },
    annotations: { 'io.cilium.network.ipv4-cilium-host': `${CANARY}-cilium`, other: `${CANARY}-annotation` },
  }),
  spec: {
    podCIDR: `${CANARY}-cidr`,
    podCIDRs: [`${CANARY}-cidrs`],
    providerID: `aws:///${CANARY}/i-1`,
    externalID: `${CANARY}-external`,
    configSource: { configMap: { name: `${CANARY}-config`, namespace: CANARY } },
    taints: [{ key: 'kept', value: 'kept', effect: 'NoSchedule', timeAdded: `${CANARY}-added` }],
  },
  status: {
    addresses: [{ type: 'Hostname', address: `${CANARY}-address` }],
    allocatable: { cpu: '4', memory: '8Gi', pods: '110', [`${CANARY}.example/gpu`]: '1' },
    capacity: { cpu: '4', [`${CANARY}.example/gpu`]: '1' },
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: `${CANARY}-reason`,
        message: `${CANARY}-message`,
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
      { type: 'DiskPressure', status: 'False', reason: CANARY, message: `${CANARY}-disk` },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250, note: CANARY } },
    images: [{ names: [`${CANARY}/image:v1`], sizeBytes: 5 }],
    volumesInUse: [`${CANARY}-volume`],
    volumesAttached: [{ name: CANARY, devicePath: `/dev/${CANARY}` }],
    nodeInfo: {
      machineID: `${CANARY}-machine`,
      systemUUID: `${CANARY}-uuid`,
      bootID: `${CANARY}-boot`,
      kernelVersion: `${CANARY}-kernel`,
      osImage: `${CANARY}-os`,
      containerRuntimeVersion: `${CANARY}-runtime`,
      architecture: `${CANARY}-arch`,
      kubeletVersion: 'v1.34.2',
      kubeProxyVersion: '',
      operatingSystem: 'linux',
    },
  },
};

const SERVICE = {
  kind: 'Service',
  apiVersion: 'v1',
  metadata: meta('web', {
    namespace: 'default',
    labels: { [`${CANARY}.example/label`]: `${CANARY}-label` },
    ownerReferences: [{ kind: CANARY, name: `${CANARY}-owner`, uid: CANARY }],
  }),
  spec: {
    type: 'LoadBalancer',
    clusterIP: '10.96.0.7',
    clusterIPs: ['10.96.0.7'],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: `${CANARY}-policy`,
    selector: { app: 'web' },
    ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
    loadBalancerSourceRanges: ['198.51.100.0/24'],
    loadBalancerClass: `${CANARY}-class`,
    externalName: `${CANARY}.example`,
    sessionAffinity: 'None',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 3, note: CANARY } },
  },
  status: {
    loadBalancer: {
      ingress: [{ ip: '192.0.2.1', ipMode: 'VIP', hostname: `${CANARY}-lb`, ports: [{ error: CANARY }] }],
    },
    conditions: [{ type: CANARY, message: `${CANARY}-message` }],
  },
};

const SLICE = {
  kind: 'EndpointSlice',
  apiVersion: 'discovery.k8s.io/v1',
  metadata: meta('web-1', {
    namespace: 'default',
    labels: {
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      [`${CANARY}.example/label`]: `${CANARY}-label`,
    },
    ownerReferences: [{ kind: CANARY, name: `${CANARY}-owner`, uid: CANARY }],
  }),
  addressType: 'IPv4',
  ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  endpoints: [
    {
      addresses: ['10.0.0.7'],
      conditions: { ready: true, serving: true, terminating: false, note: CANARY },
      nodeName: 'node-1',
      zone: 'zone-a',
      hints: { forZones: [{ name: 'zone-a', note: CANARY }], note: CANARY },
      deprecatedTopology: { [CANARY]: `${CANARY}-topology` },
      targetRef: {
        kind: 'Pod',
        namespace: `${CANARY}-namespace`,
        name: 'web-pod',
        uid: 'uid-web-pod',
        fieldPath: `${CANARY}-path`,
        resourceVersion: `${CANARY}-version`,
      },
    },
  ],
};

const container = (name: string) => ({
  name,
  image: 'registry.example/web:v1',
  command: [`${CANARY}-command`],
  args: [`--password=${CANARY}`],
  workingDir: `/${CANARY}`,
  env: [
    { name: `${CANARY}_ENV`, value: `${CANARY}-value` },
    { name: 'X', valueFrom: { secretKeyRef: { name: `${CANARY}-secret`, key: CANARY } } },
  ],
  envFrom: [{ secretRef: { name: `${CANARY}-secrets` } }],
  volumeMounts: [{ name: CANARY, mountPath: `/${CANARY}` }],
  lifecycle: { preStop: { exec: { command: [`${CANARY}-stop`] } } },
  readinessProbe: { httpGet: { path: `/${CANARY}`, httpHeaders: [{ name: 'Authorization', value: CANARY }] } },
  securityContext: { seLinuxOptions: { user: CANARY } },
  terminationMessagePath: `/${CANARY}`,
  resources: { requests: { cpu: '100m', [`${CANARY}.example/gpu`]: '1' }, limits: { [CANARY]: '1' } },
});

const POD = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: meta('web-pod', {
    namespace: 'default',
    labels: { app: 'web' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web', uid: 'uid-rs', controller: true, apiVersion: CANARY }],
  }),
  spec: {
    nodeName: 'node-1',
    serviceAccountName: `${CANARY}-account`,
    imagePullSecrets: [{ name: `${CANARY}-pull` }],
    volumes: [{ name: CANARY, secret: { secretName: `${CANARY}-volume` } }],
    hostAliases: [{ ip: '10.9.9.9', hostnames: [`${CANARY}-alias`] }],
    dnsConfig: { nameservers: [`${CANARY}-dns`] },
    securityContext: { sysctls: [{ name: CANARY, value: CANARY }] },
    schedulerName: `${CANARY}-scheduler`,
    priorityClassName: `${CANARY}-priority`,
    runtimeClassName: `${CANARY}-class`,
    containers: [container('app')],
    initContainers: [container('init')],
    ephemeralContainers: [container('debug')],
  },
  status: {
    phase: 'Running',
    message: `${CANARY}-message`,
    reason: `${CANARY}-reason`,
    hostIP: `${CANARY}-host`,
    podIPs: [{ ip: '10.0.0.7' }],
    nominatedNodeName: `${CANARY}-nominated`,
    conditions: [{ type: 'Ready', status: 'True', message: `${CANARY}-ready`, reason: CANARY }],
    containerStatuses: [
      {
        name: 'app',
        restartCount: 2,
        imageID: `${CANARY}-image-id`,
        containerID: `containerd://${CANARY}`,
        lastState: { terminated: { message: `${CANARY}-terminated` } },
      },
    ],
  },
};

const AUTOSCALER = {
  kind: 'HorizontalPodAutoscaler',
  apiVersion: 'autoscaling/v1',
  metadata: meta('web-scaler', {
    namespace: 'default',
    labels: { [`${CANARY}.example/label`]: `${CANARY}-label` },
    annotations: {
      'autoscaling.alpha.kubernetes.io/metrics': `[{"type":"External","external":{"metricName":"${CANARY}"}}]`,
      'autoscaling.alpha.kubernetes.io/conditions': `[{"message":"${CANARY}"}]`,
    },
  }),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', fieldPath: `${CANARY}-path` },
    minReplicas: 3,
    maxReplicas: 9,
    targetCPUUtilizationPercentage: `${CANARY}-target`,
    metrics: [{ type: 'External', external: { metric: { name: `${CANARY}-metric` } } }],
    behavior: { scaleDown: { selectPolicy: CANARY } },
  },
  status: {
    currentReplicas: 4,
    desiredReplicas: 5,
    lastScaleTime: `${CANARY}-time`,
    currentCPUUtilizationPercentage: `${CANARY}-percent`,
    currentMetrics: [{ type: CANARY }],
    conditions: [{ type: 'AbleToScale', status: 'True', message: `${CANARY}-message` }],
  },
};

/** One object of each watched kind, by its resource. */
export const CANARY_OBJECTS = {
  nodes: [NODE],
  services: [SERVICE],
  endpointslices: [SLICE],
  pods: [POD],
  horizontalpodautoscalers: [AUTOSCALER],
} as const;
