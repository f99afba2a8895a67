import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StandInPort } from './testing/stand-in-port.ts';

const origin = 'https://mihon.portal.example';
type Message = { readonly source: unknown; readonly origin: string; readonly data: unknown };

/** A page of Firefox with our script in it, of which the test has what comes and goes. */
async function pageWithBridge() {
  let hear: ((message: Message) => void) | undefined;
  const posted: unknown[][] = [];
  const page = {
    addEventListener: (_message: string, listener: (message: Message) => void) => {
      hear = listener;
    },
    postMessage: (...given: unknown[]) => posted.push(given),
  };
  const ports: StandInPort[] = [];
  const connect = ({ name }: { readonly name: string }) => {
    const port = new StandInPort({ name });
    ports.push(port);
    return port;
  };
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { origin });
  vi.stubGlobal('chrome', { runtime: { connect } });
  vi.resetModules();
  await import('./bridge.ts');
  const say = (data: unknown, of: Partial<Message> = {}) => hear?.({ source: page, origin, data, ...of });
  return { page, posted, ports, say };
}

beforeEach(() => () => vi.unstubAllGlobals());

const request = { koshinHelper: 'request', id: 1, request: { act: 'status' } };

describe('our script in a page', () => {
  it('says that it is there, to its own site alone, and opens nothing before it is asked', async () => {
    const { posted, ports } = await pageWithBridge();
    expect(posted).toEqual([[{ koshinHelper: 'here' }, origin]]);
    expect(ports).toEqual([]);
  });

  it('carries the page’s requests through one port, and answers to its own site alone', async () => {
    const { posted, ports, say } = await pageWithBridge();
    say(request);
    say({ ...request, id: 2 });
    expect(ports).toHaveLength(1);
    expect(ports[0]?.name).toBe('page');
    expect(ports[0]?.posted).toEqual([request, { ...request, id: 2 }]);
    const answer = { koshinHelper: 'answer', id: 1, answer: {} };
    ports[0]?.say(answer);
    expect(posted.at(-1)).toEqual([answer, origin]);
  });

  it.each<[string, Partial<Message>]>([
    ['a frame of the page', { source: {} }],
    ['a window that the page opened, of another site', { source: {}, origin: 'https://evil.example' }],
    ['the page under another origin', { origin: 'null' }],
    ['nobody', { source: null }],
  ])('carries nothing of %s', async (_whose, of) => {
    const { ports, say } = await pageWithBridge();
    say(request, of);
    expect(ports).toEqual([]);
  });

  it.each([[null], ['request'], [{}], [{ koshinHelper: 'answer', id: 1 }], [{ koshinHelper: 'here' }]])(
    'leaves %j, which is for others, where it is',
    async (data) => {
      const { ports, say } = await pageWithBridge();
      say(data);
      expect(ports).toEqual([]);
    },
  );

  it('opens another port when the background was put to sleep', async () => {
    const { ports, say } = await pageWithBridge();
    say(request);
    ports[0]?.end();
    say({ ...request, id: 2 });
    expect(ports.map(({ posted }) => posted.length)).toEqual([1, 1]);
  });
});
