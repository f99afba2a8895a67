import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStores } from '../../testing/memory-stores.ts';
import { AnsweringPerson, quiet } from '../testing/answering-person.ts';
import { makeKey, mihonSite, pageIn, status } from '../testing/portal-page.ts';
import { StandInBrowser } from '../testing/stand-in-browser.ts';
import { StandInPort } from '../testing/stand-in-port.ts';

let browser: StandInBrowser;
let person: AnsweringPerson;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  browser = new StandInBrowser({ sites: [mihonSite], stores: new MemoryStores() });
  person = new AnsweringPerson(browser);
});
afterEach(() => void vi.useRealTimers());

/** As Firefox opens it for the script in a portal's page: it says no origin and no lifecycle. */
function bridgeOf(tab: number, { name = 'page', id = browser.extensionId, frameId = 0 } = {}) {
  const { url = '' } = pageIn(tab);
  const port = new StandInPort({ name, sender: { id, url, frameId, tab: { id: tab } } });
  browser.connected.happen(port);
  return port;
}

const request = (id: number | string, asked: unknown) => ({ koshinHelper: 'request', id, request: asked });

describe('the bridge in a page', () => {
  it('carries requests in and answers out, each with the page’s own number', async () => {
    const port = bridgeOf(7);
    port.say(request('first', status));
    port.say(request(2, null));
    await quiet();
    expect(port.posted).toHaveLength(2);
    expect(port.posted).toContainEqual({
      koshinHelper: 'answer',
      id: 'first',
      answer: expect.objectContaining({ answer: 'status', site: 'listed' }),
    });
    expect(port.posted).toContainEqual({
      koshinHelper: 'answer',
      id: 2,
      answer: { answer: 'refused', code: 'request-malformed', facts: {} },
    });
  });

  it.each([
    ['of another name', { name: 'window' }],
    ['of another extension', { id: 'somebody@else.example' }],
  ])('is none when it is %s: its port is closed, and nothing is answered', async (_what, differing) => {
    const port = bridgeOf(7, differing);
    expect(port.ended).toBe(true);
    port.onMessage.happen(request(1, status));
    await quiet();
    expect(port.posted).toEqual([]);
  });

  it('in a frame is answered as a frame is', async () => {
    const port = bridgeOf(7, { frameId: 4 });
    port.say(request(1, status));
    await quiet();
    expect(port.posted).toMatchObject([{ answer: { code: 'helper-origin-refused' } }]);
  });

  it.each([
    [null],
    [status],
    [{ koshinHelper: 'answer', id: 1, request: status }],
    [request('x'.repeat(65), status)],
    [{ koshinHelper: 'request', id: {}, request: status }],
  ])('that carries %j carries nothing', async (message) => {
    const port = bridgeOf(7);
    port.say(message);
    await quiet();
    expect(port.posted).toEqual([]);
  });

  it('goes with its page, and nobody may answer for that any more', async () => {
    const port = bridgeOf(7);
    port.say(request(1, makeKey()));
    await person.window();
    port.end();
    await quiet();
    expect([browser.windows, port.posted]).toEqual([[], []]);
    // The extension is free for the next one.
    const next = bridgeOf(8);
    next.say(request(1, makeKey()));
    await person.presses('yes');
    await quiet();
    expect(next.posted).toMatchObject([{ answer: { answer: 'key-made' } }]);
  });

  it('of another tab that goes leaves the question open', async () => {
    const [asking, other] = [bridgeOf(7), bridgeOf(8)];
    asking.say(request(1, makeKey()));
    await person.window();
    other.end();
    await quiet();
    expect(browser.windows).toHaveLength(1);
    await person.presses('no');
    expect(asking.posted).toMatchObject([{ answer: { code: 'consent-declined' } }]);
  });
});
