import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Frame } from '#lib/view/lane-layout.ts';

/** Below this width the page scrolls as a whole (globals.css), and its parts have no height of their own. */
const PAGE_SCROLLS = '(max-width: 899px)';

/**
 * Tells what an element shows at once: at first, when what stands around it is there (`settled`), and whenever its width
 * or the window changes. What else changes its height, such as a longer headline, is left out: marks would change their
 * form under somebody's hands.
 */
export function useFrame(
  element: RefObject<HTMLElement | null>,
  settled: boolean,
  onFrame: (frame: Frame) => void,
): void {
  const seen = useRef({ width: 0, windowHeight: 0, settled: false });
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const read = () => {
      const width = box.clientWidth;
      const windowHeight = window.innerHeight;
      const before = seen.current;
      if (width === before.width && windowHeight === before.windowHeight && settled === before.settled) return;
      seen.current = { width, windowHeight, settled };
      onFrame(window.matchMedia(PAGE_SCROLLS).matches ? { width } : { width, height: box.clientHeight });
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element, settled, onFrame]);
}
