import { AutoscalerController } from '#lib/demo/controllers/autoscaler-controller.ts';
import type { ControllerContext, RunningController } from '#lib/demo/controllers/controller-context.ts';
import { DeploymentController } from '#lib/demo/controllers/deployment-controller.ts';
import { EndpointSliceController } from '#lib/demo/controllers/endpoint-slice-controller.ts';
import { EndpointsController } from '#lib/demo/controllers/endpoints-controller.ts';
import { GarbageCollector } from '#lib/demo/controllers/garbage-collector.ts';
import { Kubelet } from '#lib/demo/controllers/kubelet.ts';
import { NodeController } from '#lib/demo/controllers/node-controller.ts';
import { ReplicaSetController } from '#lib/demo/controllers/replica-set-controller.ts';
import { Scheduler } from '#lib/demo/controllers/scheduler.ts';

/** Starts all controllers of a cluster; they look at everything that is there, then at what changes. */
export function startControllers(context: ControllerContext): RunningController {
  const controllers: readonly RunningController[] = [
    new NodeController(context),
    new AutoscalerController(context),
    new DeploymentController(context),
    new ReplicaSetController(context),
    new Scheduler(context),
    new Kubelet(context),
    new EndpointsController(context),
    new EndpointSliceController(context),
    new GarbageCollector(context),
  ];
  return {
    stop() {
      for (const controller of controllers) controller.stop();
      context.events.stop();
    },
  };
}
