/** `lost`: calls do not reach the service and are repeated; `back`: they did again, for a moment (`error.offline`). */
export type ConnectionState = 'fine' | 'lost' | 'back';

/** Whether the service can be reached, as the calls find it. One per page. */
export interface Connection {
  readonly state: () => ConnectionState;
  /** Returns how to stop listening. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly lost: () => void;
  readonly restored: () => void;
  /** The customer has been told that it is back. */
  readonly acknowledged: () => void;
}

export function watchConnection(): Connection {
  let state: ConnectionState = 'fine';
  const listeners = new Set<() => void>();
  const become = (next: ConnectionState) => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lost: () => become('lost'),
    restored: () => become(state === 'lost' ? 'back' : state),
    acknowledged: () => become(state === 'back' ? 'fine' : state),
  };
}
