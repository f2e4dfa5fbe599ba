'use client';

import { memo, type ReactNode, useDeferredValue, useRef } from 'react';
import { GraphTable } from '#components/graph/graph-table.tsx';
import { LanesGraph } from '#components/graph/lanes-graph.tsx';
import { Legend } from '#components/graph/legend.tsx';
import { useFrame } from '#components/graph/use-frame.ts';
import { Chip } from '#components/ui/chip.tsx';
import { ScrollBox } from '#components/ui/scroll-box.tsx';
import { Say, useWording, Words } from '#components/ui/words.tsx';
import type { GraphView } from '#lib/view/graph-types.ts';
import type { Frame } from '#lib/view/lane-layout.ts';
import { GRAPH_FORMS, type GraphForm } from '#lib/view/url-state.ts';

/** Up to so many marks, the table is there for screen readers while the graph is shown. */
const MOST_MARKS_READ_ALOUD = 120;

/** The graph, its table or the nodes (the children), with the legend below. Tells its frame, in which the view lays the graph out. */
export function GraphPane(props: {
  readonly view: GraphView | undefined;
  readonly shown: GraphForm;
  readonly onShow: (form: GraphForm) => void;
  readonly serviceKey: string;
  readonly themeKey: string;
  readonly onFrame: (frame: Frame) => void;
  readonly onPin: (node: string) => void;
  readonly onPointNode: (node: string | undefined) => void;
  /** Stands in place of the graph where the nodes are shown. */
  readonly children: ReactNode;
}) {
  const { view, shown, onShow, onFrame, onPin } = props;
  const { say } = useWording();
  const box = useRef<HTMLElement>(null);
  // Nobody listens at every step of a dragged slider: what is read aloud may follow a moment later.
  const readAloud = useDeferredValue(view);
  useFrame(box, view !== undefined, onFrame);

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col" data-pane="graph">
      <ScrollBox ref={box} label={say('graph')} className="min-h-0 flex-1 overflow-auto">
        {shown === 'nodes' ? (
          props.children
        ) : view?.empty ? (
          <p className="px-4 py-8 text-center text-mute">
            <Words text={view.empty} />
          </p>
        ) : view && shown === 'graph' ? (
          <>
            <LanesGraph
              view={view}
              label={say('graph-of', { service: props.serviceKey })}
              themeKey={props.themeKey}
              onPin={onPin}
              onPointNode={props.onPointNode}
            />
            {view.nodes.length + view.endpoints.length <= MOST_MARKS_READ_ALOUD && (
              <div className="sr-only">
                <SpokenTable view={readAloud ?? view} />
              </div>
            )}
          </>
        ) : view ? (
          <GraphTable view={view} onPin={onPin} />
        ) : null}
      </ScrollBox>
      {view && (
        <div className="flex items-end gap-2 border-line border-t px-4 py-1.5">
          <div className="min-w-0 flex-1">
            {!view.empty && shown !== 'nodes' && <Legend view={view} />}
            <p className="text-micro text-mute">
              <Say name="computed-not-measured" />
            </p>
          </div>
          <div className="flex shrink-0 gap-1">
            {GRAPH_FORMS.map((form) => (
              <Chip key={form} pressed={shown === form} onPress={() => onShow(form)}>
                {say(`show-${form}`)}
              </Chip>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

const SpokenTable = memo(GraphTable);
