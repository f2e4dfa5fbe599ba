import type { EndpointState } from '#lib/view/graph-types.ts';

/** The mark of an endpoint's state, told by shape: full, half, hollow, dotted. Centred on 0,0. */
export function EndpointGlyph(props: {
  readonly state: EndpointState;
  readonly color: string;
  readonly radius: number;
}) {
  const { state, color, radius } = props;
  const line = radius - 0.75;
  switch (state) {
    case 'ready':
      return <circle r={radius} className="glyph" fill={color} />;
    case 'terminating':
      return (
        <>
          <circle r={line} fill="var(--panel)" stroke={color} strokeWidth={1.5} />
          <path d={`M0 ${-radius}A${radius} ${radius} 0 0 0 0 ${radius}Z`} fill={color} />
        </>
      );
    case 'not-ready':
      return <circle r={line} fill="var(--panel)" stroke={color} strokeWidth={1.5} />;
    case 'pending':
      return <circle r={line} fill="var(--panel)" stroke={color} strokeWidth={1.5} strokeDasharray="2 2" />;
    default:
      return state satisfies never;
  }
}
