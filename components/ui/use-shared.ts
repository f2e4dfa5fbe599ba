import { useRef } from 'react';
import { sameList, shareStructure } from '#components/ui/share-structure.ts';

/** The same objects as before wherever nothing changed, so that memoised marks and rows stay as they are. */
export function useShared<T>(next: T): T {
  const previous = useRef(next);
  // A cache of this very value: reading it early can only find an equal part.
  previous.current = shareStructure(previous.current, next);
  return previous.current;
}

/** The list before while it holds the very same items: of names there may be ten thousand, and each frame has a new list. */
export function useSameList<T>(next: readonly T[]): readonly T[] {
  const previous = useRef(next);
  previous.current = sameList(previous.current, next);
  return previous.current;
}
