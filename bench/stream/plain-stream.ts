import type { Json } from '#lib/to-model/json.ts';

export interface PlainStream {
  /** The usual route handler of a live page. */
  readonly handle: (request: Request) => Response;
  /** Sends an event to every client at once. */
  send(event: Json): void;
}

/** The plain shape: each client has a stream of its own, and each event becomes JSON and is enqueued for each of them. */
export function createPlainStream(): PlainStream {
  const controllers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  return {
    handle(request) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controllers.add(controller);
          controller.enqueue(encoder.encode(': hello\n\n'));
          request.signal.addEventListener('abort', () => controllers.delete(controller));
        },
      });
      return new Response(body, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' },
      });
    },
    send(object) {
      for (const controller of controllers) {
        controller.enqueue(encoder.encode(`data: ${JSON.stringify({ type: 'MODIFIED', object })}\n\n`));
      }
    },
  };
}
